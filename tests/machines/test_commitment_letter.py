"""Letter of commitment: written once a year by whoever is in scope, reviewed, signed, assessed in December, void with the scope (B29 B35)."""

from dataclasses import replace
from datetime import date

import pytest

from procflow.decide import automatic, decide
from procflow.facts.cases import link
from procflow.grammar import NEW, Facts, LinkSeen, Notify
from procflow.guards import letters
from procflow.machines import tables
from procflow.proof.check import verify
from tests.machines.opted import LETTER, RULES, Opted
from tests.machines.world import BODIES, code, facts, linked, person, resolution, step
from tests.regimes.examples import TOWNSHIP

TABLE = tables()["commitment_letter"]
HEAD = {"Y06": frozenset({"dept_head"}), "Y01": frozenset({"branch_secretary"})}
ASSESSING = {
    "actor": "Y02",
    "roles": ("branch_committee",),
    "bodies": BODIES,
    "resolution": resolution("branch_committee", ("Y01", "Y02"), "2024-12-20"),
}


def writing(**more):
    given = {"rules": RULES, "subject": "K02", "actor": "K02", "roles": ("member",), "on": "2024-01-10", "period": "2024", "state": NEW, "alike": (),
             "member": person("K02")}  # fmt: skip
    return facts(**{**given, **more})


def written(state, **more):
    given = {
        "state": state,
        "colleagues": HEAD,
        "bodies": BODIES,
        "form": {"opinion": None, "reason": "x"},
        "actor": "Y06",
        "roles": ("dept_head",),
    }
    return writing(taken=(step("create"), step("submit", form=LETTER)), **{**given, **more})


def test_whoever_is_in_scope_writes_one_letter_a_year_B29():
    assert decide(TABLE, "create", writing()).fired.to == "draft"
    assert decide(TABLE, "create", writing(member=person("K02", standing="activist"))).fired.to == "draft"
    assert decide(TABLE, "create", writing(member=person("K02", since="2024-05-01"))).code == "NOT_IN_SCOPE"
    assert decide(TABLE, "create", writing(rules=TOWNSHIP)).code == "GUARD_FAILED"
    assert decide(TABLE, "create", writing(period="2023")).code == "OUT_OF_WINDOW"


@pytest.mark.parametrize(("state", "period", "found"), [
    ("draft", "2024", "DUPLICATE"), ("assessed", "2024", "DUPLICATE"), ("voided", "2024", ""), ("assessed", "2023", ""),
])  # fmt: skip
def test_another_letter_only_in_another_year_or_after_one_that_is_void(state, period, found):
    assert code(letters.no_other_letter, writing(alike=(linked("commitment_letter", state, period=period),))) == found


@pytest.mark.parametrize(("on", "due"), [("2024-01-10", date(2024, 1, 31)), ("2024-01-31", date(2024, 1, 31)), ("2024-05-06", None)])
def test_letters_are_due_at_the_end_of_january_and_later_ones_have_no_day(on, due):
    assert letters.letters_due(writing(on=on)) == due
    assert RULES.binding("commitment.due") == "S"


def test_the_head_reviews_and_never_the_own_letter_B29_G_SELF():
    assert decide(TABLE, "dept_ok", written("dept_review")).fired.to == "pending_signoff"
    assert decide(TABLE, "dept_return", written("dept_review")).fired.to == "returned"
    assert decide(TABLE, "dept_ok", written("dept_review", subject="Y06", roles=("dept_head", "member"))).code == "SELF_DEALING"
    for subject, actor, found in (("Y06", "Y02", ""), ("K02", "Y02", "FORBIDDEN_ROLE")):
        assert decide(TABLE, "dept_ok", written("dept_review", subject=subject, actor=actor, roles=("substitute",))).code == found
    other_head = {"subject": "Y06", "actor": "Y07", "roles": ("dept_head",)}
    assert decide(TABLE, "dept_ok", written("dept_review", **other_head)).code == "FORBIDDEN_ROLE"
    assert letters.reviewing(written("dept_review", subject="Y06")) == ("substitute@Y01", "substitute@Y02", "substitute@Y03")
    assert letters.reviewing(written("dept_review")) == ("dept_head",)


