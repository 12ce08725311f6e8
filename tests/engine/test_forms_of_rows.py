"""Rows of one step may ask different forms: the form read is that of the row that is not ruled out before any form is read."""

import json
from datetime import date

import pytest

from procflow.errors import Invalid
from procflow.forms import Choice, Count, Form, Text
from procflow.grammar import NEW, Procedure, State, Step, guard
from procflow.queries import act_form, trace


class Size(Form):
    size = Choice("大小", {"small": "小", "large": "大"})


class Short(Form):
    many = Count("多少")


class Long(Form):
    why = Text("缘由")
    many = Count("多少")


@guard("不是小事")
def small(facts):
    return facts.case.taken[0].form["size"] == "small"


@guard("不是大事")
def large(facts):
    return facts.case.taken[0].form["size"] == "large"


@guard("{many}不够")
def enough(facts):
    return facts.form["many"] > 0


TABLE = Procedure("matter", "事情", "SQ", edition="1", about="unit",
    states=(State("open", "办理中", "recorder"), State("closed", "办结", final=True)),
    steps=(
        Step("create", "开始", NEW, "open", by="recorder", asks=Size),
        Step("close", "办结", "open", "closed", by="recorder", asks=Short, when=(small,), fits=(enough,), clause="T1"),
        Step("close", "办结", "open", "closed", by="recorder", asks=Long, when=(large,), fits=(enough,), clause="T2"),
    ),
)  # fmt: skip


@pytest.fixture
def matter(world, with_table, monkeypatch):
    with_table(TABLE)
    monkeypatch.setattr("procflow.queries.view.tables", lambda: {"matter": TABLE})
    monkeypatch.setattr("procflow.queries.told.tables", lambda: {"matter": TABLE})
    return lambda size: world.begin("matter", "Y03", form={"size": size})


def test_each_case_is_asked_the_form_of_its_row(world, matter):
    done = world.step(matter("small"), "close", "Y03", {"many": 1})
    assert (done.body["clause"], done.body["form"]) == ("T1", {"many": 1})
    done = world.step(matter("large"), "close", "Y03", {"many": 1, "why": "长话"})
    assert (done.body["clause"], set(done.body["form"])) == ("T2", {"many", "why"})


@pytest.mark.parametrize(("size", "form", "field"), [("small", {"many": 1, "why": "长话"}, "why"), ("large", {"many": 1}, "why")])
def test_the_form_of_the_other_row_is_no_form_of_this_one(world, matter, size, form, field):
    no = matter(size)
    with pytest.raises(Invalid) as caught:
        world.step(no, "close", "Y03", form)
    assert set(caught.value.errors) == {field}


def test_only_the_guards_of_the_row_that_was_meant_are_told(world, matter):
    refused = world.refused(matter("large"), "close", "Y03", {"many": 0, "why": "长话"})
    assert [each.guard for each in refused.refusals] == ["enough"]


def test_the_texts_of_a_refused_form_are_sealed_whichever_row_asked_for_it(world, matter):
    refused = world.refused(matter("large"), "close", "Y03", {"many": 0, "why": "不可外传的话"})
    assert "不可外传的话" not in json.dumps(refused.record.body, ensure_ascii=False)
    assert refused.record.body["form"]["why"] in refused.record.body["pii"].values()


@pytest.mark.parametrize(("size", "form"), [("small", Short), ("large", Long)])
def test_the_page_of_the_step_shows_the_form_that_will_be_read(world, matter, size, form):
    no = matter(size)
    shown = act_form(world.session, "Y03", date.fromisoformat(world.today), "close", no=no)
    assert (shown.asks, shown.kind) == (form, "open")


def test_the_trace_tells_each_record_with_the_form_that_it_was_entered_in(world, matter):
    no = matter("large")
    world.refused(no, "close", "Y03", {"many": 0, "why": "长话"})
    world.step(no, "close", "Y03", {"many": 1, "why": "长话"})
    told = trace(world.session, "Y03", date.fromisoformat(world.today), no).events
    assert [each.asks for each in told] == [Size, Long, Long]
    assert [each.form.get("why") for each in told] == [None, "长话", "长话"]
