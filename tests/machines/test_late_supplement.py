"""Late supplement: who asks, who attests, until the member's next activity and while the quarter is open; LS1 and LS2 of the bureau's year."""

from dataclasses import replace

import pytest

from procflow.dates import Period
from procflow.decide import decide
from procflow.errors import Refused
from procflow.grammar import ActorSeen, Facts, PeriodSeen, Post, Reverse
from procflow.guards import lodging, outcomes, supplements
from procflow.machines import tables
from procflow.proof.check import verify
from tests.machines.opted import PERIOD_END, RULES, Opted
from tests.machines.world import BODIES, asked, code, entry, everyone, facts, linked, person, step
from tests.regimes.examples import TOWNSHIP

TABLE = tables()["late_supplement"]
FORM = {"item": "org_life", "activity_on": "2024-02-20", "activity": "党课", "reason": "x"}


def book(*lines, period="2024-03", state="recorded", no="LH1-DJ-2024-0003"):
    rows = [{"member": who, "item": item, "mark": mark, "on": on} for who, item, mark, on in lines]
    return linked("base_registration", state, step("create", form={"lines": rows}), no=no, subject="lh1", period=period)


MARCH = book(("K02", "org_life", "present", "2024-03-12"), ("K03", "org_life", "present", "2024-03-05"))


def asking(**more):
    given = {"rules": RULES, "subject": "K02", "actor": "K02", "roles": ("branch_member", "member"), "on": "2024-03-11", "form": FORM, "alike": (),
             "books": (MARCH,), "member": person("K02"), "state": "new"}  # fmt: skip
    return facts(**{**given, **more})


def asked_for(*taken, state="attested", **more):
    given = {"rules": RULES, "subject": "K02", "actor": "Y02", "roles": ("points_admin",), "on": "2024-03-12", "books": (MARCH,), "bodies": BODIES,
             "people": everyone("K02", "Y02"), "colleagues": {}, "links": (), "own_entries": (),
             "named": {}}  # fmt: skip
    return facts(state=state, taken=(step("create", "2024-03-11", FORM, "K02"), *taken), **{**given, **more})


def closed(seen, *reopened):
    return Facts({**seen._sections, "period": PeriodSeen(Period.parse("2024-Q1"), sealed=True, reopened=frozenset(reopened))})


def test_a_member_asks_for_the_quarter_of_the_activity_while_it_is_open_B12():
    assert decide(TABLE, "create", asking()).fired.to == "requested"
    refused = decide(TABLE, "create", closed(asking(on="2024-04-20", books=())))
    assert (refused.code, refused.refusals[0].sentence) == ("PERIOD_CLOSED", "{period}已定稿，请走异议更正")  # domain §6.3 no. 21


def test_rules_without_supplements_take_none_and_point_to_the_objection():
    assert code(supplements.supplements_allowed, asking(rules=TOWNSHIP)) == "GUARD_FAILED"


@pytest.mark.parametrize(("actor", "roles", "found"), [
    ("K02", ("branch_member",), ""), ("Y03", ("branch_member", "recorder"), ""), ("K03", ("branch_member",), "FORBIDDEN_ROLE"),
])  # fmt: skip
def test_the_member_asks_or_the_recorder_domain_3_13(actor, roles, found):
    assert code(supplements.asked_by_the_member_or_the_recorder, asking(actor=actor, roles=roles)) == found


@pytest.mark.parametrize(("on", "period", "found"), [
    ("2024-02-20", "2024-Q1", ""), ("2024-03-11", "2024-Q1", ""), ("2024-03-12", "2024-Q1", "GUARD_FAILED"),
    ("2023-12-31", "2024-Q1", "GUARD_FAILED"), ("2024-02-20", "2024", "GUARD_FAILED"), ("2024-02-20", "2024-02", "GUARD_FAILED"),
])  # fmt: skip
def test_the_activity_lies_in_the_chosen_quarter_and_is_over_or_of_today_B12(on, period, found):
    assert code(supplements.in_its_period, asking(form={**FORM, "activity_on": on}, period=period)) == found


def test_only_base_items_are_supplemented_for_who_was_in_scope_that_day():
    assert code(supplements.in_catalogue, asking(form={**FORM, "item": "serve_masses"})) == "GUARD_FAILED"
    assert code(supplements.in_scope_then, asking(member=person("K02", since="2024-02-21"))) == "NOT_IN_SCOPE"
    assert code(supplements.in_scope_then, asking(member=person("K02", until="2024-02-20"))) == ""  # exempt since: what was before stays


