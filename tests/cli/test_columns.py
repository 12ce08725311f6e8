"""Tables on a terminal stand straight, whatever the width of their characters."""

from hypothesis import given
from hypothesis import strategies as st

from procflow.cli.columns import pad, table, width


def test_a_chinese_character_takes_two_columns_and_a_combining_accent_none():
    assert [width(text) for text in ("张建国", "abc", "e\u0301", "（）", "")] == [6, 3, 1, 4, 0]


def test_columns_begin_where_the_head_begins():
    assert table(["编号", "分"], [("A", "1"), ("张三", "12.5")], right={1}) == ["编号    分", "----  ----", "A        1", "张三  12.5"]


def test_a_table_without_rows_has_no_head():
    assert table(["编号"], []) == []


@given(st.lists(st.text("张a（1", max_size=9), min_size=1, max_size=5), st.booleans())
def test_every_cell_is_padded_to_the_widest(cells, right):
    widest = max(map(width, cells))
    assert {width(pad(cell, widest, right)) for cell in cells} == {widest}
