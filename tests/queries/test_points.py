"""Points: the lines, their sums and where each comes from; one's own in full, another's for those in office alone."""

import pytest
from sqlalchemy import text

from procflow import queries
from procflow.errors import NotFound
from tests.queries.world import DAY, MOTION, VOTED

NOW = "2024-Q1"


def test_a_line_says_what_for_by_which_clause_and_whose_decision(session):
    (line,) = queries.points(session, "M01", DAY, "M01", NOW).lines
    assert (line.label, line.component_title, line.points, line.total, line.clause) == ("服务群众", "奖励分", 800, 800, "T9 A5 A14")
    assert (line.occurred_on, line.recorded_on, line.late, line.case) == ("2024-03-09", "2024-03-12", True, VOTED)
    assert (line.decided.kind, line.decided.no, line.decided.meeting, line.decided.person.name) == ("motion", MOTION, "HY1", "某Y02")


def test_sums_stand_beside_the_full_mark_of_the_regime(session):
    shown = queries.points(session, "M01", DAY, "M01", NOW)
    assert {each.component: (each.points, each.full, each.per) for each in shown.sums} == {
        "base": (0, 7000, "year"),
        "bonus": (800, None, ""),
    }
    assert (shown.total, shown.year_total, shown.trend[0]) == (800, 800, (NOW, 800))
    assert (shown.standing, shown.group, shown.in_scope) == ("formal", "一组", True)


def test_another_quarter_is_empty_but_the_year_is_not(session):
    assert queries.points(session, "M01", DAY, "M01", "2024-Q2").lines == ()
    assert queries.points(session, "M01", DAY, "M01", "2024").total == 800


def test_officials_and_superiors_read_it_members_and_strangers_do_not(session):
    entry = queries.points(session, "Y02", DAY, "M01", NOW).lines[0].entry
    assert queries.points(session, "SUP", DAY, "M01", NOW).total == 800
    for reader in ("M02", "N01", "adm", "nobody"):
        with pytest.raises(NotFound):
            queries.points(session, reader, DAY, "M01", NOW)
        with pytest.raises(NotFound):
            queries.entry(session, reader, DAY, entry)


def test_a_point_is_followed_from_the_evidence_through_checks_and_vote_to_its_entry(session):
    shown = queries.entry(session, "M01", DAY, queries.points(session, "M01", DAY, "M01", NOW).lines[0].entry)
    assert [(each.kind, each.event.step) for each in shown.chain] == [
        ("evidence", "create"), ("evidence", "submit"), ("check", "to_verify"), ("check", "verify_to_vote"), ("vote", "open"), ("vote", "schedule"),
        ("vote", "record_attendance"), ("vote", "open_discussion"), ("vote", "open_vote"), ("vote", "pass"), ("check", "vote_pass"), ("entry", "post"),
    ]  # fmt: skip
    vote = next(each.vote for each in shown.chain if each.vote)
    assert (vote.no, vote.meeting, vote.due, vote.present, vote.least_present, vote.least, vote.in_favour, vote.carried) == (
        MOTION, "HY1", 8, 5, 4, 5, 5, True)  # fmt: skip
    assert all(len(each.event.hash) == 64 for each in shown.chain)
    assert (shown.case, shown.label, shown.points, shown.reversed_by) == (VOTED, "服务群众", 800, "")


def test_of_a_sheet_a_member_is_shown_the_own_lines_alone(session, world):
    world.at("2024-04-02")
    people = [{"member": member, "item": "study", "mark": "present"} for member in ("M01", "M02")]
    begun = world.step(
        "",
        "create",
        "Y03",
        {"source": "daily_record", "lines": people},
        procedure="base_registration",
        unit="d1",
        subject="d1",
        period="2024-03",
    )
    no = session.execute(text("SELECT no FROM proc_case WHERE case_id = :of"), {"of": begun.case_id}).scalar_one()
    world.step(no, "verify", "Y02", {})
    world.step(no, "post", "Y02", {})
    line = next(each for each in queries.points(session, "M02", DAY, "M02", "2024").lines if each.item == "study")
    for reader, members in (("M02", ["M02"]), ("Y01", ["M01", "M02"])):
        first, *_, last = queries.entry(session, reader, DAY, line.entry).chain
        assert [each["member"] for each in first.event.form["lines"]] == members
        assert sorted(each["member_id"] for each in last.event.effects if each["kind"] == "entry") == members


def test_a_years_points_take_few_statements(session, statements):
    queries.points(session, "M01", DAY, "M01", "2024")
    statements()
    queries.points(session, "M01", DAY, "M01", "2024")
    assert statements() <= 13


def test_what_a_step_would_do_is_told_before_it_is_done(session, world):
    session.rollback()
    plan = queries.explain(
        session, "Y04", DAY, world.foresee("D1ZB-JL-2024-0002", "verify_to_vote", "Y04", {"verified": "5", "resolution": "PG1"})
    )
    assert (plan.step_title, plan.from_title, plan.to_title, plan.refusals) == ("核实同意，提交大会表决", "核实中", "待大会表决", ())
    assert [(each.desk_title, each.due) for each in plan.waits] == [("支部书记", "")]
    assert [(each.kind, each.title) for each in plan.said] == [("start", "党员大会表决")]
    assert [(each.title, each.to_title) for each in plan.follows] == [("党员大会表决", "议题拟定")]
    assert len(plan.preview) == 64


def test_points_before_and_after_are_told_of_a_posting_as_they_were_at_its_moment(session):
    from procflow import audit

    (record,) = (each for each in audit.chain(session, case_id(session, VOTED)) if each.body["transition"] == "post")
    (change,) = queries.explain(session, "Y02", DAY, record).changes
    assert (change.member.name, change.before, change.after, change.points, change.total_before, change.total_after) == (
        "某M01",
        0,
        800,
        800,
        0,
        800,
    )


def test_a_refusal_foreseen_is_told_with_its_reason_and_changes_nothing(session, world):
    session.rollback()
    plan = queries.explain(
        session, "Y04", DAY, world.foresee("D1ZB-JL-2024-0002", "verify_to_vote", "Y04", {"verified": "6", "resolution": "PG1"})
    )
    assert [refusal.sentence for refusal in plan.refusals] == ["核实分值应大于 0，且不超过申报的 {claimed} 分"]
    assert (plan.changes, plan.said, plan.waits) == ((), (), ())


def test_nobody_is_told_what_anothers_step_would_do_in_another_branch(session, world):
    session.rollback()
    record = world.foresee("D1ZB-JL-2024-0002", "verify_to_vote", "Y04", {"verified": "5", "resolution": "PG1"})
    with pytest.raises(NotFound):
        queries.explain(session, "N01", DAY, record)


def case_id(session, no):
    return session.execute(text("SELECT case_id FROM proc_case WHERE no = :no"), {"no": no}).scalar_one()
