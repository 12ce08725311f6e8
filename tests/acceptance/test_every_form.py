"""T11, T12 and T13 over every form of every page: empty, hostile and stale input, a session that ends, the same form twice. By client, no browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, or_, select
from werkzeug.datastructures import MultiDict

from procflow.db import db
from procflow.machines import tables
from procflow.models import Account, ApiToken, AuditEvent, Case, DatedFact, LedgerEntry
from tests.acceptance import lapses
from tests.acceptance.offered import Offer, offers
from tests.matrix.worlds import Worlds
from tests.web.client import Page
from tests.web.test_templates import BANNED, QUESTION

pytestmark = pytest.mark.xdist_group("browser")  # where the same worlds are played already
HOSTILE = "<script>alert(7)</script>'\"{{7*7}}%00\u202e\U0001f600" + "甲" * 300
FIXED = frozenset({"csrf_token", "key", "unit", "step", "version", "seen", "preview"})
NEVER_KEPT = ("/settings/password", "/login/again")
OUT = "/logout"  # ends the session in which the others are asked; tests/web/test_auth.py asks it
PUBLIC = "/v/"  # no sign-in is asked there, so none is missed
ACTS = or_(*(AuditEvent.type.like(f"{key}.%") for key in tables()))
MARKUP = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    with ExitStack() as stack:
        yield Worlds(stack, tmp_path_factory.mktemp("forms"))


def test_no_form_is_taken_unread_and_none_loses_what_was_typed(worlds: Worlds, figure: Callable[..., None]) -> None:
    found = [each for each in offers(worlds) if each.action != OUT]
    wrong: list[tuple[str, ...]] = []
    for offer in found:
        for target, ask in QUESTIONS:
            said = ask(worlds, offer)
            figure(target, 1, bool(said))
            wrong.extend((target, ask.__name__, offer.name, str(each)) for each in said)
    assert wrong == []
    assert len(found) > 40


def empty(worlds: Worlds, offer: Offer) -> list[object]:
    """T11: with nothing filled in."""
    values = MultiDict((name, value if name in FIXED else "") for name, value in offer.values.items(multi=True))
    said = answer(worlds, offer, values)
    return [*refused(said), *(refused(answer(worlds, offer, values, "en"), "en") if "govuk-error-summary" in said.html else [])]


def hostile(worlds: Worlds, offer: Offer) -> list[object]:
    """T11: with what wants to be a script, a template, a null sign and a line that runs backwards in every field."""
    values = MultiDict((name, value if name in FIXED else HOSTILE) for name, value in offer.values.items(multi=True))
    said = answer(worlds, offer, values)
    return [
        *refused(said),
        *(["a script"] if "<script>alert" in said.html else []),
        *(["worked out"] if "&#39;&#34;49" in said.html else []),
    ]


def token(worlds: Worlds, offer: Offer) -> list[object]:
    """T12: with the token of yesterday."""
    return lost(worlds, offer, None, 400)


def idle(worlds: Worlds, offer: Offer) -> list[object]:
    """T12: after two hours."""
    return [] if offer.action.startswith(PUBLIC) else lost(worlds, offer, lapses.idle, 401)


def forgotten(worlds: Worlds, offer: Offer) -> list[object]:
    """T12: from a browser without its cookie."""
    return lost(worlds, offer, lapses.forgotten, 400 if offer.action.startswith(PUBLIC) else 401)


def twice(worlds: Worlds, offer: Offer) -> list[object]:
    """T13: as it stands, and once more."""
    made = worlds[offer.world][0]
    client, values = browser(worlds, offer), MultiDict(offer.values)
    first = lapses.sent(client, offer.action, values)
    before = stored(made)
    second = lapses.sent(client, offer.action, values)
    grown = {name: (before[name], n) for name, n in stored(made).items() if n != before[name]}
    return [
        *([first.status] if first.status >= 500 else []),
        *([second.status] if second.status >= 500 else []),
        *([grown] if grown else []),
    ]


QUESTIONS = (("T11", empty), ("T11", hostile), ("T12", token), ("T12", idle), ("T12", forgotten), ("T13", twice))


def lost(worlds: Worlds, offer: Offer, ended: Callable[[Any], None] | None, status: int) -> list[object]:
    """Nothing done; everything typed at hand again, but passwords, which are nowhere."""
    made = worlds[offer.world][0]
    client, values = browser(worlds, offer), MultiDict((name, value or "写了一半") for name, value in offer.values.items(multi=True))
    if not ended:
        values["csrf_token"] = "the one of yesterday"
    before = stored(made)
    if ended:
        ended(client)
    late = lapses.sent(client, offer.action, values)
    if offer.action.partition("?")[0] in NEVER_KEPT:
        return ["kept"] if "写了一半" in late.html else []
    back = lapses.back_again(late, made.person(offer.caller)) if status == 401 else late
    kept = lapses.at_hand(back, offer.action)
    return [
        *([late.status] if late.status != status else []),
        *([(kept, lapses.typed(values))] if kept != lapses.typed(values) else []),
        *(["done"] if stored(made) != before else []),
    ]


def browser(worlds: Worlds, offer: Offer) -> FlaskClient:
    """Another window of the browser to which the form was shown."""
    made = worlds[offer.world][0]
    client, cookie = made.app.test_client(), made.browser(offer.caller)[0].get_cookie("procflow")
    if cookie:
        client.set_cookie("procflow", cookie.value)
    return client


def answer(worlds: Worlds, offer: Offer, values: MultiDict[str, str], lang: str = "zh") -> Page:
    client = browser(worlds, offer)
    client.set_cookie("lang", lang)
    return lapses.sent(client, offer.action, values)


def refused(page: Page, lang: str = "zh") -> list[object]:
    """What is wrong with a page that says what is wrong: its title, its summary, where that leads, its words."""
    if page.status >= 500:
        return [page.status]
    summary = re.search(r'<div class="govuk-error-summary".*?</div>', page.html, re.DOTALL)
    found: list[object] = [word for word in BANNED if page.status >= 400 and word in QUESTION.sub("", page.text)]
    if summary:
        links = re.findall(r'href="#([^"]+)"', summary[0])
        found += [f"no {each}" for each in links if f'id="{each}"' not in page.html]
        found += [] if 'tabindex="-1"' in summary[0] else ["summary without focus"]
        found += [] if re.search(r"<title>\s*(错误：|Error)", page.html) else ["title"]
        found += (
            [MARKUP.sub("", summary[0])]
            if lang == "en" and re.search("[\u4e00-\u9fff]", MARKUP.sub("", summary[0]).replace("甲", ""))
            else []
        )
    return found


def stored(made: Any) -> dict[str, int]:
    """How much there is of what an act could bring about."""
    with made.app.app_context():
        count = select(func.count())
        found = {
            kind.__name__: db.session.scalar(count.select_from(kind)) or 0 for kind in (Account, ApiToken, Case, DatedFact, LedgerEntry)
        }
        return found | {"done": db.session.scalar(count.select_from(AuditEvent).where(AuditEvent.outcome == "done", ACTS)) or 0}
