"""What somebody tries where it must be refused, and the scene it is tried in, played once and then only looked at: a refusal changes nothing."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.db import db, hurried
from procflow.grammar import AUTO, TIMER
from procflow.machines import tables
from procflow.models import Account, AuditEvent, DatedFact
from tests import servers
from tests.web.client import Reader
from tests.world import World, built

Names = Mapping[str, str]
Scene = Callable[[Any], Names]
CHECKS = ("UNKNOWN_TRANSITION", "FORBIDDEN_ROLE", "ILLEGAL_STATE", "STALE_VERSION", "KEY_REUSED")


@dataclass(frozen=True, eq=False)
class Try:
    """`says` names the guards that stand against it, all of them, or the code of the check before them. A value `$x` is what the scene calls x.

    `begins` is a procedure where the step begins a case; else it is taken on the scene's `case`. What is sent `by_hand` no page offers to choose.
    """

    says: str
    scene: Scene
    step: str
    actor: str
    form: Mapping[str, Any] = field(default_factory=dict)
    begins: str = ""
    case: str = "case"
    subject: str = ""
    period: str = ""
    entered_for: str = ""
    version: int | None = None
    key: str = ""
    paper: bool = False
    document: str = ""  # what the scene calls the file that goes with it, rather than any paper; its words are `$document_text`
    by_hand: bool = False

    @property
    def told(self) -> set[str]:
        return set(self.says.split())

    def __str__(self) -> str:
        return f"{self.scene.__name__}-{self.step}-{self.says.replace(' ', '+')}"


def scene(template: Callable[[str], object] = built, of: type[World] = World, group: str = "") -> Callable[[Scene], Scene]:
    """Where a scene starts from: a database made once for all, and the class that plays on it. Scenes of a group are played by one worker."""

    def made(play: Scene) -> Scene:
        play.template, play.of, play.group = template, of, group or play.__name__  # type: ignore[attr-defined]  # marks on the function itself
        return play

    return made


@dataclass
class Stage:
    """A scene after it was played: its database, the site that shows it, and the names of its cases."""

    engine: Engine
    folder: Path
    world: World
    app: Flask
    names: Names
    clients: dict[str, Reader] = field(default_factory=dict)

    def reader(self, person: str) -> Reader:
        """Their browser, signed in once; from now on the site shows this scene."""
        with self.app.app_context():
            db.engines[None] = self.engine
        if person not in self.clients:
            client = self.app.test_client()
            assert client.post("/login/as", data={"person": person}).status_code == 302, person
            self.clients[person] = Reader(client)
        return self.clients[person]

    def meant(self, given: Any) -> Any:
        """The form with the scene's own numbers in it."""
        if isinstance(given, Mapping):
            return {name: self.meant(value) for name, value in given.items()}
        if isinstance(given, (list, tuple)):
            return [self.meant(value) for value in given]
        return self.names[given[1:]] if isinstance(given, str) and given.startswith("$") else given

    def stands(self) -> list[Any]:
        """All that a refused attempt must leave as it was: cases, facts, entries, tasks; not the log, where each attempt is written."""
        parts = (
            "'case', no, state, version FROM proc_case", "'fact', fact_id, '', 0 FROM dated_fact", "'entry', entry_id, '', 0 FROM ledger_entry",
            "'task', task_id, COALESCE(closed, ''), 0 FROM task",
        )  # fmt: skip
        text = " UNION ALL ".join(f"SELECT {part}" for part in parts)
        found = sorted(map(tuple, self.world.session.connection().exec_driver_sql(text)))
        self.world.session.commit()
        return found

    def refusal(self, one: Try) -> Mapping[str, Any]:
        """The refusal that is on record for an attempt: the newest of its actor and step. (A key used again is on record once.)"""
        again = "KEY_REUSED" in one.told
        bodies = map(json.loads, self.world.session.scalars(select(AuditEvent.body).order_by(AuditEvent.id.desc())))
        found = (each["refusal"] for each in bodies if each["actor"]["id"] == one.actor and each["type"].endswith(f".{one.step}"))
        told = next(each for each in found if each and (each["code"] == "KEY_REUSED") == again)
        self.world.session.commit()
        return told  # type: ignore[no-any-return]

    def records(self) -> int:
        found = self.world.session.scalar(select(func.count()).select_from(AuditEvent))
        self.world.session.commit()
        return int(found or 0)


@contextmanager
def staged(play: Scene, folder: Path, app: Flask) -> Iterator[Stage]:
    """A scene on SQLite, in a folder of its own."""
    url = servers.migrated_copy("sqlite", folder, play.template)  # type: ignore[attr-defined]
    engine = hurried(create_engine(url, poolclass=NullPool))
    with Session(engine, expire_on_commit=False) as session:
        world = play.of(session)  # type: ignore[attr-defined]
        world.numbers = count(5000)  # the keys before were used while the template was built
        world.folder = folder / "evidence"  # type: ignore[attr-defined]  # where a scene keeps files that are read
        names = {**play(world), "paper": world.paper("一份材料")}
        session.commit()
        people = sorted(set(session.scalars(select(DatedFact.subject).where(DatedFact.kind == "person"))))
        session.add_all(Account(login=each, person=each, password="-", failures=0, locked_until=None) for each in people)
        session.commit()
        yield Stage(engine, folder, world, app, names)
    engine.dispose()


def guards(procedure: str) -> dict[str, str]:
    """Every guard that may be told to somebody: those of the rows that people take, with their codes."""
    return {one.name: one.code for row in tables()[procedure].steps if not unattended(row) for one in (*row.when, *row.fits)}


def of_the_clock(procedure: str) -> dict[str, str]:
    """The guards of the rows that nobody takes: where one does not hold, that is no attempt, and nobody is told."""
    return {one.name: one.code for row in tables()[procedure].steps if unattended(row) for one in (*row.when, *row.fits)}


def unattended(row: Any) -> bool:
    return bool({AUTO, TIMER} & set(row.named))
