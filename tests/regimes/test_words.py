"""Every Chinese word that a regime file or a check can show has its English."""

import ast
import re
from pathlib import Path

import pytest

from procflow import regimes
from procflow.regimes.check import check
from procflow.regimes.rulebook import bundled, load
from procflow.wording import missing
from tests.regimes.examples import TOWNSHIP

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPOKEN_BY_SOURCES = {"phrases", "editors", "reference"}  # words of sources, patterns and examples: read, never shown to a clerk
MODULES = [path for path in sorted(Path(regimes.__file__).parent.glob("*.py")) if path.stem not in SPOKEN_BY_SOURCES]


def words(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for below in value.values() for word in words(below)]
    if isinstance(value, list | tuple):
        return [word for below in value for word in words(below)]
    return [value] if isinstance(value, str) and CHINESE.search(value) else []


@pytest.mark.parametrize("regime", bundled())
def test_every_title_label_and_note_of_a_regime_has_english(regime):
    found = words(load(regime)._tree)
    assert found
    assert missing(found) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_sentence_of_the_checks_has_english(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    described = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
    }
    sentences = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert missing(words([sentence for sentence in sentences if sentence not in described])) == []


def test_a_finding_is_told_whole_in_both_languages():
    for finding in check(TOWNSHIP, 2):
        assert not re.search(r"[{}]", finding.text() + finding.text("en"))
        assert CHINESE.search(finding.text())
        assert not CHINESE.search(finding.text("en"))
