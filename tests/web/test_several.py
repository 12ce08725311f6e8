"""Several cases at once from the inbox: what each would do, each its own decision, and never what is decided singly."""

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from procflow.machines import tables
from procflow.models import AuditEvent
from tests.web.client import Forms, Page
from tests.world import CLAIM

SINGLY = {"deduction_proposal", "annual_rating", "objection_review", "probation_case", "unqualified_handling", "education_rectification"}


@pytest.fixture
def claims(lived):
    """Three claims before the points group, with the resolution that carries them."""
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    return [lived.world.claim(each) for each in ("M01", "M02", "Y06")]


def states(lived, claims):
    lived.world.session.commit()
    return [lived.world.case(no).state for no in claims]


def ticked(reader, numbers):
    return reader.get("/inbox").send("/inbox/several", case=numbers)


def test_what_is_decided_singly_takes_no_act_together():
    """T11 T12 T4 B23: points taken off, grades, objections and dispositions one by one; the tables say so."""
    assert {key for key, table in tables().items() if table.singly} == SINGLY
    assert [key for key, table in tables().items() if table.singly and table.together] == []
    assert [(key, step) for key, table in tables().items() for step in table.together if step not in table.rows] == []


def test_each_case_is_its_own_decision_with_its_own_effect(lived, claims):
    reader = lived.as_("Y04")
    page = ticked(reader, claims).send("/verify_to_vote/check", resolution="JY-1", opinion="情况属实")
    assert "3 项" in page.text
    assert page.text.count("待大会表决") >= 3
    assert states(lived, claims) == ["verifying"] * 3
    before = len(lived.world.rows(AuditEvent))
    done = page.send("/verify_to_vote")
    assert done.text.count("办好了") == 3
    assert states(lived, claims) == ["pending_vote"] * 3
    records = len(lived.world.rows(AuditEvent))
    assert records > before
    assert page.send("/verify_to_vote").text.count("办好了") == 3, "T13: sent again, it is done once and said so"
    assert len(lived.world.rows(AuditEvent)) == records


def test_one_that_cannot_is_left_out_with_its_sentence_and_one_that_changed_fails_alone(lived, claims):
    reader = lived.as_("Y04")
    own = lived.world.claim("Y04")
    page = ticked(reader, [*claims, own]).send("/verify_to_vote/check", resolution="JY-1", opinion="情况属实")
    assert "这几项办不了，不在其内" in page.text
    assert own not in page.form("/verify_to_vote")[1].getlist("case")
    lived.world.step(claims[0], "withdraw", "M01")
    done = page.send("/verify_to_vote")
    assert (done.text.count("没有办成"), done.text.count("办好了")) == (1, 2)
    assert states(lived, claims) == ["withdrawn", "pending_vote", "pending_vote"]


def test_a_missing_answer_is_asked_for_once_with_the_rest_kept(lived, claims):
    page = ticked(lived.as_("Y04"), claims).send("/verify_to_vote/check", opinion="情况属实")
    assert page.status == 422
    again = page.form("/verify_to_vote/check")[1]
    assert (again["opinion"], again.getlist("case")) == ("情况属实", claims)


def test_tasks_are_handed_over_together(lived, claims):
    reader = lived.as_("Y04")
    action, values = ticked(reader, claims).form("/hand_over/check")
    page = Page(reader.client, reader.client.post(action, data=values | {"to": "Y04"}))
    assert page.send("/hand_over").text.count("办好了") == 3


def test_cases_of_different_steps_are_done_apart_and_none_ticked_is_said(lived, claims):
    draft = lived.world.begin("bonus_claim", "Y04")
    page = lived.as_("Y04").post("/inbox/several", case=draft)
    assert "请一件一件办" in page.text or "转办" in page.text
    mixed = lived.as_("Y04").client.post("/inbox/several", data={"case": [draft, *claims]})
    assert "请分开办" in mixed.get_data(as_text=True)
    assert "没有勾选任何一项" in lived.as_("Y04").post("/inbox/several").text


def test_the_box_is_exported_as_it_is_filtered_or_as_it_is_ticked(lived, claims):
    reader = lived.as_("Y04")
    _, values = next((action, values) for action, values, _ in Forms(reader.get("/inbox").html).forms if action.endswith("/inbox/several"))
    sheets = [
        CalamineWorkbook.from_filelike(BytesIO(reader.client.post("/inbox/export", data=values | more).data))
        .get_sheet_by_index(0)
        .to_python()
        for more in ({}, {"case": claims[:1]})
    ]
    assert [sorted(row[0] for row in sheet) for sheet in sheets] == [sorted([*claims, "编号"]), [claims[0], "编号"]]
    assert sheets[1][1][3] == int(CLAIM["points"])
    assert [row.type for row in lived.world.rows(AuditEvent)][-1] == "inbox.exported"
