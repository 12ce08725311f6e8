"""A branch that was played, with one person for each role and each body's keeper, a second branch beside it, and somebody of no unit. Filed past the write door."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from procflow import canon
from procflow.access import SUPERIOR
from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db, new_id
from procflow.filing import BODY_TITLES, ROLES
from procflow.models import Account, DatedFact, Installation, Unit, Vaulted
from procflow.web.passwords import Doors
from tests import servers

THERE, NEVER = "there", "9999-12-31"
LAST = "2099-01-01T00:00:00.000000Z"  # ids sort by time: what is filed here stands after what was played
BELONGS = ("member", "subject", "activist")
OTHERS = ("former", "nobody", "other_member", "other_secretary")
CALLERS = ("stranger", *BELONGS, *OTHERS, *ROLES, *BODY_TITLES)
PLACEHOLDER = re.compile(r"[\x00-\x7f]*")


class Town:
    """The site, with a browser and a form's token for each caller; `said` are the names and texts that no other unit may learn."""

    def __init__(self, app: Flask, up: str, here: str) -> None:
        self.app, self.up, self.here = app, up, here
        with app.app_context():
            self.said = said(here)
            self.people()
        self.browser = cache(self.signed_in)

    def signed_in(self, caller: str) -> tuple[FlaskClient, str]:
        client = self.app.test_client()
        if caller != "stranger":
            token = csrf(client.get("/login").get_data(as_text=True))
            answer = client.post("/login/as", data={"person": self.person(caller), "csrf_token": token})
            assert answer.status_code == 302, (caller, answer.status_code)
        return client, csrf(client.get("/login" if caller == "stranger" else "/settings").get_data(as_text=True))

    def person(self, caller: str) -> str:
        return "M01" if caller == "subject" else f"p-{caller}"

    def leaked(self, text: str) -> list[str]:
        return sorted(each for each in self.said if each in text)

    def people(self) -> None:
        """Each role its own holder, so that what a page shows is that role's doing."""
        top = db.session.get_one(Unit, self.up)
        unit = Unit(
            unit_id=THERE, parent=self.up, path=f"{top.path}{THERE}/", kind="branch", code="THERE", title="别处支部", facts_head="1" * 64
        )
        db.session.add(unit)
        db.session.flush()
        today = db.session.get_one(Installation, "now").value[:10]
        gone = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
        for number, caller in enumerate(each for each in CALLERS[1:] if each != "subject"):
            person, where, sealed = self.person(caller), self.up if caller in SUPERIOR else self.here, f"{number:064d}"
            db.session.add(Account(login=person, person=person, password="x", failures=0, locked_until=None))
            db.session.add(Vaulted(commitment=sealed, subject_id=person, field="effects_0_name", salt=b"", value=f"测试者{number:02d}"))
            file("person", self.up, person, {"name": sealed})
            if caller in ROLES:
                file("role", where, person, {"role": caller})
            elif caller in BODY_TITLES:
                file("body", where, caller, {"members": [*members(where, caller), person], "keepers": [person]})
        if db.session.get(Account, "M01") is None:
            db.session.add(Account(login="M01", person="M01", password="x", failures=0, locked_until=None))
        file("membership", self.here, "p-member", {"standing": "formal"})
        file("membership", self.here, "p-activist", {"standing": "activist"})
        file("membership", self.here, "p-former", {"standing": "formal"}, gone)
        file("role", self.here, "p-former", {"role": "branch_secretary"}, gone)
        for caller in ("other_member", "other_secretary"):
            file("membership", THERE, f"p-{caller}", {"standing": "formal"})
        file("role", THERE, "p-other_secretary", {"role": "branch_secretary"})
        for unit_id in (self.up, self.here):
            db.session.execute(update(Unit).where(Unit.unit_id == unit_id).values(facts_head=f"{unit_id:x<64}"))
        db.session.commit()


def members(unit: str, body: str) -> list[str]:
    """Who sits in the body already: they go on sitting there."""
    standing = select(DatedFact.data).where(DatedFact.unit == unit, DatedFact.kind == "body", DatedFact.subject == body)
    found = db.session.scalars(standing.where(DatedFact.superseded_by.is_(None)).order_by(DatedFact.since, DatedFact.fact_id)).all()
    return list(json.loads(found[-1])["members"]) if found else []


def file(kind: str, unit: str, subject: str, data: dict[str, Any], until: str = NEVER) -> None:
    name = new_id(LAST)
    db.session.add(DatedFact(fact_id=name, kind=kind, unit=unit, subject=subject, since="2024-01-05", until=until, data=canon.dumps(data).decode(),
                             event_hash=name, effect_no=0, superseded_by=None))  # fmt: skip


def said(here: str) -> frozenset[str]:
    """The title of the branch, its people's names, and every text of its cases."""
    kept = db.session.scalars(select(Vaulted).where(Vaulted.field != "request"))
    own = {
        row.value for row in kept if row.subject_id not in ("admin", "adm") and len(row.value) > 2 and not PLACEHOLDER.fullmatch(row.value)
    }
    return frozenset({*own, db.session.get_one(Unit, here).title})


def csrf(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


@contextmanager
def town(kind: str, folder: Path, played: Callable[[str], object], up: str, here: str) -> Iterator[Town]:
    app = create_app(Settings(home=folder, database_url=servers.migrated_copy(kind, folder, played)))
    app.extensions["doors"] = Doors(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield Town(app, up, here)
    with app.app_context():
        db.engine.dispose()
