"""The page of a case: what may be done and why not, what happened, what it brought about; for those who may see it."""

import pytest
from sqlalchemy import text

from procflow import queries
from procflow.errors import NotFound, Refused
from tests.queries.world import DAY, MOTION, VOTED, WAITING


def test_officials_the_subject_and_superiors_see_a_case(session):
    for reader in ("Y01", "Y04", "M01", "SUP"):
        assert queries.case_page(session, reader, DAY, VOTED).state == "posted"


@pytest.mark.parametrize("read", [queries.case_page, queries.trace])
def test_a_stranger_is_told_nothing_not_even_that_there_is_a_case(session, read):
    for reader in ("N01", "N02", "adm", "nobody"):
        told_nothing(session, reader, read)


def told_nothing(session, reader, read):
    with pytest.raises(NotFound) as existing:
        read(session, reader, DAY, VOTED)
    with pytest.raises(NotFound) as missing:
        read(session, reader, DAY, "D1ZB-JL-2024-9999")
    assert str(existing.value) == str(missing.value)


def test_a_member_of_the_branch_learns_only_which_unit_handles_it(session):
    with pytest.raises(NotFound) as hidden:
        queries.case_page(session, "M02", DAY, VOTED)
    assert hidden.value.values == {"unit": "第一党支部"}


def test_somebody_to_whom_a_task_was_handed_sees_the_case(session, world):
    world.file("role", "Y06", role="group_leader")
    world.file("body", "points_group", since="2024-02-01", members=["Y04", "Y06"], keepers=["Y04", "Y06"])
    world.step(WAITING, "hand_over", "Y04", {"to": "Y06"})
    shown = queries.case_page(session, "Y06", DAY, WAITING)
    assert [(task.person.name, task.due, task.days_left) for task in shown.waiting] == [("某Y06", "2024-03-15", 3)]


def test_every_way_out_is_offered_or_explained(session):
    ways = {way.step: way for way in queries.case_page(session, "Y04", DAY, WAITING).ways}
    assert {name: way.kind for name, way in ways.items()} == {
        "return": "open", "verify_ok": "not_yours", "verify_to_vote": "open", "reject": "open", "withdraw": "not_yours"}  # fmt: skip
    assert (ways["verify_to_vote"].to_title, ways["verify_to_vote"].desks) == ("待大会表决", ("支部书记",))
    assert ways["reject"].ends
    assert [person.name for person in ways["withdraw"].holders] == ["某M02"]


def test_ones_own_claim_is_explained_as_somebody_elses_to_check(session, world):
    world.file("body", "points_group", since="2024-02-01", members=["M02", "Y05"], keepers=["M02", "Y05"])
    ways = {way.step: way for way in queries.case_page(session, "M02", DAY, WAITING).ways}
    assert (ways["verify_to_vote"].kind, [person.id for person in ways["verify_to_vote"].holders]) == ("recused", ["Y05"])
    assert [refusal.code for refusal in ways["verify_to_vote"].refusals] == ["SELF_DEALING"]
    assert ways["withdraw"].kind == "open"


def test_what_is_missing_is_told_with_sentence_and_clause(session):
    (way,) = queries.case_page(session, "Y02", DAY, VOTED).ways
    assert (way.step, way.kind, way.refusals[0].clause) == ("reverse", "missing", "A51")


def test_desk_acts_are_offered_while_the_case_is_open_and_to_whom_they_fit(session):
    assert [act.name for act in queries.case_page(session, "Y04", DAY, WAITING).acts] == [
        "claim",
        "hand_over",
        "consult",
        "nudge",
        "comment",
    ]
    assert [act.name for act in queries.case_page(session, "M02", DAY, WAITING).acts] == ["nudge", "comment"]
    assert queries.case_page(session, "Y04", DAY, VOTED).acts == ()


def test_the_timeline_tells_people_by_name_with_their_texts_and_papers(session):
    shown = queries.case_page(session, "Y01", DAY, VOTED)
    submitted = next(event for event in shown.events if event.step == "submit")
    assert (submitted.by.name, submitted.title, submitted.from_title, submitted.to_title) == ("某M01", "提交申报", "草拟", "已申报")
    assert submitted.form["description"] == "帮助邻居收麦"
    assert [file.media for file in submitted.files] == [file.media for file in shown.files] == ["image/png"]
    assert next(event for event in shown.events if event.step == "verify_to_vote").resolution == "PG1"


def test_refusals_and_desk_acts_stand_in_the_whole_but_not_among_the_decisions(session, world):
    with pytest.raises(Refused):
        world.step(WAITING, "verify_to_vote", "Y04", {"verified": "9", "resolution": "PG1"})
    world.step(WAITING, "comment", "M02", {"remark": "请尽快"})
    shown = queries.case_page(session, "Y04", DAY, WAITING)
    assert [event.step for event in shown.events][-2:] == ["verify_to_vote", "comment"]
    assert (shown.events[-2].refused, shown.events[-2].refusals[0].sentence[:4]) == (True, "核实分值")
    assert [event.step for event in shown.decisions] == ["create", "submit", "to_verify"]


def test_a_text_erased_from_the_vault_is_told_as_erased(session):
    session.execute(text("DELETE FROM pii_vault WHERE value = '帮助邻居收麦'"))
    (event,) = (event for event in queries.case_page(session, "Y01", DAY, VOTED).events if event.step == "submit")
    assert event.form["description"] == "（内容已依法删除）"


def test_what_it_brought_about_and_what_it_hangs_together_with(session):
    shown = queries.case_page(session, "M01", DAY, VOTED)
    assert [(entry["member_id"], entry["points"]) for entry in shown.entries] == [("M01", 800)]
    assert [(link.no, link.state_title, link.final, link.visible) for link in shown.links] == [(MOTION, "通过", True, True)]
    assert shown.been == ("draft", "submitted", "verifying", "pending_vote", "approved", "posted")


def test_the_page_of_a_case_takes_few_statements(session, statements):
    for reader, no in (("Y01", VOTED), ("Y04", WAITING), ("Y02", MOTION)):
        queries.case_page(session, reader, DAY, no)
        statements()
        queries.case_page(session, reader, DAY, no)
        assert statements() <= 16, no


def test_a_trace_holds_every_record_and_hangs_together(session):
    shown = queries.trace(session, "SUP", DAY, MOTION)
    assert [event.seq for event in shown.events] == list(range(7))
    assert (shown.faults, shown.events[-1].hash) == ((), shown.head)
    tallied = shown.events[-1]
    assert {each.name: each.ok for each in tallied.guards}["carried_by_majority"]
    assert next(each.inputs for each in tallied.guards if each.name == "carried_by_majority") == {"in_favour": 5, "due": 8, "least": 5}


def test_a_case_row_that_names_another_head_or_number_is_told(session):
    session.execute(text("UPDATE proc_case SET seq = seq + 1, head = :head WHERE no = :no"), {"head": "0" * 64, "no": VOTED})
    assert [fault.sentence[:4] for fault in queries.trace(session, "SUP", DAY, VOTED).faults] == ["事项记着", "最后一条"]
