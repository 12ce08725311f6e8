"""Base registration, guard by guard: whose duty, in which book, once; own lines left to others; what is posted and corrected."""

import pytest

from procflow.decide import decide
from procflow.grammar import Post, Reverse
from procflow.machines import base_registration as sheet
from procflow.machines import tables
from tests.machines.world import BODIES, asked, code, entry, everyone, facts, linked, person, resolution, step

MARCH = "2024-03"


def line(member="M01", item="study", mark="present", on=None):
    return {"member": member, "item": item, "mark": mark, "on": on}


def lines(*given):
    return {"source": "daily_record", "lines": list(given)}


def seen(*given, **more):
    return facts(**{"period": MARCH, "form": lines(*given), "people": everyone("M01", "M02", "Y02", "Y04"), **more})


def recorded(*given, **more):
    return facts(**{"period": MARCH, "taken": (step("create", form=lines(*given)),), "bodies": BODIES, "resolution": None, **more})


def test_a_month_is_registered_from_its_first_day_T3():
    assert code(sheet.book_begun, facts(period=MARCH, on="2024-03-01")) == ""
    early = asked(sheet.book_begun, facts(period=MARCH, on="2024-02-29"))
    assert (early.code, early.inputs["period"]) == ("TOO_EARLY", MARCH)


def test_a_quarter_is_no_book_of_a_regime_that_books_by_the_month_T3():
    assert code(sheet.book_begun, facts(period="2024-Q1")) == "TOO_EARLY"


def test_only_base_items_of_the_catalogue_are_registered_T7():
    assert code(sheet.in_catalogue, seen(line(item="study"), line(item="pledge"))) == ""
    wrong = asked(sheet.in_catalogue, seen(line(item="serve_masses"), line(item="study")))
    assert (wrong.code, wrong.inputs) == ("GUARD_FAILED", {"items": "服务群众", "count": 1})


@pytest.mark.parametrize(
    ("period", "item", "found"), [(MARCH, "pledge", ""), ("2024-02", "pledge", "GUARD_FAILED"), ("2024-02", "study", "")]
)
def test_an_item_by_the_quarter_is_registered_in_the_last_month_alone_T3(period, item, found):
    assert code(sheet.fits_the_book, seen(line(item=item), period=period)) == found


@pytest.mark.parametrize(
    ("on", "found"),
    [(None, ""), ("2024-03-01", ""), ("2024-03-31", ""), ("2024-02-29", "GUARD_FAILED"), ("2024-04-01", "GUARD_FAILED")],
)
def test_the_day_of_a_line_lies_in_its_month_B12(on, found):
    assert code(sheet.day_in_book, seen(line(on=on))) == found


def test_nothing_is_registered_for_a_day_that_has_not_come_B12():
    assert code(sheet.day_in_book, seen(line(on="2024-03-21"), on="2024-03-20")) == "GUARD_FAILED"
    assert code(sheet.day_in_book, seen(line(on="2024-03-20"), on="2024-03-20")) == ""


def test_a_member_out_of_scope_on_the_day_is_refused_by_name_B4():
    people = {"M01": person("M01", since="2024-03-20"), "M02": person("M02", until="2024-03-19")}
    late = asked(sheet.lines_in_scope, seen(line(on="2024-03-19"), line("M02", on="2024-03-19"), people=people))
    assert (late.code, late.inputs) == ("NOT_IN_SCOPE", {"members": "M01", "count": 1})
    assert code(sheet.lines_in_scope, seen(line(on="2024-03-20"), people=people)) == ""


def test_a_line_without_a_day_counts_on_the_last_of_its_month():
    assert code(sheet.lines_in_scope, seen(line(), people={"M01": person("M01", since="2024-03-31")})) == ""
    assert code(sheet.lines_in_scope, seen(line(), people={"M01": person("M01", since="2024-04-01")})) == "NOT_IN_SCOPE"


def test_a_stranger_is_not_in_scope():
    assert code(sheet.lines_in_scope, seen(line("eve"))) == "NOT_IN_SCOPE"


def test_a_member_has_one_line_for_an_item_A54():
    assert code(sheet.no_line_twice, seen(line(), line(item="dues"), line("M02"))) == ""
    assert code(sheet.no_line_twice, seen(line(mark="absent"), line())) == "DUPLICATE"


@pytest.mark.parametrize(("state", "period", "found"), [
    ("posted", MARCH, "DUPLICATE"), ("recorded", MARCH, "DUPLICATE"), ("voided", MARCH, ""), ("reversed", MARCH, ""), ("posted", "2024-02", ""),
])  # fmt: skip
def test_nor_one_in_another_living_sheet_of_the_month_A54(state, period, found):
    other = linked("base_registration", state, step("create", form=lines(line())), period=period)
    assert code(sheet.not_registered_before, seen(line(), alike=(other,))) == found
    assert code(sheet.not_registered_before, seen(line("M02"), alike=(other,))) == ""


