"""Sentences in two languages, points and days: nothing a value or a brace holds can hide the sentence."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from procflow import wording
from procflow.wording import LANGUAGES, catalogue, day, missing, points, say

FILES = sorted((Path(wording.__file__).parent / "locale" / "en").glob("*.po"))


def test_a_sentence_is_its_own_chinese_and_has_an_english():
    assert LANGUAGES == ("zh", "en")
    assert say("尚有未结异议") == "尚有未结异议"
    assert say("尚有未结异议", "en") == "An objection is still open"


def test_braces_are_filled_in_both_languages():
    sentence = "{name} 的值“{value}”无效。请系统管理员改为类似 {example} 的写法"
    assert say(sentence, "zh", name="甲", value=0, example=None) == "甲 的值“0”无效。请系统管理员改为类似 None 的写法"
    assert say(sentence, "en", name="A", value=0, example="b").startswith("A has the unusable value “0”. The system")


def test_a_sentence_without_english_stays_chinese():
    assert say("这句{x}没有译文", "en", x=1) == "这句1没有译文"


def test_a_value_that_is_itself_a_message_is_not_translated():
    assert say("甲：{what}", "en", what="无权办理") == "甲：无权办理"


def test_a_brace_without_value_shows_its_name():
    assert say("还差 {missing} 人", "zh", present=3) == "还差 {missing} 人"


def test_the_message_and_the_language_may_also_be_names_of_values():
    assert say("{message} {lang}", "zh", message="a", lang="b") == "a b"


@pytest.mark.parametrize("text", ["{x.__class__}", "{x[0]}", "{x!r}", "{x:>9}", "{0}", "{}", "{", "}", "{{", "{ x }", "%(x)s"])
def test_nothing_but_a_plain_name_is_looked_up(text):
    assert say(text, "zh", x="秘密") == text


def test_a_brace_inside_a_value_is_not_filled_again():
    assert say("{a}{b}", "zh", a="{b}", b="乙") == "{b}乙"


@given(
    st.text() | st.text("{}ab.!:[]"),
    st.dictionaries(st.text(min_size=1) | st.sampled_from("ab"), st.text()),
    st.sampled_from(["zh", "en", "fr", ""]),
)
def test_whatever_the_values_the_sentence_around_them_is_shown(text, values, lang):
    rest = say(text, lang, **values)
    for part in re.split(r"\{[^\W\d]\w*\}", text):
        assert part in rest
        rest = rest[rest.index(part) + len(part) :]
    assert "{" in text or say(text, lang, **values) == text


def test_missing_names_each_untranslated_message_once_in_order():
    assert missing(["乙乙乙", "无权办理", "甲甲甲", "乙乙乙"]) == ["乙乙乙", "甲甲甲"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_translation_uses_only_the_braces_of_its_sentence(path):
    with path.open("rb") as file:
        entries = [entry for entry in read_po(file, locale="en") if entry.id]
    assert entries
    for entry in entries:
        assert set(re.findall(r"\{\w+\}", entry.string)) <= set(re.findall(r"\{\w+\}", entry.id)), entry.id


def test_areas_are_merged_and_unsure_or_empty_translations_left_out(tmp_path):
    (tmp_path / "a.po").write_text('msgid "甲"\nmsgstr "first"\n\nmsgid "乙"\nmsgstr ""\n', "utf-8")
    (tmp_path / "b.po").write_text(
        'msgid "甲"\nmsgstr "second"\n\n#, fuzzy\nmsgid "丙"\nmsgstr "guess"\n\nmsgid "丁"\nmsgstr "d"\n', "utf-8"
    )
    assert catalogue(tmp_path) == {"甲": "first", "丁": "d"}


@pytest.mark.parametrize(
    ("n", "plain", "signed"),
    [(2550, "25.5", "+25.5"), (200, "2", "+2"), (0, "0", "0"), (-5, "-0.05", "-0.05"), (-400, "-4", "-4"), (1001, "10.01", "+10.01")],
)
def test_points_are_written_as_people_write_them(n, plain, signed):
    assert (points(n), points(n, signed=True)) == (plain, signed)


@given(st.integers())
def test_written_points_read_back_as_the_same_points(n):
    text = points(n)
    assert int(Decimal(text).scaleb(2)) == n or abs(n) > 10**25
    assert re.fullmatch(r"0|-?(0\.0[1-9]|0\.[1-9][0-9]?|[1-9][0-9]*(\.[0-9]?[1-9])?)", text)
    assert points(n, signed=True) == ("+" + text if n > 0 else text)


def test_a_day_is_written_with_its_weekday():
    assert day(date(2025, 9, 25)) == "2025年9月25日（周四）"
    assert day(date(2025, 9, 25), "en") == "Thu 25 Sep 2025"
    assert day(date(2024, 12, 1), "zh") == "2024年12月1日（周日）"
