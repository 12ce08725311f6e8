"""The demo lives today: it builds on any day, proves itself, and leaves everybody something to do, something late, something that waits."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import demo
from procflow.errors import Misconfigured
from procflow.models import Task
from procflow.proof.check import verify
from procflow.queries import inbox
from procflow.rehearsal.doors import Direct
from procflow.rehearsal.play import Play
from procflow.rehearsal.reading import moment
from procflow.rehearsal.stage import Stage
from procflow.schema import upgrade

NEW_YEAR, LEAP_DAY, LAST_DAY, NO_CALENDAR = date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 31), date(2031, 5, 5)
EARLY, LATE = date(2027, 4, 12), date(2026, 11, 21)


@pytest.fixture(scope="session")
def worked(tmp_path_factory):
    """The worked year alone, played once: every demo goes on from it."""
    folder = tmp_path_factory.mktemp("worked")
    path = f"sqlite:///{folder / 'procflow.db'}"
    upgrade(path)
    engine = create_engine(path, poolclass=NullPool)
    with Session(demo.hurried(engine), expire_on_commit=False) as session:
        whole = demo.living(LATE)
        script = replace(whole, adopted=whole.adopted[:1], steps=before(whole))
        assert Play(session, script, Direct(session, folder)).run().differences == []
    engine.dispose()
    return folder


def before(script):
    return tuple(line for line in script.steps if line.file.startswith("township/"))


@pytest.fixture
def lived(worked, tmp_path):
    """Play what comes after the worked year on a copy, as it is on some day."""
    count = iter(range(1000))

    def lived(today):
        folder = tmp_path / str(next(count))
        shutil.copytree(worked, folder)
        session = Session(create_engine(f"sqlite:///{folder / 'procflow.db'}", poolclass=NullPool), expire_on_commit=False)
        script = demo.living(today)
        stage = Stage(session, replace(script, adopted=script.adopted[1:]), Direct(session, folder))
        stage.count = 10_000
        stage.adopt(script.units[0])
        play = Play(session, script, Direct(session, folder))
        play.count = 10_000
        for line in script.steps[len(before(script)) :]:
            play.line(line)
        assert play.expected.differences == []
        assert play.expected.met > 12
        return session

    return lived


@pytest.mark.parametrize("today", [NEW_YEAR, LEAP_DAY, LAST_DAY, NO_CALENDAR, EARLY, LATE], ids=str)
def test_on_this_day_it_builds_proves_itself_and_everybody_finds_something_to_do(lived, today):
    with lived(today) as session:
        assert verify(session).ok
        todo = {
            person: inbox(session, person, today, box="todo").rows for person in ("Y01", "Y02", "Y04", "Y07", "U01", "M06", "M12", "M14")
        }
        assert [person for person, rows in todo.items() if not rows] == []
        assert inbox(session, "Y04", today, box="overdue").rows
        assert session.scalars(select(Task.due).where(Task.closed.is_(None), Task.due > today.isoformat())).all()


@settings(max_examples=5)  # each reads the whole script
@given(st.dates(demo.SINCE, date(2099, 12, 31)))
def test_on_any_day_its_steps_are_in_order_and_none_lies_ahead(today):
    steps = demo.living(today).steps
    moments = [moment(line) for line in steps]
    assert moments == sorted(moments)
    assert moments[-1][0] == today.isoformat()
    assert len(steps) > len(before(demo.living(LATE)))


def test_a_machine_whose_date_is_before_the_demo_is_told_so():
    with pytest.raises(Misconfigured, match="2024-05-01"):
        demo.living(date(2024, 5, 1))
