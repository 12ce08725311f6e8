"""The crowd at their browsers: every act through check and confirmation; now and then the session is over, somebody clicks twice, or acts too late."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import func, or_, select
from werkzeug.datastructures import MultiDict

from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db
from procflow.engine import Command
from procflow.machines import tables
from procflow.models import Account, AuditEvent, Case, LedgerEntry
from tests.acceptance import lapses
from tests.acceptance.shown import moved, pairs, state
from tests.crowd.branch import PEOPLE
from tests.crowd.walk import Crowd
from tests.web.client import Page

DUE = re.compile(r'<h2[^>]*id="h-do">现在要做什么</h2>')
OPEN, CONFIRM = 1, 1
BRIEF = frozenset({"opinion", "reason"})
ENDINGS = (None, lapses.idle, None, lapses.forgotten)
ACTS = or_(*(AuditEvent.type.like(f"{key}.%") for key in tables()))


class Readers(Crowd):
    """The same branch and the same chance; nothing goes to the write door but through pages. `missed` are (target, what was wrong)."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self.session.add_all(Account(login=each, person=each, password="-", failures=0, locked_until=None) for each in PEOPLE)
        self.session.commit()
        self.app = create_app(Settings(home=folder, database_url=str(self.engine.url)))
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.asked, self.missed = Counter[str](), list[tuple[str, ...]]()
        self.browsers: dict[str, Any] = {}
        self.presses = Counter[int]()  # T06: from the inbox to the act done, of what waits for whoever does it

    def advance(self, command: Command) -> None:
        """As somebody does it who reads: what would happen is looked at before it is confirmed."""
        self.session.rollback()
        target = f"/cases/{command.case}/do/{command.step}/check" if command.case else f"/start/{command.procedure}/check"
        offered = self.browser(command.actor).get(f"/cases/{command.case}").get_data(as_text=True) if command.case else ""
        to, check = self.to_the_check(command, target, offered)
        self.ask("T11", check.status < 500, command.step, check.status)
        if 'name="preview"' in check.html:
            if DUE.search(offered):
                self.presses[OPEN + (1 if f'action="{target}"' in offered or not command.form or to != target else 2) + CONFIRM] += 1
            self.confirm(command, check)

    def to_the_check(self, command: Command, target: str, offered: str) -> tuple[str, Page]:
        """From the page of the case, where the choice and its text stand there and no paper is asked for; else from the form of the step."""
        if 'name="said"' in offered and command.form and not command.form.keys() - BRIEF:
            said = next(iter(command.form.values())) or ""
            short = {"step": command.step, "said": said, "version": "" if command.version is None else str(command.version)}
            found = lapses.sent(self.browser(command.actor), f"/cases/{command.case}/do", MultiDict(short))
            if 'name="preview"' in found.html:
                return f"/cases/{command.case}/do", found
        return target, lapses.sent(self.browser(command.actor), target, pairs(command))

    def confirm(self, command: Command, check: Page) -> None:
        action, values = check.form("/steps" if command.case else "/begin")
        ended, before = ENDINGS[self.asked["T13"] % len(ENDINGS)], self.stored()
        if ended:
            self.come_back(command, check, ended, action, values)
        first = lapses.sent(check.client, action, values)
        done = self.stored()
        self.ask("T09", first.status == 303, command.step, first.status, first.text[:200])
        if first.status == 303:
            self.as_shown(check, first, values, done["points"] - before["points"])
            again = lapses.sent(check.client, action, values)
            self.ask("T13", (again.location, self.stored()) == (first.location, done), "again", command.step, again.status)
            self.too_late(command, check, action, values)

    def come_back(self, command: Command, check: Page, ended: Any, action: str, values: MultiDict[str, str]) -> None:
        """T12: confirmed when the session had ended: nothing is taken, and all of it is there after signing in."""
        before = self.stored()
        ended(check.client)
        late = lapses.sent(check.client, action, values)
        back = lapses.back_again(late, command.actor)
        self.ask("T12", (late.status, self.stored()) == (401, before), command.step, late.status)
        self.ask("T12", lapses.at_hand(back, action) == lapses.typed(values), ended.__name__, command.step, back.text[:120])

    def as_shown(self, check: Page, first: Page, values: MultiDict[str, str], points: int) -> None:
        """T09: the digest, the state and the points that the check page showed are those that were stored."""
        event = self.row(AuditEvent, AuditEvent.event_id == first.location.rpartition("/")[2])
        case = self.row(Case, Case.case_id == event.case_id)
        self.taken[event.type] += 1
        self.ask("T09", json.loads(event.body)["preview"] == values["preview"], event.type, "digest")
        self.ask(
            "T09", state(check.html).endswith(tables()[case.procedure].by_name[case.state].title), event.type, case.state, state(check.html)
        )
        self.ask("T09", moved(check.html) == points, event.type, moved(check.html), points)

    def too_late(self, command: Command, check: Page, action: str, values: MultiDict[str, str]) -> None:
        """T13: somebody with the same page in hand decides what was decided meanwhile: told so, once done, and the text kept."""
        if not command.case:
            return
        second, before = values.copy(), self.stored()
        second["key"] = "another"
        late = lapses.sent(check.client, action, second)
        kept = lapses.at_hand(late, f"/cases/{command.case}/do/{command.step}")
        held = {name: texts for name, texts in lapses.typed(values).items() if name not in ("key", "version", "preview")}
        self.ask("T13", (late.status, self.stored(), kept) == (409, before, held), "late", command.step, late.status, kept, held)

    def browser(self, person: str) -> Any:
        if person not in self.browsers:
            client = self.browsers[person] = self.app.test_client()
            assert client.post("/login/as", data={"person": person}).status_code == 302
        return self.browsers[person]

    def stored(self) -> Mapping[str, int]:
        """How many acts were done, and all points."""
        done = self.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.outcome == "done", ACTS))
        points = self.session.scalar(select(func.sum(LedgerEntry.points)))
        self.session.rollback()
        return {"done": done or 0, "points": points or 0}

    def row(self, kind: Any, which: Any) -> Any:
        found = self.session.execute(select(*kind.__table__.columns).where(which)).one()
        self.session.rollback()
        return found

    def ask(self, target: str, ok: bool, *what: object) -> None:
        self.asked[target] += 1
        if not ok:
            self.missed.append((target, *map(str, what)))

    def end(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        super().end()
