"""The words of a procedure: facts narrowed to what is declared, rows that read as sentences, tables with a hash of their own."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from procflow import canon
from procflow.forms import Form, Text
from procflow.grammar import (
    AUTO,
    NEW,
    ActorSeen,
    CaseSeen,
    Decision,
    Facts,
    Finding,
    PersonSeen,
    Post,
    Procedure,
    State,
    Step,
    Taken,
    Unread,
    guard,
    reads,
    reads_of,
    workdays,
)
from procflow.grammar.editions import edition


class Why(Form):
    why = Text("理由")


@guard("台上没有", reads="tasks links")
def waits(facts):
    return bool(facts.tasks)


@reads("meeting")
def chair(facts):
    return f"meeting_chair@{facts.meeting.chair}"


def desk_of_the_regime(facts):
    return ("a", "b")


TABLE = Procedure(
    "errand", "跑腿", "PT", edition="1",
    states=(State("open", "在办", "clerk", workdays(5), "lapse"), State("kept", "存", settled=True), State("done", "办结", final=True)),
    steps=(
        Step("create", "开始", NEW, "open", by="member"),
        Step("keep", "存", ("open", "kept"), "", by=desk_of_the_regime, asks=Why, when=(waits,)),
        Step("keep", "存好", "open", "kept", by="teller", then=(chair,)),
        Step("fall", "自落", "open", "done", by=AUTO),
    ),
)  # fmt: skip


def taken(step, on="2024-03-01", **form):
    return Taken(step, "P1", on, form, "e")


def facts(*steps, **sections):
    case = CaseSeen("c", "no", "u", "errand", "open", 3, "S1", "2024-Q1", taken=steps)
    return Facts({"case": case, "actor": ActorSeen("P1"), "form": {}, "today": date(2024, 3, 1), "files": (), **sections})


def test_a_guard_sees_what_it_names_and_what_is_always_there():
    seen = facts(tasks=(), member="M", links=()).only(("tasks",))
    assert (seen.tasks, seen.today, seen.subject) == ((), date(2024, 3, 1), "S1")
    with pytest.raises(Unread, match="'member'"):
        _ = seen.member


def test_a_section_that_nobody_loaded_is_unread_even_if_it_is_named():
    with pytest.raises(Unread):
        _ = facts().only(("tasks",)).tasks


def test_a_guard_is_narrowed_by_itself():
    assert waits.ask(facts(tasks=("t",), links=(), member="M")) == Finding(True)
    assert waits.ask(facts(tasks=(), links=())) == Finding(False)
    assert (waits.name, waits.code, waits.reads) == ("waits", "GUARD_FAILED", ("tasks", "links"))


def test_steps_taken_are_found_by_name_the_last_of_them_last():
    seen = facts(taken("file", why="1"), taken("check"), taken("file", why="2"))
    assert [each.form.get("why") for each in seen.taken("file", "check")] == ["1", None, "2"]
    assert seen.last("file").form == {"why": "2"}
    with pytest.raises(LookupError):
        seen.last("vote")


def test_a_step_without_a_target_stays_where_it_is():
    keep = TABLE.rows["keep"][0]
    assert (keep.lands("open"), keep.lands("kept")) == ("open", "kept")
    assert TABLE.rows["create"][0].lands(NEW) == "open"


def test_a_row_says_which_sections_deciding_it_needs():
    keep, kept, *_ = (*TABLE.rows["keep"], None)
    assert keep.sections() == {"tasks", "links"}
    assert kept.sections() == {"meeting"}  # the teller is somebody of the meeting
    assert kept.sections(form=False) == {"meeting"}
    assert reads_of(chair) == ("meeting",)
    assert reads_of("clerk") == ()


def test_who_takes_a_row_is_named_outright_or_said_by_a_function():
    keep, kept = TABLE.rows["keep"]
    assert (keep.named, keep.roles(facts())) == ((), ("a", "b"))
    assert (kept.named, kept.roles(facts())) == (("teller",), ("teller",))


def test_rows_are_found_by_the_state_they_leave():
    assert [each.title for each in TABLE.leaving(NEW)] == ["开始"]
    assert [each.title for each in TABLE.leaving("open")] == ["存", "存好", "自落"]
    assert [each.title for each in TABLE.leaving("kept")] == ["存"]
    assert TABLE.leaving("nowhere") == ()
    assert [each.name for each in TABLE.automatic("open")] == ["fall"]
    assert TABLE.automatic(NEW) == ()


def test_a_state_is_open_unless_it_is_settled_or_final():
    assert [each.open for each in TABLE.states] == [True, False, False]


def test_a_refusal_fires_no_row():
    with pytest.raises(LookupError):
        _ = Decision().fired
    assert Decision().code == ""


def test_a_person_is_in_scope_from_the_first_day_to_the_last():
    person = PersonSeen("M01", "formal", scope_from="2024-01-01", scope_until="2024-06-30")
    days = ("2023-12-31", "2024-01-01", "2024-06-30", "2024-07-01")
    assert [person.in_scope(day) for day in days] == [False, True, True, False]
    assert not replace(person, scope_from="").in_scope("2024-03-01")


def test_the_words_are_frozen():
    with pytest.raises(FrozenInstanceError):
        Post("M01", "bonus", "x", 1, "2024", "2024-01-01").points = 2


def test_a_table_has_one_hash_and_another_as_soon_as_anything_is_said_otherwise():
    sha256, body = edition(TABLE)
    assert canon.sha256(body) == sha256
    assert edition(replace(TABLE)) == (sha256, body)
    others = [
        replace(TABLE, title="跑"),
        replace(TABLE, states=(replace(TABLE.states[0], within=workdays(4)), *TABLE.states[1:])),
        replace(TABLE, steps=TABLE.steps[:-1]),
        replace(TABLE, steps=(*TABLE.steps[:1], replace(TABLE.steps[1], asks=None), *TABLE.steps[2:])),
        replace(TABLE, steps=(*TABLE.steps[:1], replace(TABLE.steps[1], when=()), *TABLE.steps[2:])),
        replace(TABLE, steps=(*TABLE.steps[:1], replace(TABLE.steps[1], by="clerk"), *TABLE.steps[2:])),
    ]
    assert len({sha256, *(edition(each)[0] for each in others)}) == len(others) + 1


def test_a_table_is_stored_in_words_functions_by_their_names():
    data = canon.loads(edition(TABLE)[1])
    assert data["steps"][1]["by"] == {"function": "desk_of_the_regime"}
    assert data["steps"][1]["asks"] == {"form": "Why", "fields": [["why", "Text"]]}
    assert data["steps"][1]["when"] == [{"name": "waits", "code": "GUARD_FAILED", "sentence": "台上没有", "clause": ""}]
    assert (data["states"][0]["desk"], data["states"][0]["overdue"]) == ("clerk", "lapse")
