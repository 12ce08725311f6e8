"""A case that puts ties to the meeting as run-offs, as the annual rating does: what the tests of a vote between members start from."""

from collections.abc import Callable

import pytest

from procflow import desk
from procflow.forms import Form, Person, Several
from procflow.grammar import AUTO, NEW, Effect, Facts, Notify, Procedure, Start, State, Step, reads
from procflow.guards import motion_passed, motions, winner
from procflow.machines import tables
from procflow.models import CaseLink

TIED = ["M01", "M02", "Y06"]


def table(*also: Callable[[Facts], Effect]) -> Procedure:
    return Procedure("tie", "并列", "BL", edition="1", about="unit", common=desk.STEPS,
        states=(State("open", "并列待定", "recorder"), State("settled", "并列已定", final=True), State("left", "并列未定", final=True)),
        steps=(
            Step("create", "提出", NEW, "open", by="recorder", asks=Tied, then=(run_off,)),
            Step("again", "再提出", "open", "open", by="recorder", asks=Tied, then=(run_off,)),
            Step("leave", "不再表决", "open", "left", by="recorder"),
            Step("settle", "已选出", "open", "settled", by=AUTO, when=(motion_passed,), then=(told, *also)),
        ),
    )  # fmt: skip


class Tied(Form):
    members = Several("并列的党员", Person)


def run_off(facts: Facts) -> Start:
    said = {"kind": "runoff", "adverse": "no", "put_by": "points_group", "options": facts.form["members"]}
    return Start("member_meeting_vote", facts.subject, facts.case.period, said)


@reads("links")
def told(facts: Facts) -> Notify:
    return Notify(winner(motions(facts)[-1]), "已选出")


def known(monkeypatch: pytest.MonkeyPatch, *also: Callable[[Facts], Effect]) -> None:
    """From now on, and until the test is over, a procedure like any other; `also` is what else follows once the tie is settled."""
    monkeypatch.setitem(tables(), "tie", table(*also))


def put(world, members=TIED):
    """The case of a tie among these members, and the run-off that it put."""
    case = world.begin("tie", "Y03", form={"members": list(members)})
    return case, run_offs(world, case)[-1]


def run_offs(world, case):
    """The numbers of the run-offs that the case put, oldest first."""
    return sorted(world.number(link.case_id) for link in world.rows(CaseLink, CaseLink.other_id == world.case(case).case_id))


def counted(votes, abstained=0, void=0, returned=None):
    """The form of a count: votes by person."""
    lines = [{"person": person, "votes": given} for person, given in votes.items()]
    given = sum(votes.values()) + abstained + void
    return {"votes": lines, "abstained": abstained, "void": void, "returned": given if returned is None else returned}
