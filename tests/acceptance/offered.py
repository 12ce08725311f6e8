"""Every form that the product shows: off every page of the table of routes, through each pair of eyes, and off the acts that these pages lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from tests.acceptance.views import EYES, View, path, views
from tests.matrix.table import PAGES
from tests.matrix.worlds import Worlds
from tests.web.client import Forms

LINK = re.compile(r'href="(/(?:cases/[^"?#]+(?:/do/[^"?#]+)?|admin/[^"?#]+/do/[^"#]+))"')
ALIKE = re.compile(r"[0-9a-f]{64}|(?<=/cases/)[^/]+|(?<=/do/)[^/]+|(?<=/rating/)[^/]+/\d+|(?<=-)\d+(?=-|$)|\?.*")
OWN = ("GET start.", "GET cases.", "GET acts.", "GET points.")  # where a member's eyes see other forms than an official's
LISTS = ("GET inbox.index", "GET admin_org.unit", "GET admin_people.person", "GET admin_roles.index")  # what they lead to is opened too
OFFICES = ("branch_secretary", "recorder", "subject")


@dataclass(frozen=True)
class Offer:
    """A form on a page of a world, as one caller is shown it: where it goes, and what it would send as it stands."""

    world: str
    caller: str
    page: str
    action: str
    values: MultiDict[str, str]

    @property
    def name(self) -> str:
        return f"{self.world} {self.caller} {self.page} -> {self.action}"

    @property
    def kind(self) -> tuple[str, ...]:
        """Forms of one kind are asked once: the same address but for names and numbers, the same fields."""
        return (ALIKE.sub("*", self.action), *sorted({ALIKE.sub("*", name) for name in self.values}))


def offers(worlds: Worlds) -> list[Offer]:
    found: dict[tuple[str, ...], Offer] = {}
    for view, address, text in pages(worlds):
        for action, values, buttons in Forms(text).forms:
            for each in dict.fromkeys(button or action or address for button in buttons):
                offer = Offer(view.world, view.caller, address, each.partition("#")[0], values)
                if "csrf_token" in values:
                    found.setdefault(offer.kind, offer)
    return list(found.values())


def pages(worlds: Worlds) -> Iterator[tuple[View, str, str]]:
    """Every page of the table; the forms of filing that they lead to; the cases of an evening and their acts."""
    seen_by = [
        view for view in views() if view.caller not in EYES[1] or view.route.startswith(OWN) or not PAGES[view.route].who & {*EYES[0]}
    ]
    todo = [(view, path(worlds, view)) for view in seen_by if not view.more] + [
        (View("GET inbox.index", "evening", each), "/inbox") for each in OFFICES
    ]
    seen = {(view.world, address) for view, address in todo}
    while todo:
        view, address = todo.pop(0)
        with closing(worlds[view.world][0].browser(view.caller)[0].get(address)) as answer:
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            text = answer.get_data(as_text=True)
        yield view, address, text
        if "/do/" in address or view.route not in LISTS:
            continue
        for link in [each.replace("&amp;", "&") for each in LINK.findall(text)]:
            if (view.world, link) not in seen:
                seen.add((view.world, link))
                todo.append((view, link))
