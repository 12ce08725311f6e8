"""Lists in pages: each goes on where the one before ended, none says what its reader could not open."""

from itertools import pairwise

import pytest

from tests.api.conftest import ROOT, Caller


def pages(caller, path, name="items"):
    """Every page of a list, by its Link header."""
    found, answer = [], caller.get(path)
    while True:
        found.append(answer.json[name])
        link = answer.headers.get("Link")
        if not link:
            return found
        answer = caller.get(link.partition(">")[0].removeprefix("<").removeprefix(ROOT))


@pytest.mark.parametrize("path", ["/cases", "/units/lh1/entries"])
def test_pages_of_three_are_the_whole_list_in_its_order(app, path):
    caller = Caller(app, "Y01")
    (whole,) = pages(caller, f"{path}?limit=1000")
    parts = pages(caller, f"{path}?limit=3")
    assert [each for part in parts for each in part] == whole
    assert {len(part) for part in parts[:-1]} == {3}
    assert len(whole) > 6


def test_the_newest_case_comes_first(small):
    (whole,) = pages(Caller(small, "Y01"), "/cases?limit=1000")
    assert all((one["opened_on"], one["no"]) > (other["opened_on"], other["no"]) for one, other in pairwise(whole))


def test_a_filter_leaves_what_fits(small):
    (found,) = pages(Caller(small, "Y01"), "/cases?procedure=bonus_claim&subject=M01&limit=1000")
    assert {(each["title"], each["subject"]["id"]) for each in found} == {("加分申报", "M01")}


def test_a_member_lists_the_own_cases_alone(small):
    (found,) = pages(Caller(small, "M05"), "/cases?limit=1000")
    assert found
    assert {each["subject"]["id"] for each in found} == {"M05"}


def test_a_member_does_not_list_the_ledger_of_the_branch(small):
    assert Caller(small, "M05").get("/units/lh1/entries").status_code == 404


def test_the_lines_of_a_member_add_up_to_the_ledgers_total(small):
    caller = Caller(small, "Y01")
    (lines,) = pages(caller, "/units/lh1/entries?member=M01&period=2024-Q1&limit=1000")
    total = caller.get("/members/M01/points?period=2024-Q1").json["total"]
    assert f"{sum(round(float(each['points']) * 100) for each in lines) / 100:.2f}" == total
