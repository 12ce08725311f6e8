"""The bureau's worked year, played once and halted where something must be refused: what only its rules refuse, tried there (domain §6.2 §6.3)."""

import shutil
import sqlite3
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.canon import stamp
from procflow.clock import forward
from procflow.dates import start_of
from procflow.db import hurried
from procflow.models import Case
from procflow.rehearsal import bundled, read
from procflow.rehearsal.doors import Direct
from procflow.rehearsal.play import Play
from procflow.rehearsal.stage import Stage
from procflow.schema import upgrade
from tests import servers
from tests.refusals.tries import Try, scene
from tests.world import World

DAYS = ("2024-03-22", "2024-03-27", "2024-04-06", "2024-04-19", "2024-05-06", "2024-07-08", "2024-12-19", "2025-01-20")


class Bureau(World):
    """The branch of domain §6.2: secretary K01, points admin K03, keeper K04, group leaders K05 and K06, recorder K14; the office W02 above."""

    unit = "qx1"


@cache
def year() -> dict[str, tuple[Path, dict[str, str]]]:
    """For each day the database as it stood, and the script's names of the cases."""
    script = read(bundled()["bureau-2024"].read_text(encoding="utf-8"))
    url = servers.empty_database("sqlite", servers.scratch())
    upgrade(url)
    halts = {first(script.steps, day): day for day in DAYS}
    engine = hurried(create_engine(url))
    found = {}
    with Session(engine, expire_on_commit=False) as session, TemporaryDirectory() as folder:
        play = Play(session, script, Direct(session, Path(folder)))
        Stage(session, script, play.door).set()
        for place, line in enumerate(script.steps[: max(halts) + 1]):
            if place in halts:
                play.reach(line)
                session.commit()
                found[halts[place]] = (copied(url, halts[place]), dict(play.cases))
            play.line(line)
    engine.dispose()
    return found


def first(steps, day):
    """The place of the day's first line that the script expects to be refused, else of its first line."""
    places = [place for place, line in enumerate(steps) if str(line.get("on")) == day]
    return next((place for place in places if "refused" in (steps[place].get("expect") or {})), places[0])


def copied(url, day):
    path = servers.scratch() / f"bureau-{day}.sqlite3"
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("VACUUM INTO ?", [str(path)])
    connection.close()
    return path


def halted(day):
    """A scene on that day, before it begins. All of them belong to one group: whoever plays one has played the year."""

    def as_of(url):
        shutil.copyfile(year()[day][0], url.removeprefix("sqlite:///"))

    return scene(cache(as_of), Bureau, group="bureau_year")


def names(world, day):
    """The script's names; what the clock began is `procedure/period`, as in a script."""
    return {f"{each.procedure}/{each.period}": each.no for each in world.rows(Case, Case.subject == world.unit)} | year()[day][1]


@halted("2024-03-22")
def claiming(world):
    return names(world, "2024-03-22")


@halted("2024-03-27")
def reviewing(world):
    """K05 leads the first group and K06 the second; both have claimed."""
    return names(world, "2024-03-27")


@halted("2024-04-06")
def last_day(world):
    """In the last hour of the window of the first quarter."""
    world.at("2024-04-06", 23)
    return names(world, "2024-04-06")


@halted("2024-04-19")
def issued(world):
    return names(world, "2024-04-19")


@halted("2024-05-06")
def exempted(world):
    return names(world, "2024-05-06")


@halted("2024-07-08")
def objected(world):
    """OB1 is filed, and nobody has admitted it yet."""
    return names(world, "2024-07-08")


@halted("2024-12-19")
def unappraised(world):
    """Nobody decides on the appraisal, and the year ends."""
    forward(world.session, stamp(start_of(date(2025, 1, 2))))
    world.session.commit()
    return names(world, "2024-12-19")


@halted("2025-01-20")
def proposed(world):
    return names(world, "2025-01-20")


def book(who, on):
    return {"source": "daily_record", "lines": [{"member": who, "item": "study", "mark": "present", "on": on}]}


def confirming(*more, k06="qualified"):
    said = {"K06": k06, "K07": "basic", **dict(more)}
    decisions = [{"member": who, "grade": grade, "reason": "研究决定"} for who, grade in said.items()]
    return {"resolution": "QX1-ZW-2503", "decisions": decisions}


DEED = {"item": "volunteer", "deed_on": "2024-03-22", "points": "1", "description": "参加植树护绿志愿服务两天"}
READ = {"opinion": "属实"}
MARCH = {"begins": "base_registration", "subject": "qx1", "period": "2024-03"}
CORRECTION = {"order": "$OB1", "lines": [{"member": "K05", "item": "study", "mark": "present"}]}

OWN_CLAIM = Try("not_own_case", reviewing, "group_pass", "K05", READ, case="K05Q1")
OTHER_GROUP = Try("of_own_group", reviewing, "group_pass", "K05", READ, case="K06Q1")
WITHOUT_PAPER = Try("has_evidence", claiming, "submit", "K12", DEED, case="K12Q1")
LAST_EVENING = Try("window_over", last_day, "report", "K01", case="quarterly_closing/2024-Q1")
NOT_ADMITTED = Try("clear_of_objections", objected, "report", "K01", case="quarterly_closing/2024-Q2")
INTO_ISSUED = Try("period_open not_registered_before", issued, "create", "K14", book("K14", "2024-03-05"), **MARCH)
EXEMPT = Try("lines_in_scope", exempted, "create", "K14", book("K15", "2024-05-06"), **{**MARCH, "period": "2024-05"}, by_hand=True)
ACTIVIST = Try("all_rated", proposed, "confirm", "K04", confirming(("K16", "qualified")), case="annual_rating/2024", by_hand=True)
OPEN_LINES = Try("undetermined_decided", proposed, "confirm", "K04", {"resolution": "QX1-ZW-2503"}, case="annual_rating/2024")
LOWERED = Try("within_discretion", proposed, "confirm", "K04", confirming(("K05", "basic")), case="annual_rating/2024")
BY_THE_OFFICE = Try("FORBIDDEN_ROLE", proposed, "correct", "W02", CORRECTION, case="MAY")
BY_THE_SUPERIOR = Try("FORBIDDEN_ROLE", proposed, "confirm", "W01", confirming(), case="annual_rating/2024")

RATING = (  # what the township's rules never say of a rating
    Try("appraisal_filed quarters_issued nothing_pending", unappraised, "total", "K14", case="annual_rating/2024"),
    Try("among_the_choices", proposed, "confirm", "K04", confirming(k06="unqualified"), case="annual_rating/2024"),
)  # fmt: skip