def test_an_amended_sheet_holds_only_its_last_text():
    other = linked(
        "base_registration", "recorded", step("create", form=lines(line())), step("amend", form=lines(line("M02"))), period=MARCH
    )
    assert code(sheet.not_registered_before, seen(line(), alike=(other,))) == ""
    assert asked(sheet.not_registered_before, seen(line("M02"), alike=(other,))).inputs == {"members": "M02", "no": other.no}


def test_who_verifies_in_person_has_no_line_on_the_sheet():
    assert code(sheet.no_own_line, recorded(line("M01"), actor="Y02")) == ""
    assert code(sheet.no_own_line, recorded(line("Y02", mark="absent"), actor="Y02")) == "SELF_DEALING"


@pytest.mark.parametrize(("present", "found"), [
    (("Y04", "Y05", "Y06"), ""), (("Y05", "Y06"), ""), (("Y04", "Y05"), "SELF_DEALING"), ((), "SELF_DEALING"),
])  # fmt: skip
def test_in_the_group_a_member_abstains_and_more_than_half_of_the_others_stay(present, found):
    sitting = recorded(line("Y04"), resolution=resolution(present=present))
    assert code(sheet.own_lines_left_to_others, sitting) == found


def test_a_sheet_without_lines_of_the_group_asks_nothing_more():
    assert code(sheet.own_lines_left_to_others, recorded(line("M01"), resolution=resolution(present=("Y04", "Y05")))) == ""


def test_marks_present_are_posted_in_full_for_the_quarter_of_the_month_T8():
    given = (line(), line("M02", "org_life", "absent"), line("M02", "dues", on="2024-03-15"), line("M02", "pledge", "excused"))
    found = sheet.line_points(recorded(*given))
    assert [(each.member, each.item, each.points, each.occurred_on) for each in found] == [
        ("M01", "study", 150, "2024-03-31"),
        ("M02", "dues", 100, "2024-03-15"),
    ]
    assert {(each.component, each.period, each.kind) for each in found} == {("base", "2024-Q1", "original")}


def test_posting_before_the_month_ends_is_dated_today():
    assert [each.occurred_on for each in sheet.line_points(recorded(line(), on="2024-03-20"))] == ["2024-03-20"]


def correction(entries=(), *given, **more):
    own = (entry("M01", 150, id="e1"), entry("M02", 150, id="e2"))
    form = {"order": "YY-1", "entries": list(entries) or None, "lines": list(given)}
    return facts(**{"period": MARCH, "form": form, "own_entries": own, "taken": (step("create", form=lines(line("M08"))),), **more})


def test_a_correction_names_entries_or_lines():
    assert code(sheet.something_named, correction()) == "GUARD_FAILED"
    assert code(sheet.something_named, correction(["e1"])) == ""
    assert code(sheet.something_named, correction((), line("M08"))) == ""


def test_only_standing_entries_of_this_sheet_are_corrected_A51():
    assert code(sheet.entries_stand, correction(["e1", "e2"])) == ""
    assert asked(sheet.entries_stand, correction(["e1", "e9"])).inputs == {"entries": "e9", "count": 1}


def test_a_line_that_has_its_points_is_not_posted_again_unless_they_are_taken_back_A54():
    assert code(sheet.not_standing, correction((), line("M01"))) == "DUPLICATE"
    assert code(sheet.not_standing, correction(["e1"], line("M01"))) == ""
    assert code(sheet.not_standing, correction((), line("M01", "dues"))) == ""


def test_one_wrong_line_never_reverses_the_month():
    asked_for = correction(["e1"], line("M08"))
    assert sheet.undone(asked_for) == [Reverse("e1")]
    assert [(each.member, each.points) for each in sheet.line_points(asked_for)] == [("M08", 150)]


def test_the_book_is_due_on_the_fifth_of_the_next_month_T3():
    assert sheet.book_due(facts(period=MARCH)).isoformat() == "2024-04-05"


def test_the_group_verifies_and_posts_by_resolution_the_points_admin_in_person_T8_B11():
    table = tables()["base_registration"]
    open_ = recorded(line("M01"), state="recorded", roles=("points_admin",), form={"resolution": None})
    assert decide(table, "verify", open_).fired.to == "verified"
    by_group = recorded(line("M01"), state="verified", actor="Y04", roles=("points_group",), form={"resolution": None})
    assert decide(table, "post", by_group).code == "GUARD_FAILED"
    held = recorded(
        line("M01"), state="verified", actor="Y04", roles=("points_group",), form={"resolution": "JF-1"}, resolution=resolution()
    )
    assert [type(each) for each in decide(table, "post", held).effects] == [Post]


def test_the_recorder_neither_verifies_nor_posts():
    assert decide(tables()["base_registration"], "verify", recorded(line(), state="recorded", roles=("recorder",))).code == "FORBIDDEN_ROLE"
