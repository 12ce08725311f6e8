"""Accounts of the people one administers: listed, and each deed checked before it is done. A start password is shown once and kept nowhere."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from procflow.access import accounts, sessions
from procflow.access.accounts import STATES, Told
from procflow.canon import digest
from procflow.errors import Invalid, NotFound
from procflow.models import Account, AccountIdentity
from procflow.queries import names
from procflow.queries.people import people
from procflow.web.admin.deeds import DEEDS, Deed, Doing
from procflow.web.auth import current
from procflow.web.here import ident, reading, today, writing
from procflow.web.reader import reader
from procflow.web.sessions import real_now

MOST = 300

pages = Blueprint("admin_accounts", __name__)


@pages.get("/admin/accounts")
def index() -> ResponseReturnValue:
    """Everybody of the unit worked in, with their account; some of them by name or id."""
    wanted = request.args.get("q", "").strip()[:80]
    found = [each for each in people(*reader(), current().unit) if wanted in each.name or wanted == each.id]
    shown = found[:MOST]
    held = {row.person: row for row in reading().scalars(select(Account).where(Account.person.in_([each.id for each in shown])))}
    rows = [(each, accounts.told(held.get(each.id), each.id, real_now())) for each in shown]
    return render_template("admin/accounts.html", rows=rows, wanted=wanted, more=len(found) - len(shown), states=STATES)


@pages.get("/admin/accounts/<person>")
def person(person: str) -> ResponseReturnValue:
    return shown(looked_after(person))


@pages.post("/admin/accounts/<person>/check")
def check(person: str) -> ResponseReturnValue:
    """What the deed would bring about, before anything takes effect."""
    told, deed = looked_after(person), deed_of(request.form)
    if told.state not in deed.states:
        return shown(told, 409)
    return render_template("admin/account_check.html", told=told, name=called(person), deed=deed, act=request.form["act"], seen=seen(person),
                           login=request.form.get("login", "").strip())  # fmt: skip


@pages.post("/admin/accounts/<person>/do")
def do(person: str) -> ResponseReturnValue:
    """Done once: a second click finds another account than the one that was checked, and is shown it."""
    told, deed = looked_after(person), deed_of(request.form)
    if told.state not in deed.states or request.form.get("seen") != seen(person):
        return shown(told, 409)
    try:
        secret = deed.do(Doing(writing(), current().person, person, request.form.get("login", "").strip(), real_now()))
    except Invalid as wrong:
        return shown(told, 422, wrong)
    return render_template("admin/account_done.html", told=looked_after(person), name=called(person), deed=deed, secret=secret)


def shown(told: Told, status: int = 200, wrong: Invalid | None = None) -> ResponseReturnValue:
    browsers = [sessions.told(row) for row in sessions.open_of(reading(), told.person)]
    hidden = {name for name, there in (("end", browsers), ("unlink", linked(told.person))) if not there}
    deeds = {name: deed for name, deed in DEEDS.items() if told.state in deed.states and name not in hidden}
    faults = [each for found in wrong.errors.values() for each in found] if wrong else []
    return render_template("admin/account.html", told=told, name=called(told.person), states=STATES, deeds=deeds, browsers=browsers,
                           faults=faults, login=request.form.get("login", told.person), changed=status == 409), status  # fmt: skip


def seen(person: str) -> str:
    """What the account was when it was checked: its sign-in, its browsers, its link to the office's own."""
    row = accounts.of(reading(), person)
    own = [row.login, row.password, row.start_until, row.shut] if row else []
    return digest([own, sorted(each.token_hash for each in sessions.open_of(reading(), person)), linked(person)])


def linked(person: str) -> bool:
    """Whether an identity of the office's sign-on is theirs."""
    return reading().scalar(select(AccountIdentity.person).where(AccountIdentity.person == person).limit(1)) is not None


def looked_after(person: str) -> Told:
    """The account of somebody whom the reader administers. Raises NotFound, as for somebody that there is not."""
    if not accounts.looks_after(reading(), current().person, ident(person), today().isoformat()):
        raise NotFound
    return accounts.told(accounts.of(reading(), person), person, real_now())


def deed_of(form: dict[str, str]) -> Deed:
    return DEEDS.get(form.get("act", "")) or abort(400)


def called(person: str) -> str:
    return names(reading(), [person]).get(person, person)
