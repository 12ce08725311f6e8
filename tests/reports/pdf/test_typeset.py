"""The sheet itself (T16): GB/T 9704 margins, a head on each page, rows with the seal, no small print, texts that are no markup, the same bytes each time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.errors import Invalid
from procflow.reports.pdf import Column, Paper, Press, render
from procflow.reports.pdf.issuing import Desk, printed
from procflow.reports.pdf.paper import MOST_ROWS, fitted, listed, shares
from procflow.reports.pdf.printed import A3
from tests.reports.pdf.reading import plain, sheets, square

CODE, ADDRESS = "7K3F-92QD", "https://dj.example.gov.cn/v/7K3F-92QD"
HEADS = (("名次", 3), ("姓名", 7), ("党小组", 6), ("合计", 4))
MARKUP = "#*_$\\<@`~[]{}=+-/\"'&"


def notice(rows, **more):
    shown = {
        "heading": ["关于第一党支部", "2024年第一季度党员积分情况的公示"], "paragraphs": ["现将本支部党员的积分情况予以公示。" * 3],
        **listed([Column(*each) for each in HEADS], rows), "notes": ["第 1 版"], "seal": ["第一党支部", "（盖章）", "2024年4月12日"], "signatures": [],
    }  # fmt: skip
    return Paper("notice", "notice", "zh", "d1", "第一党支部", "公示", "2024-Q1", "d1/2024-Q1", "2024-04-12", len(rows), "1", shown, **more)


def people(count):
    return [[str(each), f"党员{each}", "第二党小组", "84.5"] for each in range(1, count + 1)]


@pytest.fixture(scope="module")
def sixty():
    return render(notice(people(60)), Press(), CODE, ADDRESS)


def test_a_sheet_is_a4_with_the_margins_of_the_standard(sixty):
    found = sheets(sixty.data)
    assert {(round(each.width), round(each.height)) for each in found} == {(210, 297)}
    for each in found[1:]:
        left, top, right, bottom = each.ruled
        assert abs(left - 28) <= 1
        assert abs(top - 37) <= 1
        assert abs(right - 26) <= 1
        assert bottom >= 34


def test_the_head_of_the_list_stands_on_every_page_with_the_page_of_how_many(sixty):
    found = sheets(sixty.data)
    assert len(found) >= 3
    for number, each in enumerate(found, 1):
        assert "名次" in each.text
        assert "党小组" in each.text
        assert f"第{number}页共{len(found)}页" in plain(each.text)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 13, 17, 18, 19, 20, 21, 36, 40, 41, 42])
def test_the_seal_stands_with_three_rows_at_least(count):
    last = sheets(render(notice(people(count)), Press(), CODE, ADDRESS).data)[-1].text
    assert "（盖章）" in last
    assert sum(f"党员{each}" in plain(last) for each in range(max(1, count - 2), count + 1)) == min(3, count)


def test_nothing_on_it_is_smaller_than_twelve_points(sixty):
    assert min(each.smallest for each in sheets(sixty.data)) >= 11.99


def test_the_square_leads_to_the_page_of_the_code_and_is_large_enough(sixty):
    said, width = square(sixty.data)
    assert said == ADDRESS
    assert width >= 22


def test_code_digest_and_the_day_of_the_data_stand_beside_it(sixty):
    last = plain(sheets(sixty.data)[-1].text)
    assert "核验码7K3F-92QD" in last
    assert notice(people(60)).digest in last
    assert "数据截至2024年4月12日" in last


def test_for_the_board_the_same_sheet_is_printed_on_a3():
    large = sheets(render(notice(people(60)), Press(scale=A3), CODE, ADDRESS).data)
    assert {(round(each.width), round(each.height)) for each in large} == {(296, 419)}
    assert len(large) == len(sheets(render(notice(people(60)), Press(), CODE, ADDRESS).data))
    assert min(each.smallest for each in large) >= 16


def test_a_place_is_kept_for_the_checkpoint():
    marked = notice(people(5), checkpoint=("检查点 procflow.local/log 4812",))
    assert "检查点procflow.local/log4812" in plain(sheets(render(marked, Press(), CODE, ADDRESS).data)[-1].text)
    assert marked.digest == notice(people(5)).digest, "what is checked by its code is the content: the checkpoint is signed by itself"


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.text(alphabet="张欧阳ab" + MARKUP, min_size=1, max_size=20).filter(lambda one: one.strip() == one), min_size=1, max_size=8)
)
def test_any_name_stands_there_as_it_is_and_the_same_content_gives_the_same_bytes(names):
    given_ = notice([["1", name, "一", "2"] for name in names])
    once = render(given_, Press(), CODE, ADDRESS)
    said = plain("".join(each.text for each in sheets(once.data)))
    for name in names:
        assert plain(name) in said
    assert render(notice([["1", name, "一", "2"] for name in names]), Press(), CODE, ADDRESS) == once


def test_two_thousand_rows_are_printed_and_one_more_goes_to_the_workbook():
    assert len(sheets(render(notice(people(MOST_ROWS)), Press()).data)) < 100
    with pytest.raises(Invalid) as told:
        printed(None, "M01", notice(people(MOST_ROWS + 1)), Press(), Desk("s", str))
    assert "请下载 Excel" in str(told.value.errors)


def test_a_cell_longer_than_a_page_goes_on_over_the_next():
    long = render(notice([["1", "张建国", "长" * 3000, "2"]]), Press())
    assert plain("".join(each.text for each in sheets(long.data))).count("长") == 3000


def test_columns_are_as_wide_as_what_stands_in_them():
    assert shares(["姓名", "内容"], [["张建国", "为村民服务，" * 5], ["何敏", ""]])[1] > 2 * shares(["姓名", "内容"], [["张建国", ""]])[1]


def test_a_line_too_full_takes_from_the_widest_and_leaves_names_whole():
    assert fitted([8, 12, 16, 6], 34) == [8, 10, 10, 6]
    assert fitted([8, 8, 6], 10) == [8, 8, 6]
