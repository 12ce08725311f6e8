"""What a case may mean for its member's points, as far as reading tells: booked, or asked for beside what stands. The check page is exact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from procflow.errors import NotFound
from procflow.filing import BODY_TITLES
from procflow.forms import Item, Points
from procflow.grammar import made
from procflow.queries import CasePage, Sum, points
from procflow.queries.choices import item as offer
from procflow.queries.choices import people
from procflow.queries.titles import component as title
from procflow.queries.view import view
from procflow.web import here, offers
from procflow.web.auth import current
from procflow.web.choices import Choices, Option
from procflow.web.filters import say

SIGNS = {"deduction": -1}


@dataclass(frozen=True, slots=True)
class Outlook:
    """`asked` are the points last named in the case (signed hundredths); `sum` the component as it stands, in `period`."""

    asked: int | None = None
    sum: Sum | None = None
    period: str = ""
    booked: tuple[tuple[str, str, int], ...] = ()


def outlook(page: CasePage, labels: Choices) -> Outlook:
    asked, component = named(page)
    if page.entries:
        called = {option.value: option.label for option in labels.people}
        items = {option.value: option.label for options in labels.items.values() for option in options}
        booked = tuple(
            (called.get(each["member_id"], ""), items.get(each["item"], each["item"]), int(each["points"])) for each in page.entries
        )
        return Outlook(asked, None, page.period, booked)
    if asked is None or page.about_unit or page.final:
        return Outlook(asked, None, page.period)
    return Outlook(asked, standing(page, component), page.period)


def named(page: CasePage) -> tuple[int | None, str]:
    """The points named last, and the component of the item they are for."""
    amount, component = None, ""
    for told in page.decisions:
        for name, one in (made(told.asks).fields if told.asks else {}).items():
            if isinstance(one, Item) and told.form.get(name):
                component = str(getattr(one, "component", "")) or component
            if isinstance(one, Points) and isinstance(told.form.get(name), int):
                amount = int(told.form[name])
    return (amount * SIGNS.get(component, 1) if amount is not None else None), component


def standing(page: CasePage, component: str) -> Sum | None:
    """The component as it stands in the period of the case, if the reader may see the member's points."""
    try:
        ledger = points(here.reading(), current().person, here.today(), page.subject.id, page.period)
    except NotFound:
        return None
    none_yet = Sum(component, title(component), 0, 0, None, "")
    return next((each for each in ledger.sums if each.component == component), none_yet if component else None)


def wording(page: CasePage) -> Choices:
    """The items of the regime that the case runs under, the people of its unit by name, and the cases it is linked with by whom they are about."""
    of = view(here.reading(), current().person, here.today(), page.no)
    book: Any = of.gathering().rules
    items = {"": tuple(offers.item(offer(each)) for each in book.items())}
    for each in book.items():
        items.setdefault(each.component, ())
        items[each.component] += (offers.item(offer(each)),)
    items["grade"] = tuple(Option(each.code, say(each.label)) for each in (*book.grades, *book.gaps))
    bodies = tuple(Option(name, say(called)) for name, called in BODY_TITLES.items())
    linked = tuple(Option(each.no, f"{each.about} {each.no}".strip()) for each in page.links)
    return Choices(
        items=items,
        cases=linked,
        codes={"put_by": bodies},
        people=tuple(Option(each.value, each.label) for each in people(of.session, of.org, of.today)),
    )
