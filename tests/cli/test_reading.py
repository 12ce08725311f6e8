"""What a person sees from the command line is what the read door shows that person, as a table or as JSON."""

from decimal import Decimal

import pytest

from procflow.cli import exits
from procflow.cli.columns import width


@pytest.mark.parametrize("box", ["todo", "overdue", "mine", "done", "cc"])
def test_every_box_is_a_table_or_json(act, box):
    assert act("inbox", "--as", "Y02", "--box", box).code == exits.DONE
    assert act("inbox", "--as", "Y02", "--box", box, "--json").data["box"] == box


def test_the_columns_of_an_inbox_stand_straight(act):
    _, rule, *rows = act("inbox", "--as", "Y02", "--box", "done", "--limit", "3").out.splitlines()
    starts = [place for place in range(1, len(rule)) if rule[place - 1 : place + 1] == " -"]
    for row in rows[:3]:
        assert all(any(width(row[:end]) == start for end in range(len(row) + 1)) or width(row) < start for start in starts)


def test_a_long_box_goes_on_from_its_token(act):
    first = act("inbox", "--as", "Y02", "--box", "done", "--limit", "2", "--json").data
    second = act("inbox", "--as", "Y02", "--box", "done", "--limit", "2", "--after", first["following"], "--json").data
    assert {row["no"] for row in first["rows"]}.isdisjoint(row["no"] for row in second["rows"])


def test_an_inbox_can_be_searched_by_name(act):
    found = act("inbox", "--as", "Y02", "--box", "done", "--find", "张建国", "--json").data["rows"]
    assert {row["subject"]["name"] for row in found} == {"张建国"}


def test_a_case_says_what_can_be_done_and_why_the_rest_cannot(act, claim):
    said = act("case", claim, "--as", "M01")
    assert said.code == exits.DONE
    assert {"submit", "withdraw"} <= set(said.out.split())
    assert [each["step"] for each in act("case", claim, "--as", "M01", "--json").data["ways"]]


def test_a_case_in_english_has_no_title_left_in_chinese(act, claim):
    data = act("case", claim, "--as", "M01", "--lang", "en", "--json").data
    assert (data["title"], data["state_title"]) != ("加分申报", "草拟")


def test_the_points_of_a_member_add_up_to_their_total(act):
    data = act("points", "M01", "--as", "M01", "--period", "2024-Q1", "--json").data
    assert Decimal(data["total"]) == sum(Decimal(line["points"]) for line in data["lines"]) == Decimal("25.50")
    assert "25.5" in act("points", "M01", "--as", "Y02", "--period", "2024-Q1").out


def test_procedures_are_listed_and_one_of_them_step_by_step(act):
    every = {each["key"] for each in act("procedures", "--json").data}
    assert {"bonus_claim", "member_meeting_vote", "base_registration", "quarterly_closing", "deduction_proposal"} <= every
    (one,) = act("procedures", "bonus_claim", "--json").data
    assert {"create", "submit", "post"} <= {each["step"] for each in one["steps"]}
    assert "verify_to_vote" in act("procedures", "bonus_claim").out


@pytest.mark.parametrize(
    "words",
    [
        ("inbox", "--as", "NOBODY"),
        ("inbox", "--as", "M01", "--unit", "nosuch"),
        ("case", "LH1-JL-1999-0001", "--as", "Y02"),
        ("case", "LH1-JL-2024-0001", "--as", "M02"),
        ("audit", "trace", "LH1-JL-2024-0001", "--as", "M02"),
        ("points", "M01", "--as", "M02"),
        ("points", "NOBODY", "--as", "Y02"),
        ("procedures", "nosuch"),
    ],
)
def test_what_there_is_not_and_what_is_not_yours_look_alike(act, words):
    said, coded = act(*words), act(*words, "--json")
    assert (said.code, said.out, coded.code, coded.data["error"]) == (exits.MISSING, "", exits.MISSING, "NOT_FOUND")
    assert said.err
