"""One matter played from beginning to end in a database of its own, to see that everything holds together. It leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.machines import tables
from procflow.rehearsal.doors import Direct
from procflow.rehearsal.play import Play, actor
from procflow.rehearsal.reading import FOLDER, read
from procflow.rehearsal.script import Script
from procflow.schema import upgrade

TRIAL = FOLDER / "setup" / "trial.yaml"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: the day, by whom, its title."""

    on: str
    name: str
    title: str


def trial() -> tuple[list[Taken], bool]:
    """The steps in order, and whether the matter came to the end that it should."""
    script = read(TRIAL.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'trial.db'}"
        upgrade(url)
        engine = create_engine(url, poolclass=NullPool)
        with Session(engine, expire_on_commit=False) as session:
            differences = Play(session, script, Direct(session, Path(folder))).run().differences
        engine.dispose()
    return list(taken(script)), not differences


def taken(script: Script) -> Iterator[Taken]:
    called = {str(one.said["id"]): str(one.said["name"]) for lines in script.people.values() for one in lines}
    titles = {step.name: step.title for key in ("bonus_claim", "member_meeting_vote") for step in reversed(tables()[key].steps)}
    for line in script.steps:
        if "step" in line.said:
            yield Taken(str(line.get("on")), called[actor(line, "")], titles[str(line.said["step"])])
