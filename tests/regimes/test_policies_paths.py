"""Rows of the policies that change the way of a procedure, played through the write door: what is allowed, and until when, as the row says."""

import pytest

from procflow.errors import Refused
from procflow.guards import activists
from procflow.models import Case
from procflow.proof.check import verify
from tests.machines.opted import ON, Opted
from tests.regimes.examples import changed

NEXT = changed(*ON)
BY_DAYS = changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: days, by: A40}\n  days: {is: 10 d, by: A40}"))

BY_THE_BRANCH = changed(*ON, ("rated: {is: no, by: [B3, A42]}", "rated: {is: no, by: [B3, A42]}\n  begun_by: {is: branch, by: [B3, A42]}"))


def codes(act, *said, **more):
    """What the act is refused with; nothing where it is done."""
    try:
        act(*said, **more)
    except Refused as refused:
        return [each.code for each in refused.refusals]
    return []


def late_entry(world, rules, *members):
    """The activity was on 1 March, each of them attended the next on 5 March; asked for and attested on the 4th."""
    branch = Opted(world, "2024-03-04", rules)
    found = [branch.ask("2024-03-01", member) for member in members]
    for no in found:
        branch.attest(no)
    world.at("2024-03-05")
    branch.sheet("2024-03", *((member, "study", "2024-03-05") for member in members))
    return branch, *found


@pytest.mark.parametrize(("rules", "found"), [(NEXT, ["OUT_OF_WINDOW"]), (BY_DAYS, [])], ids=["next activity", "ten days"])
def test_a_late_entry_ends_with_the_next_activity_or_after_so_many_days_A40(world, rules, found):
    branch, no = late_entry(world, rules, "M01")
    world.at("2024-03-06")
    assert codes(branch.ask, "2024-03-01", "M02") == []
    assert (codes(branch.ask, "2024-03-02", "M01"), codes(world.step, no, "post", "Y02")) == (found, found)


def test_the_last_of_the_days_counts_and_then_it_has_lapsed_A40(world):
    """Ten days after 1 March is 11 March."""
    branch, first, second = late_entry(world, BY_DAYS, "M01", "M02")
    world.at("2024-03-11")
    world.step(first, "post", "Y02")
    branch.sweep()
    assert branch.state(second) == "attested"
    world.at("2024-03-12")
    assert [each.inputs["last"] for each in world.refused(second, "post", "Y02").refusals] == ["2024-03-11"]
    assert codes(branch.ask, "2024-03-01", "Y05") == ["OUT_OF_WINDOW"]
    branch.sweep()
    assert (branch.state(first), branch.state(second)) == ("posted", "lapsed")
    assert verify(world.session).findings == ()


def test_days_do_not_outlast_the_quarter_A40(world):
    """Asked for on 8 April about 29 March: the quarter is final on the 7th."""
    branch = Opted(
        world,
        "2024-04-01",
        changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: days, by: A40}\n  days: {is: 30 d, by: A40}")),
    )
    branch.finalize(day="2024-04-07")
    world.at("2024-04-08")
    assert codes(branch.ask, "2024-03-29") == ["PERIOD_CLOSED"]


@pytest.mark.parametrize(("rules", "applying", "deciding"), [
    (NEXT, [], ["GUARD_FAILED"]), (BY_THE_BRANCH, ["GUARD_FAILED"], []),
], ids=["on application", "as needed"])  # fmt: skip
def test_an_activist_applies_or_the_branch_decides_as_it_sees_need_A42(world, rules, applying, deciding):
    branch = Opted(world, "2024-01-08", rules)
    for name in ("K16", "K17"):
        world.file("person", name, name="方知行")
        world.file("membership", name, standing="activist")
    assert codes(world.begin, "activist_opt_in", "K16", form={"statement": "自愿参加"}) == applying
    need = {"reason": "培养考察需要", "resolution": branch.resolve()}
    assert codes(world.begin, "activist_opt_in", "Y02", subject="K17", form=need) == deciding
    assert branch.seen("K17").scope_from == ("" if deciding else "2024-01-08")
    assert verify(world.session).findings == ()


def test_whom_the_branch_takes_in_is_scored_writes_a_letter_and_stays_until_the_branch_ends_it_A42(world):
    branch = Opted(world, "2024-01-08", BY_THE_BRANCH)
    world.file("person", "K16", name="方知行")
    world.file("membership", "K16", standing="activist")
    need = {"reason": "培养考察需要"}
    assert codes(world.begin, "activist_opt_in", "Y02", subject="K16", form={**need, "resolution": "ZW-0"}) == ["GUARD_FAILED"]
    no = world.begin("activist_opt_in", "Y02", subject="K16", form={**need, "resolution": branch.resolve()})
    assert (branch.state(no), [row.subject for row in world.rows(Case, Case.procedure == "commitment_letter")]) == ("opted_in", ["K16"])
    branch.sheet("2024-01", ("K16", "study", "2024-01-08"))
    assert [each.sentence for each in world.refused(no, "withdraw", "K16").refusals] == [activists.on_application.sentence]
    world.step(no, "end", "Y02", {"ground": "left", "on": "2024-01-08", "resolution": branch.resolve()})
    assert (branch.state(no), branch.seen("K16").scope_until) == ("ended", "2024-01-08")
