"""Opting in: activists and development targets apply, are accepted, scored and never graded; a letter follows; the account ends with them (B3 B28 B29 A42)."""

from dataclasses import replace

import pytest

from procflow.access import organisation
from procflow.decide import decide
from procflow.errors import Refused
from procflow.facts import caller
from procflow.grammar import NEW, CaseSeen, File, Start
from procflow.guards import activists
from procflow.machines import tables
from procflow.models import Case
from procflow.proof.check import verify
from procflow.regimes.rulebook import load
from tests.machines.opted import LETTER, RULES, Opted
from tests.machines.world import BODIES, code, facts, linked, person, resolution, step
from tests.regimes.examples import TOWNSHIP, changed
from tests.world import CLAIM

TABLE = tables()["activist_opt_in"]
BUREAU = load("bureau_quarterly")
SITTING = {
    "actor": "Y02",
    "roles": ("branch_committee",),
    "bodies": BODIES,
    "resolution": resolution("branch_committee", ("Y01", "Y02"), "2024-02-01"),
}


def activist(since="", until="", standing="activist"):
    return replace(person("K16", since, until), standing=standing)


def applying(**more):
    given = {"rules": RULES, "subject": "K16", "actor": "K16", "roles": ("member",), "on": "2024-02-01", "period": "2024", "state": NEW, "alike": (),
             "member": activist(), "form": {"statement": "x"}, "letters": (), "standings": {}, "bodies": BODIES}  # fmt: skip
    return facts(**{**given, **more})


def reviewed(state="under_review", **more):
    return applying(taken=(step("create"),), **{"state": state, "form": {"resolution": "JF-1", "reason": "x"}, **SITTING, **more})


@pytest.mark.parametrize(("standing", "found"), [
    ("activist", ""), ("development_target", ""), ("masses", "GUARD_FAILED"), ("formal", "GUARD_FAILED"), ("probationary", "GUARD_FAILED"), ("gone", "GUARD_FAILED"),
])  # fmt: skip
def test_activists_and_development_targets_apply_A42(standing, found):
    assert decide(TABLE, "create", applying(member=activist(standing=standing))).code == found
    assert decide(TABLE, "accept", reviewed(member=activist(standing=standing))).code == found


def test_only_where_the_rules_take_them_in_B3():
    assert code(activists.activists_allowed, applying(rules=TOWNSHIP)) == "GUARD_FAILED"
    assert code(activists.activists_allowed, applying(rules=BUREAU)) == ""


@pytest.mark.parametrize(
    ("state", "found"), [("submitted", "DUPLICATE"), ("opted_in", "DUPLICATE"), ("withdrawn", ""), ("rejected", ""), ("ended", "")]
)
def test_one_application_at_a_time(state, found):
    before = linked("activist_opt_in", state, settled=state == "opted_in", final=state in ("withdrawn", "rejected", "ended"))
    assert code(activists.not_opted_in_before, applying(alike=(before,))) == found


@pytest.mark.parametrize(("name", "state", "to"), [
    ("take_up", "submitted", "under_review"), ("return", "under_review", "returned"), ("reject", "under_review", "rejected"),
])  # fmt: skip
def test_the_committee_reviews_by_resolution(name, state, to):
    assert decide(TABLE, name, reviewed(state)).fired.to == to
    assert decide(TABLE, name, reviewed(state, resolution=None)).code == "GUARD_FAILED"


def test_who_is_accepted_is_scored_from_today_and_writes_a_letter_B29():
    found = decide(TABLE, "accept", reviewed()).effects
    assert found[:2] == (File("scope", "K16", {"resolution": "JF-1"}, since="2024-02-01"), Start("commitment_letter", "K16", "2024", {}))
    written = {state: linked("commitment_letter", state, subject="K16", period="2024") for state in ("archived", "voided")}
    assert activists.letter(reviewed(letters=(written["archived"],))) == []
    assert len(activists.letter(reviewed(letters=(written["voided"],)))) == 1
    silent = changed(("  activists: {is: no, by: §3}", "  activists: {is: yes, by: B3}"))
    assert activists.letter(reviewed(rules=silent)) == []


def ending(ground, standing, on="2024-05-10", **more):
    member = activist("2024-02-01", standing=standing)
    return reviewed("opted_in", on="2024-05-20", form={"ground": ground, "on": on, "resolution": "JF-1"}, **{"member": member, **more})


