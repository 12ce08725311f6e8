"""A corrected sheet says which lines changed, from what to what, and why; the one before stays, marked."""

import re

import pytest

from tests.web import quarter

SHEET = "/publicity/lh1/2024-Q1"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), quarter.restated) as app:
        yield quarter.Readers(app)


def test_the_changed_line_is_marked_and_explained_with_its_figures_and_decision_A51(reader):
    said = quarter.words(reader("M13").get(SHEET))
    assert "本表更正 2024年4月22日（周一） 张贴的第 1 版。" in said
    assert "扣分 0 → 2，合计 25.5 → 23.5；无故缺席组织生活 −2（党员大会） T11 A5 A14" in said
    page = reader("M13").get(SHEET).get_data(as_text=True)
    assert re.findall(r'class="pf-name">([^<]+)</th>[^\n]*<td>已更正</td>', page) == ["高玉梅"]


def test_the_version_before_is_still_there_and_leads_to_the_new_one(reader):
    said = quarter.words(reader("M13").get(f"{SHEET}?version=1"))
    assert "这一版已经更正" in said
    assert "更正说明" not in said


def test_a_corrected_version_has_a_code_of_its_own(reader):
    first, second = (
        re.search(r"记录码 (\w{4}-\w{4})", quarter.words(reader("M13").get(f"{SHEET}?version={number}")))[1] for number in (1, 2)
    )
    assert first != second


def test_in_english_the_explanation_is_english_too(reader):
    page = quarter.words(reader("M13", "en").get(SHEET))
    assert "Deduction 0 → 2, Sum 25.5 → 23.5" in page or "deduction 0 → 2" in page.lower()