def test_an_activity_is_entered_once_A54():
    sheet = book(("K02", "org_life", "present", None), period="2024-02")
    assert asked(supplements.not_yet_registered, asking(books=(sheet, MARCH))).inputs == {"no": "LH1-DJ-2024-0003"}
    others = (book(("K02", "org_life", "absent", None), period="2024-02"), book(("K02", "study", "present", None), period="2024-02"),
              book(("K02", "org_life", "present", None), period="2024-02", state="voided"))  # fmt: skip
    assert code(supplements.not_yet_registered, asking(books=others)) == ""
    assert code(supplements.not_yet_registered, asked_for(books=(sheet,))) == "DUPLICATE"  # registered in the meantime
    for state, found in (("requested", "DUPLICATE"), ("posted", "DUPLICATE"), ("refused", ""), ("lapsed", ""), ("reversed", "")):
        before = linked("late_supplement", state, step("create", form=FORM))
        assert code(supplements.not_supplemented_before, asking(alike=(before,))) == found, state


@pytest.mark.parametrize(("today", "found"), [("2024-03-11", ""), ("2024-03-12", ""), ("2024-03-13", "OUT_OF_WINDOW")])
def test_it_is_entered_at_the_next_attended_activity_at_the_latest_B12_A40(today, found):
    assert code(supplements.before_next_activity, asked_for(on=today)) == found
    assert code(supplements.before_next_activity, asking(on=today)) == found


def test_only_dated_lines_that_show_the_member_present_are_next_activities_A40():
    quiet = (
        book(("K02", "org_life", "present", None), ("K02", "study", "excused", "2024-03-05"), ("K02", "dues", "present", "2024-02-20")),
    )
    assert code(supplements.before_next_activity, asked_for(on="2024-04-15", books=quiet)) == ""
    seen = {"on": "2024-03-20", "rules": PERIOD_END}
    assert code(supplements.before_next_activity, asked_for(**seen)) == ""  # where only the quarter's end counts


def test_what_was_corrected_onto_a_sheet_counts_and_later_books_too():
    sheet = linked("base_registration", "posted", step("create", form={"lines": []}), step("correct", form={"lines": [
        {"member": "K02", "item": "org_life", "mark": "present", "on": "2024-04-02"}]}), no="DJ-4", subject="lh1", period="2024-04")  # fmt: skip
    assert asked(supplements.before_next_activity, asked_for(on="2024-04-03", books=(sheet,))).inputs == {"on": "2024-04-02"}


def attesting(actor="Y06", group="一组", roles=("group_leader",), **more):
    people = {name: replace(person(name), group=where) for name, where in (("Y06", "一组"), ("Y07", "二组"), ("K02", group))}
    return asked_for(state="requested", form={"statement": "x"}, **{"actor": actor, "roles": roles, "people": people, **more})


def test_the_leader_of_the_members_own_group_attests_and_nobody_the_own_B12_G_SELF():
    assert decide(TABLE, "attest", attesting()).fired.to == "attested"
    assert decide(TABLE, "attest", attesting(actor="Y07")).code == "FORBIDDEN_ROLE"
    assert decide(TABLE, "attest", attesting(actor="Y07", group="")).fired.to == "attested"  # a member of no group
    assert decide(TABLE, "attest", attesting(actor="K02", roles=("group_leader", "member"))).code == "SELF_DEALING"
    assert decide(TABLE, "attest", attesting(actor="Y01", roles=("substitute",))).fired.to == "attested"


def test_leader_and_administrator_may_refuse_with_a_reason():
    assert decide(TABLE, "refuse", asked_for(form={"reason": "x"})).fired.to == "refused"
    assert decide(TABLE, "refuse", attesting()).fired.to == "refused"
    assert (
        decide(TABLE, "refuse", asked_for(actor="Y06", roles=("group_leader",), form={"reason": "x"})).code == "FORBIDDEN_ROLE"
    )  # attested


