"""Exemption: retired members alone, by reason and evidence, agreed by the branch, filed by the superior; out of scope and of the year's rating (B2 B28 A41)."""

from dataclasses import replace

import pytest

from procflow.dates import Period
from procflow.decide import decide
from procflow.errors import Refused
from procflow.grammar import NEW, ActorSeen, BodySeen, Facts, File, Notify
from procflow.guards import exemptions
from procflow.machines import tables
from procflow.proof.check import verify
from procflow.regimes.rated import counted, rated
from procflow.regimes.rulebook import load
from tests.machines.opted import RULES, Opted
from tests.machines.world import BODIES, asked, code, facts, linked, person, resolution, step
from tests.regimes.examples import TOWNSHIP

TABLE = tables()["exemption_application"]
BUREAU = load("bureau_quarterly")
RETIRED = replace(person("K15"), retired=True)
APPLIED = {"reason": "long_residence_elsewhere", "detail": None}
ABOVE = {**BODIES, "party_committee": BodySeen("party_committee", ("P01", "P02", "P03"), ("P01",))}
FILING = {"receipt": "HZ-1", "filed_on": "2024-01-08", "resolution": "SJ-1"}
SUPERIOR = {
    "actor": "P01",
    "roles": ("party_committee",),
    "bodies": ABOVE,
    "resolution": resolution("party_committee", ("P01", "P02"), "2024-01-08"),
}


def applying(**more):
    given = {"rules": RULES, "subject": "K15", "actor": "K15", "roles": ("member",), "on": "2024-01-04", "period": "2024", "state": "draft", "alike": (),
             "member": RETIRED, "form": APPLIED, "files": ("a",)}  # fmt: skip
    return facts(**{**given, **more})


def agreed(*taken, **more):
    steps = (step("create"), step("submit", "2024-01-04", APPLIED, "K15"), step("agree", "2024-01-05"), *taken)
    return applying(taken=steps, **{"state": "agreed", "on": "2024-01-10", "form": FILING, "receipts": {}, "links": (), **SUPERIOR, **more})


def exempt(on="2024-06-01", form=None, **more):
    ending = {"ground": "request", "receipt": "HZ-2", "on": on, "resolution": "JF-1", **(form or {})}
    sitting = {"actor": "Y02", "roles": ("branch_committee",), "resolution": resolution("branch_committee", ("Y01", "Y02"), "2024-05-31")}
    given = {"state": "filed_exempt", "on": "2024-06-01", "form": ending, "receipts": {"HZ-2": ("K15",)}, **sitting}
    return agreed(step("file", "2024-01-10", FILING), **{**given, **more})


def test_retired_members_alone_apply_where_the_rules_know_exemption_B2():
    assert decide(TABLE, "create", applying(state=NEW)).fired.to == "draft"
    assert decide(TABLE, "create", applying(state=NEW, member=person("K15"))).code == "GUARD_FAILED"
    assert code(exemptions.exemptions_allowed, applying(rules=TOWNSHIP)) == "GUARD_FAILED"
    assert code(exemptions.exemptions_allowed, applying(rules=BUREAU)) == ""
    assert decide(TABLE, "create", applying(state=NEW, member=replace(RETIRED, standing="activist"))).code == "GUARD_FAILED"


@pytest.mark.parametrize(("state", "settled", "found"), [
    ("submitted", False, "DUPLICATE"), ("filed_exempt", True, "DUPLICATE"), ("ended", False, ""), ("rejected", False, ""),
])  # fmt: skip
def test_one_application_at_a_time_and_none_while_exempt(state, settled, found):
    before = linked("exemption_application", state, settled=settled, final=state in ("ended", "rejected"))
    assert code(exemptions.no_exemption_before, applying(alike=(before,))) == found


@pytest.mark.parametrize("rules", [RULES, BUREAU], ids=["township", "bureau"])
def test_the_reasons_are_those_of_both_lists_and_other_is_explained_A41(rules):
    for reason in ("old_weak_sick_disabled", "long_residence_elsewhere", "other"):
        assert code(exemptions.reason_listed, applying(rules=rules, form={"reason": reason, "detail": None})) == ""
    assert asked(exemptions.reason_listed, applying(rules=rules, form={"reason": "busy", "detail": "x"})).inputs == {"reason": "busy"}
    assert code(exemptions.detail_given, applying(form={"reason": "other", "detail": None})) == "GUARD_FAILED"
    assert code(exemptions.detail_given, applying(form={"reason": "other", "detail": "x"})) == ""


def test_the_evidence_is_attached():
    assert decide(TABLE, "submit", applying()).fired.to == "submitted"
    assert decide(TABLE, "submit", applying(files=())).code == "MISSING_EVIDENCE"


def test_the_committee_reviews_without_the_applicant_and_the_superior_may_send_it_back():
    sitting = {
        "actor": "Y02",
        "roles": ("branch_committee",),
        "bodies": BODIES,
        "resolution": resolution("branch_committee", ("Y01", "Y02"), "2024-01-04"),
    }
    reviewing = {"state": "under_review", "form": {"resolution": "JF-1", "reason": "x", "unable": True}, **sitting}
    for name, to in (("agree", "agreed"), ("reject", "rejected"), ("return", "returned")):
        assert decide(TABLE, name, applying(**reviewing)).fired.to == to
    assert decide(TABLE, "agree", applying(**reviewing, subject="Y02")).code == "SELF_DEALING"
    assert decide(TABLE, "filing_return", agreed(form={"resolution": "SJ-1", "reason": "x"})).fired.to == "under_review"


