"""Widths are estimated by kinds of letters and lines break where a reader expects it."""

from hypothesis import given
from hypothesis import strategies as st

from procflow.diagrams.text import width, wrap


def test_a_chinese_character_is_as_wide_as_it_is_high():
    assert width("核实中", 16) == 48
    assert width("ill", 10) < width("abc", 10) < width("WWW", 10) < width("核实中", 10)


def test_lines_are_few_and_of_about_the_same_length():
    assert wrap("核实中", 120) == ("核实中",)
    assert wrap("党建办提出的初步意见", 120) == ("党建办提出", "的初步意见")
    assert wrap("Under review by the party group", 140) == ("Under review by", "the party group")


def test_closing_punctuation_never_begins_a_line():
    assert wrap("异议办结，继续核实", 80) == ("异议办结，", "继续核实")


def test_a_word_that_is_too_long_stays_whole():
    assert wrap("supercalifragilistic", 40) == ("supercalifragilistic",)


@given(st.text(), st.integers(20, 200))
def test_no_letter_is_lost(text, most):
    assert "".join("".join(wrap(text, most)).split()) == "".join(text.split())
