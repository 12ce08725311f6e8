"""Every row of the policies A1–A67 has its default in the rules, as the row names it, and a test that shows what it does."""

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

from procflow import canon
from procflow.regimes.rulebook import from_canonical, load

TESTS = Path(__file__).parent.parent
ROWS = yaml.safe_load((TESTS / "data" / "policies.yaml").read_text(encoding="utf-8"))
FILES = {"T": load("township_star"), "B": load("bureau_quarterly")}


@cache
def known_in(path):
    return {node.name for node in ast.parse((TESTS / path).read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def test_there_is_a_row_for_each_policy():
    assert list(ROWS) == [f"A{n}" for n in range(1, 68)]


@pytest.mark.parametrize("name", ROWS)
def test_the_default_stands_in_the_rules_or_something_else_carries_the_row(name):
    row = ROWS[name]
    given = [(regime, path, value) for regime in FILES for path, value in row.get(regime, {}).items()]
    assert bool(given) != ("by" in row)
    found = [(regime, path, as_list(FILES[regime].value(path))) for regime, path, _ in given]
    assert found == given


@pytest.mark.parametrize("name", ROWS)
def test_the_tests_that_show_it_are_there(name):
    named = [test.split("::") for test in ROWS[name]["tests"]]
    assert named
    assert [test for path, test in named if test not in known_in(path)] == []


def test_rules_filed_before_a_parameter_was_known_have_what_holds_without_it_and_keep_their_hash():
    older = canon.loads(FILES["T"].canonical)
    del older["deadlines"], older["quota"]["probationary"]
    found = from_canonical(canon.dumps(older))
    assert (found.value("deadlines.on_holiday"), found.value("quota.probationary")) == ("as_is", "eligible")
    assert found.canonical == canon.dumps(older)
    assert len(found.policies()) == len(FILES["T"].policies())


def as_list(value):
    return list(value) if isinstance(value, tuple) else value
