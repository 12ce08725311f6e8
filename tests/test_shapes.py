"""What the read door answers, as plain data: points as text, titles in words, back to the same thing, and as its own schema says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from procflow import shapes
from procflow.forms import Form, Lines, Points, Text
from procflow.grammar import Procedure
from procflow.shapes import Description
from procflow.shapes import Points as Hundredths


class Claim(Form):
    points = Points("分值")
    reason = Text("理由")


class Sheet(Form):
    lines = Lines("各行", Claim)


@dataclass(frozen=True, slots=True)
class Who:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed, and the deeds that follow from it."""

    who: Who | None
    points: Hundredths
    open: Hundredths | None
    trend: tuple[tuple[str, Hundredths], ...]
    roles: frozenset[str]
    counts: Mapping[str, int]
    follows: tuple["Deed", ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taken:
    asks: type[Form] | None
    form: Mapping[str, Any]
    table: Procedure | None = None


@dataclass(frozen=True)
class Reason:
    sentence: str
    inputs: Mapping[str, Any]


WHO = st.builds(Who, st.text(), st.just("党员"))
HUNDREDTHS = st.integers(-(10**7), 10**7)
DEEDS = st.recursive(
    st.builds(Deed, st.none() | WHO, HUNDREDTHS, st.none() | HUNDREDTHS, st.lists(st.tuples(st.text(), HUNDREDTHS), max_size=3).map(tuple),
              st.frozensets(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(), max_size=3)),
    lambda inner: st.builds(Deed, st.none(), HUNDREDTHS, st.none(), st.just(()), st.just(frozenset()), st.just({}), st.lists(inner, max_size=2).map(tuple)),
    max_leaves=4,
)  # fmt: skip


@given(DEEDS)
def test_a_value_comes_back_as_it_was_and_is_what_its_schema_says(deed):
    known = shapes.Schemas()
    schema = shapes.schema(Deed, known) | {"components": {"schemas": known}}
    data = shapes.dump(deed)
    Draft202012Validator(schema).validate(data)
    assert shapes.load(Deed, data) == deed


def test_points_are_text_with_two_decimals():
    deed = Deed(None, -5, 25_50, (("2024-Q1", 0),), frozenset(), {})
    assert {name: shapes.dump(deed)[name] for name in ("points", "open", "trend")} == {
        "points": "-0.05",
        "open": "25.50",
        "trend": [["2024-Q1", "0.00"]],
    }


def test_a_title_is_said_in_the_readers_language_and_a_name_is_not():
    assert shapes.dump(Who("党员", "党员"), "en") == {"id": "党员", "title": "member"}


def test_the_titles_of_a_described_form_are_said_and_its_names_are_not():
    described = {"title": "党员", "properties": {"title": {"title": "党员", "enum": ["党员"]}}, "required": ["title"]}
    assert shapes.shape(Description).dump(described, "en") == {
        "title": "member",
        "properties": {"title": {"title": "member", "enum": ["党员"]}},
        "required": ["title"],
    }


def test_a_sentence_is_filled():
    assert shapes.dump(Reason("到会 {present} 人，还差 {missing} 人", {"present": 3, "missing": 2}))["sentence"] == "到会 3 人，还差 2 人"


def test_a_form_is_written_as_its_schema_would_read_it_again():
    asked = {"lines": [{"points": "2.50", "reason": "好"}]}
    taken = Taken(Sheet, Sheet().load(asked))
    assert taken.form["lines"][0]["points"] == 250
    assert shapes.dump(taken) == {"form": asked}


def test_what_is_no_plain_data_is_left_out_and_comes_back_as_nothing():
    assert shapes.load(Taken, shapes.dump(Taken(None, {"a": 1}))) == Taken(None, {"a": 1}, None)


@pytest.mark.parametrize("kind", [Procedure, type[Form], complex])
def test_a_kind_that_is_no_plain_data_is_told(kind):
    with pytest.raises(TypeError):
        shapes.shape(kind)


def test_two_classes_of_one_name_cannot_be_told_apart():
    known, other = shapes.Schemas(), dataclass(type("Who", (), {"__annotations__": {"id": str}}))
    shapes.schema(Who, known)
    with pytest.raises(TypeError, match="one name"):
        shapes.schema(other, known)
