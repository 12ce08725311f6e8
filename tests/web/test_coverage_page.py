"""The page of the coverage: every clause with what carries it, in both languages, for everybody signed in."""

import re

import pytest

from procflow.reports.coverage import clauses
from tests.web import quarter


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def test_a_member_reads_how_every_clause_is_carried(reader):
    said = quarter.words(reader("M01").get("/coverage"))
    assert [each.id for each in clauses() if each.says not in said] == []
    assert "大会通过" in said


def test_in_english_nothing_stays_chinese_and_no_step_is_shown_by_its_code(reader):
    page = reader("M01", "en").get("/coverage").get_data(as_text=True)
    said = quarter.TAG.sub(" ", page[page.index("<main") : page.index("</main>")])
    assert re.findall(r"[\u4e00-\u9fff]+", said) == []
    assert re.findall(r"\b(?:verify_to_vote|vote_pass)\b", said) == []


def test_the_list_of_procedures_leads_there(reader):
    assert 'href="/coverage"' in reader("M01").get("/procedures").get_data(as_text=True)
    assert reader.app.test_client().get("/coverage").status_code == 302


def test_each_clause_is_folded_to_a_line_and_all_may_be_unfolded(reader):
    client = reader("M01")
    folded, whole = (client.get(path).get_data(as_text=True) for path in ("/coverage", "/coverage?open=1"))
    opening = '<details class="govuk-details" open>'
    assert (folded.count("<details"), folded.count(opening), whole.count(opening)) == (len(clauses()), 0, len(clauses()))
    assert 'href="/coverage?open=1"' in folded
    assert 'href="/coverage"' in whole


def test_the_page_is_light_and_has_no_script_of_its_own_T14(reader):
    page = reader("M01").get("/coverage").get_data(as_text=True)
    assert len(page.encode()) <= 100_000
    assert "<script" not in page[page.index("<main") : page.index("</main>")]
