"""An exemption on a longer way (P8 P10): several bodies one after the other, posted before it is filed, objected to; as the rules say (B2 N18 A61)."""

import pytest

from procflow.decide import automatic, decide
from procflow.grammar import BodySeen, Facts
from procflow.guards import exempting
from procflow.machines import tables
from procflow.proof.check import verify
from procflow.regimes.check import check
from tests.machines.disposed import POSTING
from tests.machines.opted import ON, REASONS, Opted
from tests.machines.test_exemption_application import APPLIED, FILING, agreed, applying
from tests.machines.world import BODIES, asked, code, linked, resolution, step
from tests.regimes.examples import changed, codes

TABLE = tables()["exemption_application"]
LISTED = ("  reasons: []\n", REASONS)
USUAL = "  path: {is: [branch_committee, superior_org],"
LEVELS = (USUAL, "  path: {is: [points_group, branch_committee, member_meeting, superior_org],")
SHOWN = ("  complete: {is: 5 wd, by: §3.8, bind: H}\n", "  publicity: {is: 3 d, by: §4.3}\n  complete: {is: 5 wd, by: §3.8, bind: H}\n")
LONG, POSTED, BOTH = (changed(*ON, LISTED, *more) for more in ((LEVELS,), (SHOWN,), (LEVELS, SHOWN)))
TURNS = ("points_group", "branch_committee", "member_meeting")
SEATS = {**BODIES, "member_meeting": BodySeen("member_meeting", ("Y01", "Y02", "Y03"), ("Y03",))}


def reviewing(passed=0, body="points_group", **more):
    taken = (step("create"), step("submit", "2024-01-04", APPLIED, "K15"), *(step("pass_on") for _ in range(passed)))
    given = {"rules": LONG, "state": "under_review", "taken": taken, "actor": "Y04", "roles": (body,), "bodies": SEATS,
             "resolution": resolution(body, SEATS[body].members[:2], "2024-01-04"), "form": {"resolution": "JF-1", "unable": True}}  # fmt: skip
    return applying(**{**given, **more})


def posted(*taken, on="2024-01-12", **more):
    """Agreed on the 5th, posted on the 8th: until the 11th."""
    return agreed(step("publicise", "2024-01-08", POSTING), *taken, rules=POSTED, on=on, **more)


@pytest.mark.parametrize(("passed", "turn", "passes"), [(0, TURNS[0], True), (1, TURNS[1], True), (2, TURNS[2], False)])
def test_each_body_has_its_turn_and_the_last_agrees_P8(passed, turn, passes):
    seen = reviewing(passed, turn)
    assert (exempting.reviewer(seen), exempting.passer(seen)) == (turn, (turn,) if passes else ())
    assert decide(TABLE, "pass_on", seen).code == ("" if passes else "FORBIDDEN_ROLE")
    assert decide(TABLE, "agree", seen).code == ("TOO_EARLY" if passes else "")
    for other in set(TURNS) - {turn}:
        assert decide(TABLE, "agree", reviewing(passed, other)).code == "FORBIDDEN_ROLE"


def test_a_body_passes_on_by_resolution_and_nobody_s_own():
    assert decide(TABLE, "pass_on", reviewing(resolution=None)).code == "GUARD_FAILED"
    assert decide(TABLE, "pass_on", reviewing(subject="Y04")).code == "SELF_DEALING"


@pytest.mark.parametrize("back", ["resubmit", "filing_return", "reopen"])
def test_what_comes_back_to_the_branch_is_reviewed_from_the_front(back):
    seen = reviewing(2)
    again = Facts({**seen._sections, "case": type(seen.case)(**{**as_dict(seen.case), "taken": (*seen.case.taken, step(back))})})
    assert exempting.reviewer(again) == "points_group"


def as_dict(case):
    return {name: getattr(case, name) for name in case.__slots__}


@pytest.mark.parametrize(("on", "found"), [("2024-01-11", "TOO_EARLY"), ("2024-01-12", "")])
def test_it_is_filed_when_its_days_are_over_N18(on, found):
    form = {**FILING, "filed_on": "2024-01-10"}
    assert decide(TABLE, "file", posted(on=on, form=form)).code == found
    assert decide(TABLE, "file", posted(form={**FILING, "filed_on": "2024-01-07"})).code == "GUARD_FAILED"
    assert decide(TABLE, "file", agreed(rules=POSTED)).code == "TOO_EARLY"


def test_the_recorder_posts_it_and_the_superior_has_it_after():
    waiting = agreed(rules=POSTED)
    assert (exempting.next_desk(waiting), exempting.next_desk(posted()), str(exempting.time_to_file(posted()))) == (
        "recorder",
        "party_committee",
        "2024-01-25",
    )
    assert (exempting.next_desk(agreed()), str(exempting.time_to_file(agreed()))) == ("party_committee", "2024-01-24")