def test_the_points_of_a_sheet_are_posted_marked_late_B12():
    found = decide(TABLE, "post", asked_for())
    assert found.effects == (Post("K02", "base", "org_life", 200, "2024-Q1", "2024-02-20", RULES.item("org_life").clause, flags=("late",)),)
    assert decide(TABLE, "post", closed(asked_for())).code == "PERIOD_CLOSED"
    assert decide(TABLE, "post", closed(asked_for(), "K02")).fired.to == "posted"  # its line is being restated
    assert decide(TABLE, "post", asked_for(state="requested")).code == "ILLEGAL_STATE"
    assert decide(TABLE, "post", asked_for(actor="K02")).code == "SELF_DEALING"


@pytest.mark.parametrize(("seen", "to"), [
    (asked_for(on="2024-03-12"), ""), (asked_for(on="2024-03-13"), "lapsed"), (asked_for(on="2024-03-13", state="requested"), "lapsed"),
    (closed(asked_for(books=())), "lapsed"), (closed(asked_for(books=()), "K02"), ""),
], ids=["that day", "the day after", "not even attested", "final", "restated"])  # fmt: skip
def test_it_lapses_after_the_next_activity_or_with_the_quarter_A40(seen, to):
    clock = Facts({**seen._sections, "actor": ActorSeen("system", frozenset({"timer"}))})
    found = decide(TABLE, "lapse", clock)
    assert ("" if found.refusals else found.fired.to) == to


def test_an_objection_reverses_it_like_a_bonus_A51():
    posted = {"state": "posted", "own_entries": (entry("K02", 200, item="org_life"),)}
    order = linked(
        "objection_review", "closed_partly", step("decide", form={"points": -200, "component": "base", "targets": ["LH1-XX-2024-0001"]})
    )
    found = decide(
        TABLE, "reverse", Facts({**asked_for(links=(order,), **posted)._sections, "actor": ActorSeen("system", frozenset({"auto"}))})
    )
    assert found.effects == (Reverse("K02-org_life-200"),)
    by_hand = asked_for(links=(order,), form={"order": order.no, "keep": 0}, **posted)
    assert decide(TABLE, "reverse", by_hand).fired.to == "reversed"
    assert decide(TABLE, "reverse", asked_for(form={"order": "x", "keep": 0}, **posted)).code == "GUARD_FAILED"


@pytest.mark.parametrize(("targets", "found"), [
    (("late_supplement",), ""), (("late_supplement", "base_registration"), "GUARD_FAILED"), (("base_registration", "base_registration"), ""),
])  # fmt: skip
def test_an_objection_changes_one_supplement_or_any_number_of_sheets_A51(targets, found):
    links = tuple(linked(name, "posted", no=f"LH1-DJ-2024-000{n}") for n, name in enumerate(targets))
    form = {"component": "base", "targets": [one.no for one in links], "points": -100}
    assert code(outcomes.change_has_its_place, facts(form=form, links=links, named={})) == found
    assert lodging.TARGETS["late_supplement"] == ("base",)


def test_LS1_is_entered_at_the_next_activity_and_counts_in_its_quarter(world):
    branch = Opted(world, "2024-03-11")
    assert verify(world.session).findings == ()
    no = branch.ask("2024-02-20")
    assert [(each.desk, each.overdue) for each in world.tasks(no)] == [("group_leader", "lapse")]
    branch.attest(no)
    world.at("2024-03-12")
    branch.sheet("2024-03", ("M01", "org_life", "2024-03-12"))
    world.step(no, "post", "Y02")
    found = [(each.component, each.item, each.points, each.counts_in, each.occurred_on, each.flags) for each in world.entries()]
    assert found == [("base", "org_life", 200, "2024-Q1", "2024-02-20", "late")]
    late_one = branch.ask("2024-03-05", "M02", actor="Y03")
    branch.sheet("2024-02", ("M02", "study", "2024-02-06"))
    branch.sheet("2024-01", ("M02", "study", "2024-01-06"))
    world.at("2024-03-20")
    branch.sweep()
    assert branch.state(late_one) == "requested"  # only activities after it count, and the quarter is open
    assert verify(world.session).findings == ()


def test_LS2_asked_for_after_the_quarter_was_final_is_refused_and_what_lay_open_has_lapsed_domain_6_3_21(world):
    branch = Opted(world, "2024-03-30")
    left = branch.ask("2024-03-05", "M02")
    world.at("2024-04-15")
    branch.finalize()
    world.at("2024-04-20")
    branch.sweep()
    assert branch.state(left) == "lapsed"
    with pytest.raises(Refused) as refused:
        branch.ask("2024-03-05", "M01")
    assert [each.code for each in refused.value.refusals] == ["PERIOD_CLOSED"]