@pytest.mark.parametrize(("ground", "standing", "found"), [
    ("admitted", "probationary", ""), ("admitted", "activist", "GUARD_FAILED"), ("left", "activist", ""), ("left", "gone", ""), ("left", "probationary", "GUARD_FAILED"),
])  # fmt: skip
def test_the_reason_of_the_end_is_the_one_that_the_membership_shows(ground, standing, found):
    assert decide(TABLE, "end", ending(ground, standing)).code == found


@pytest.mark.parametrize(
    ("on", "found"), [("2024-01-31", "GUARD_FAILED"), ("2024-02-01", ""), ("2024-05-20", ""), ("2024-05-21", "GUARD_FAILED")]
)
def test_the_account_ends_on_a_day_that_it_ran(on, found):
    assert decide(TABLE, "end", ending("left", "activist", on)).code == found


def test_admission_closes_the_old_account_and_opens_a_new_one_where_members_are_in_by_the_rules_B1_B3():
    data = {"resolution": "JF-1"}
    closed = File("scope", "K16", data, since="2024-02-01", until="2024-05-09")
    assert activists.settled(ending("admitted", "probationary", rules=BUREAU)) == [closed, File("scope", "K16", data, since="2024-05-10")]
    assert activists.settled(ending("admitted", "probationary")) == [closed]  # by application: the roll is another matter
    assert activists.settled(ending("left", "activist")) == [File("scope", "K16", data, since="2024-02-01", until="2024-05-10")]
    same_day = activists.settled(ending("admitted", "probationary", "2024-02-01", rules=BUREAU))
    assert same_day == [File("scope", "K16", data, since="2024-02-01")]


def test_who_withdraws_after_opting_in_earns_no_more_A42():
    leaving = {"actor": "K16", "roles": ("member",), "form": {}, "member": activist("2024-02-01"), "on": "2024-04-02"}
    found = decide(TABLE, "withdraw", reviewed("opted_in", **leaving))
    assert (found.fired.to, found.effects) == (
        "withdrawn",
        (File("scope", "K16", {"resolution": ""}, since="2024-02-01", until="2024-04-02"),),
    )
    assert decide(TABLE, "withdraw", reviewed("submitted", **leaving)).effects == ()


def test_K16_applies_claims_is_registered_and_answers_for_the_own_line_but_is_no_member(world):
    branch = Opted(world, "2024-01-08")
    world.file("person", "K16", name="方知行")
    world.file("membership", "K16", standing="activist")
    for procedure in ("bonus_claim", "commitment_letter"):
        with pytest.raises(Refused) as refused:
            world.begin(procedure, "K16")
        assert [each.code for each in refused.value.refusals] == ["NOT_IN_SCOPE"]
    no = world.begin("activist_opt_in", "K16", form={"statement": "自愿参加"})
    world.step(no, "take_up", "Y02", {"resolution": branch.resolve()})
    world.step(no, "accept", "Y02", {"resolution": branch.resolve()})
    (letter,) = world.rows(Case, Case.procedure == "commitment_letter")
    assert (letter.subject, letter.state, [(each.desk, each.person) for each in world.tasks(letter.no)]) == (
        "K16",
        "draft",
        [("member", "K16")],
    )
    world.step(letter.no, "submit", "K16", LETTER)
    branch.sheet("2024-01", ("K16", "study", "2024-01-08"))
    claim = world.begin("bonus_claim", "K16")
    world.step(claim, "submit", "K16", {**CLAIM, "deed_on": "2024-01-08"}, files=(world.paper(claim, "K16"),))
    assert branch.state(claim) == "verifying"
    assert "DUPLICATE" in {each.code for each in again(world).refusals}
    assert positions(world, "K16") == {"member", "branch_member"}
    world.step(no, "withdraw", "K16")
    world.at("2024-01-09")
    assert (branch.seen("K16").scope_until, positions(world, "K16")) == ("2024-01-08", set())
    assert verify(world.session).findings == ()


def again(world) -> Refused:
    with pytest.raises(Refused) as refused:
        world.begin("activist_opt_in", "K16", form={"statement": "再来"})
    return refused.value


def positions(world, who):
    """What a case about the whole unit, a closing, makes of somebody."""
    org = organisation(world.session, "d1")
    found = caller(org, who, CaseSeen("c", "D1ZB-JZ-2024-0001", "d1", "quarterly_closing", NEW, 1, "d1", "2024-Q1", "system"), world.today)
    world.session.commit()
    return found.roles & {"member", "branch_member"}