def test_where_the_rules_have_it_posted_it_is_posted_once_and_elsewhere_never():
    recorder = {"actor": "Y03", "roles": ("recorder",), "form": POSTING}
    assert decide(TABLE, "publicise", agreed(rules=POSTED, **recorder)).fired.to == "agreed"
    assert decide(TABLE, "publicise", posted(**recorder)).code == "DUPLICATE"
    assert asked(exempting.posting_asked, agreed()) is not None


@pytest.mark.parametrize(
    ("state", "kind", "found"), [("filed", "", "OPEN_OBJECTION"), ("investigating", "late", ""), ("closed_dismissed", "publicity", "")]
)
def test_an_open_objection_to_it_holds_it_A50(state, kind, found):
    taken = (step("create", "2024-01-09", {}), *([step("admit", form={"kind": kind})] if kind else []))
    one = linked("objection_review", state, *taken, final=state.startswith("closed"))
    assert decide(TABLE, "file", posted(links=(one,), form={**FILING, "filed_on": "2024-01-12"})).code == found


def test_what_is_upheld_leads_back_to_the_review():
    upheld = linked("objection_review", "closed_upheld", step("superior_uphold"), final=True)
    fired = [each.fired.to for each in automatic(TABLE, posted(links=(upheld,), roles=("auto",)))]
    assert fired == ["under_review"]
    assert automatic(TABLE, agreed(links=(upheld,), roles=("auto",))) == []


def test_three_bodies_a_publicity_and_an_objection_through_the_write_door_P8_P10(world):
    branch = Opted(world, rules=BOTH)
    world.file("membership", "M01", standing="formal", retired="yes")
    world.file("body", "member_meeting", members=["M02", "Y01", "Y03"], keepers=["Y03"])
    world.file("body", "party_committee", unit="xz", members=["P01", "P02", "P03"], keepers=["P01"])
    no = world.begin("exemption_application", "M01")
    world.step(no, "submit", "M01", APPLIED, files=(world.paper("居住证明"),))
    turns = []
    for name, body, by, present in (("pass_on", "points_group", "Y04", ["Y04", "Y05"]), ("pass_on", "branch_committee", "Y02", ["Y01", "Y02"]),
                                    ("agree", "member_meeting", "Y03", ["M02", "Y01"])):  # fmt: skip
        turns.append([each.desk for each in world.tasks(no)])
        if not turns[1:]:
            world.step(no, "take_up", by, {"resolution": branch.resolve(*present, body=body, by=by)})
        world.step(no, name, by, {"resolution": branch.resolve(*present, body=body, by=by), "unable": "yes"})
    assert turns == [[each] for each in TURNS]
    assert [each.desk for each in world.tasks(no)] == ["recorder"]
    world.step(no, "publicise", "Y03", POSTING)
    said = {"sheet": no, "about": "exemption", "component": "other", "claim": "常在村里参加活动", "source": "member"}
    objection = world.begin("objection_review", "M02", subject="M01", period="2024", form=said)
    world.at("2024-01-12")
    world.file("resolution", "SJ-1", actor="P01", unit="xz", body="party_committee", present=["P01", "P02"], title="备案")
    filing = {**FILING, "filed_on": "2024-01-12"}
    assert world.refused(no, "file", "P01", filing).code == "OPEN_OBJECTION"
    world.step(objection, "withdraw", "M02")
    world.step(no, "file", "P01", filing)
    assert (branch.state(no), branch.seen("M01").scope_until) == ("filed_exempt", "2024-01-11")
    assert verify(world.session).findings == ()


@pytest.mark.parametrize(("path", "code_of"), [
    ("[member_meeting, superior_org]", ""), ("[points_group, branch_committee, party_building_office, superior_org]", ""), ("[superior_org]", "UNSUPPORTED"),
    ("[branch_committee, member_meeting]", "UNSUPPORTED"), ("[party_group, superior_org]", "UNSUPPORTED"), ("[party_committee, superior_org]", "UNSUPPORTED"),
    ("[recorder, superior_org]", "UNSUPPORTED"),
])  # fmt: skip
def test_a_path_that_nobody_could_walk_is_an_error_of_the_plan(path, code_of):
    rules = changed((USUAL, f"  path: {{is: {path},"))
    assert set(codes(check(rules), "error")) == ({code_of} if code_of else set())


def test_the_words_of_its_guards_name_the_body():
    assert asked(exempting.last_to_review, reviewing()).inputs == {"body": "points_group"}
    assert code(exempting.last_to_review, reviewing(2)) == ""