def test_a_returned_application_lapses_after_the_days_that_the_rules_give():
    late = {"state": "returned", "due": "2024-01-12", "form": {**APPLIED, "change": "x"}}
    assert decide(TABLE, "resubmit", applying(**late, on="2024-01-12")).fired.to == "submitted"
    assert decide(TABLE, "resubmit", applying(**late, on="2024-01-13")).code == "OUT_OF_WINDOW"
    clock = Facts({**applying(**late)._sections, "actor": ActorSeen("system", frozenset({"timer"}))})
    assert (decide(TABLE, "lapse", clock).fired.to, str(exemptions.time_to_complete(applying()))) == ("lapsed", "5wd")


@pytest.mark.parametrize(
    ("filed", "found"), [("2024-01-04", "GUARD_FAILED"), ("2024-01-05", ""), ("2024-01-10", ""), ("2024-01-11", "GUARD_FAILED")]
)
def test_it_is_filed_between_the_branchs_agreement_and_today_A41(filed, found):
    assert decide(TABLE, "file", agreed(form={**FILING, "filed_on": filed})).code == found


def test_scope_ends_the_day_before_it_was_filed_and_the_receipt_is_on_the_register_A41():
    found = decide(TABLE, "file", agreed(member=replace(RETIRED, scope_from="2024-01-01"))).effects
    receipt = {"about": "免予纳入积分管理", "addressee": "party_committee", "persons": ["K15"]}
    assert found[:2] == (File("receipt", "HZ-1", receipt, since="2024-01-08"),
                         File("scope", "K15", {"resolution": "SJ-1"}, since="2024-01-01", until="2024-01-07"))  # fmt: skip
    assert isinstance(found[2], Notify)
    first_day = exemptions.exempted(agreed(member=replace(RETIRED, scope_from="2024-01-08")))
    assert (first_day[1].since, first_day[1].until) == ("2024-01-07", "2024-01-07")  # in scope on no day that counts
    assert [each.kind for each in exemptions.exempted(agreed(member=replace(RETIRED, scope_from="")))] == ["receipt"]


@pytest.mark.parametrize(
    ("on", "found"), [("2024-01-08", "GUARD_FAILED"), ("2024-01-09", ""), ("2024-06-01", ""), ("2024-06-02", "GUARD_FAILED")]
)
def test_the_member_comes_back_after_the_filing_and_with_a_receipt(on, found):
    assert decide(TABLE, "end", exempt(on)).code == found
    assert decide(TABLE, "end", exempt(receipts={})).code == "FILING_REQUIRED"
    assert decide(TABLE, "end", exempt(receipts={"HZ-2": ("K17",)})).code == "FILING_REQUIRED"


def test_back_in_scope_from_that_day_and_of_a_yearly_roll_to_the_years_end():
    assert exemptions.back_in_scope(exempt()) == File("scope", "K15", {"resolution": "JF-1"}, since="2024-06-01", until="2024-12-31")
    assert exemptions.back_in_scope(exempt(rules=BUREAU)).until == ""


def test_who_is_exempt_at_the_years_end_is_not_rated_and_no_share_is_taken_of_them_A41():
    year = Period.parse("2024")
    roster = {"K01": person("K01"), "K15": person("K15", until="2024-01-07"), "K17": person("K17", until="2024-05-05"), "K16": person("K16", standing="activist"),
              "K18": person("K18", since="2024-06-01")}  # fmt: skip
    found = rated(BUREAU, year, roster)
    assert (sorted(found), counted(BUREAU, year, roster, found)) == (["K01", "K18"], 2)


def test_K15_keeps_earlier_points_and_takes_none_after_the_filing_domain_6_3_10(world):
    branch = Opted(world)
    world.file("membership", "M01", standing="formal", retired="yes")
    world.file("body", "party_committee", unit="xz", members=["P01", "P02", "P03"], keepers=["P01"])
    sheet = branch.sheet("2024-01", ("M01", "study", "2024-01-05"))
    no = world.begin("exemption_application", "M01")
    world.step(no, "submit", "M01", APPLIED, files=(world.paper("居住证明"),))
    for name in ("take_up", "agree"):
        world.step(no, name, "Y02", {"resolution": branch.resolve(), **({"unable": "yes"} if name == "agree" else {})})
    assert [each.desk for each in world.tasks(no)] == ["party_committee"]
    world.at("2024-01-10")
    world.file("resolution", "SJ-1", actor="P01", unit="xz", body="party_committee", present=["P01", "P02"], title="备案")
    world.step(no, "file", "P01", {**FILING, "filed_on": "2024-01-09"})
    assert (branch.state(no), branch.seen("M01").scope_until, world.case(sheet).state) == ("filed_exempt", "2024-01-08", "recorded")
    with pytest.raises(Refused) as refused:
        branch.sheet("2024-01", ("M01", "dues", "2024-01-09"))
    assert [each.code for each in refused.value.refusals] == ["NOT_IN_SCOPE"]
    branch.sheet("2024-01", ("M01", "dues", "2024-01-08"))
    world.at("2024-06-03")
    world.file("receipt", "HZ-2", actor="Y01", about="恢复纳入", addressee="party_committee", persons=["M01"])
    world.step(no, "end", "Y02", {"ground": "request", "receipt": "HZ-2", "on": "2024-06-03", "resolution": branch.resolve()})
    seen = branch.seen("M01")
    assert (branch.state(no), seen.scope_from, seen.in_scope("2024-06-02"), seen.in_scope("2024-06-03")) == (
        "ended",
        "2024-06-03",
        False,
        True,
    )
    assert verify(world.session).findings == ()