def test_the_secretary_signs_and_the_deputy_signs_the_secretarys_own_B29_G_SELF():
    signing = {"state": "pending_signoff", "roles": ("branch_secretary",), "actor": "Y01"}
    assert decide(TABLE, "sign", written(**signing)).fired.to == "archived"
    assert decide(TABLE, "sign", written(**signing, subject="Y01")).code == "SELF_DEALING"
    assert decide(TABLE, "sign_return", written(**signing, subject="Y01")).code == "SELF_DEALING"
    assert decide(TABLE, "sign", written("pending_signoff", subject="Y01", actor="Y04", roles=("deputy_secretary",))).fired.to == "archived"
    assert letters.signing(written("pending_signoff", subject="Y01")) == ("deputy_secretary",)
    assert letters.signing(written("pending_signoff")) == ("branch_secretary",)


def assessing(ratio=90, on="2024-12-20", **more):
    return written("archived", on=on, form={"ratio": ratio, "evidence": "x", "resolution": "JF-1"}, **{**ASSESSING, **more})


@pytest.mark.parametrize(
    ("on", "found"), [("2024-11-30", "TOO_EARLY"), ("2024-12-01", "GUARD_FAILED"), ("2024-12-20", ""), ("2025-01-06", "")]
)
def test_letters_are_assessed_from_december_on_B35(on, found):
    assert decide(TABLE, "assess", assessing(on=on)).code == found  # on 1 December the resolution of the 20th is none yet


@pytest.mark.parametrize(("ratio", "found"), [(0, ""), (1, ""), (90, ""), (100, ""), (101, "GUARD_FAILED"), (-1, "GUARD_FAILED")])
def test_the_ratio_lies_between_0_and_1_A31(ratio, found):
    assert decide(TABLE, "assess", assessing(ratio)).code == found


def test_the_ratio_is_read_as_hundredths():
    form = TABLE.rows["assess"][0].form
    assert [form.load({"ratio": given, "evidence": "x", "resolution": "ZW-1"})["ratio"] for given in ("0.9", "1", "0.85")] == [90, 100, 85]


def test_the_committee_assesses_without_the_member_concerned_G_SELF():
    assert decide(TABLE, "assess", assessing(subject="Y02")).code == "SELF_DEALING"
    two_of_three = resolution("branch_committee", ("Y02", "Y03"), "2024-12-20")
    assert (
        decide(TABLE, "assess", assessing(subject="Y03", resolution=two_of_three)).code == "GUARD_FAILED"
    )  # of two others only one was there


@pytest.mark.parametrize(("member", "found"), [
    (person("K02"), "GUARD_FAILED"), (person("K02", until="2024-01-09"), ""), (replace(person("K02"), standing="gone"), ""),
    (person("K02", standing="activist"), "GUARD_FAILED"), (person("K02", until="2024-01-10"), "GUARD_FAILED"),
])  # fmt: skip
def test_a_letter_is_void_only_with_the_scope_domain_3_10(member, found):
    for state in ("draft", "archived"):
        assert decide(TABLE, "void", written(state, actor="Y01", roles=("branch_secretary",), member=member)).code == found


def test_whoever_is_taken_in_finds_a_letter_begun_B3():
    begun = Facts({**writing()._sections})
    row = next(each for each in TABLE.steps if each.name == "open")
    assert (row.to, row.then[0](begun)) == (
        "draft",
        Notify("K02", "您已纳入积分管理，请填写本年度个人承诺书（{no}）", {"no": begun.case.no}),
    )
    assert [each.name for each in TABLE.automatic("draft")] == []
    assert automatic(TABLE, written("draft")) == []


def test_a_letter_goes_from_its_writer_to_the_file_and_is_assessed(world):
    branch = Opted(world)
    no = branch.signed("M01")
    assert (branch.state(no), world.tasks(no)) == ("archived", [])
    own = branch.letter("Y06")
    assert sorted((each.desk, each.person) for each in world.tasks(own)) == [
        ("substitute", "Y01"),
        ("substitute", "Y02"),
        ("substitute", "Y05"),
    ]
    world.step(own, "dept_ok", "Y05", {})
    assert [(each.desk, each.person) for each in world.tasks(own)] == [("branch_secretary", None)]
    world.at("2024-12-20")
    branch.assess(no, "0.9")
    kept = [each.form["ratio"] for each in seen(world, no).taken if each.step == "assess"]
    assert (kept, branch.state(no)) == ([90], "assessed")
    assert verify(world.session).findings == ()


def seen(world, no) -> LinkSeen:
    """The letter as the appraisal of the year sees it."""
    row = world.case(no)
    found = link(world.session, row, "of year")
    world.session.commit()
    return found
