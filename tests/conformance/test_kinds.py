"""What the report says: every kind defined and documented, every sentence in both languages, and nothing of the engine asked."""

import ast
import re
from pathlib import Path

from procflow.conformance import KINDS, SEVERITIES
from procflow.wording import missing

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "procflow" / "conformance"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_sentence_has_its_english():
    said = (node.value for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value))  # fmt: skip
    assert missing(said) == []


def test_every_kind_is_defined_with_a_clause_and_stands_in_the_documentation():
    page = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        assert kind.severity in SEVERITIES
        assert kind.clause
        assert f"`{name}` {kind.title}" in page, name
