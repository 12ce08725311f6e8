"""The worked year played into a database, and ways to bend it by one vote, one mark and one date."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from procflow.db import hurried
from procflow.rehearsal.doors import Direct
from procflow.rehearsal.expect import Expectations
from procflow.rehearsal.play import Play
from procflow.schema import upgrade
from tests.rehearsal import assembled

BANDS = (("star5", 100), ("star4", 90), ("star3", 80), ("star2", 75), ("star1", 70))
PLACES = {"star5": 1, "star4": 2, "star3": 3}


@dataclass
class Played:
    session: Session
    found: Expectations
    cases: dict[str, str]
    seconds: float


def play(url, script):
    """The session stays open; whoever asked for it closes it."""
    upgrade(url)
    begun = perf_counter()
    session = Session(hurried(create_engine(url)), expire_on_commit=False)
    with TemporaryDirectory() as folder:
        performance = Play(session, script, Direct(session, Path(folder)))
        found = performance.run()
    return Played(session, found, performance.cases, perf_counter() - begun)


def script():
    return assembled.script("township-2024")


def step(whole, name, case):
    """The step of this name that this case takes."""
    return next(one for one in whole["steps"] if one.get("step") == name and case in (*listed(one.get("case")), *one.get("each", ())))


def listed(given):
    return given if isinstance(given, list) else [given]


def carry(whole, claim, in_favour, against, abstained):
    """Let the meeting pass a claim that it voted down, and post it."""
    motion = f"{claim}.motion"
    lost = step(whole, "not_pass", motion)
    del lost["each"][motion]
    tally = {"in_favour": str(in_favour), "against": str(against), "abstained": str(abstained)}
    place = whole["steps"].index(lost)
    whole["steps"].insert(place, {**{name: lost[name] for name in ("on", "at", "by", "form")}, "step": "pass", "each": {motion: tally}})
    next(one for one in whole["steps"][place:] if one.get("step") == "post")["case"].append(claim)


def miss(whole, member, item, book):
    """Mark an item as missed in a month's book."""
    sheet = next(one for one in whole["steps"] if one.get("as") == book)
    sheet["form"]["lines"]["absent"].setdefault(member, []).append(item)


def post(whole, period, on):
    """Post a period's statement on another day."""
    step(whole, "publicise", f"quarterly_closing/{period}")["on"] = on


def stars(scores, winner):
    """Grade and full grades above for each member with a star, by bands, places, bonus, and the winner of the run-off; an own calculation."""
    left = {member: (grade, []) for member, (score, _) in scores.items() for grade in [band(score)] if grade}
    for grade, below in zip(PLACES, ("star4", "star3", "star2"), strict=True):
        standing = sorted(
            (one for one, (at, _) in left.items() if at == grade), key=lambda one: (*(-Fraction(x) for x in scores[one]), one != winner)
        )
        for one in standing[PLACES[grade] :]:
            left[one] = (below, [*left[one][1], grade])
    return left


def band(score):
    return next((grade for grade, least in BANDS if Fraction(score) >= least), "")
