"""docs/security.md names tests that exist, one to a line, and says its gaps."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line.split("|") for line in TEXT.splitlines() if re.match(r"\| (V?\d)", line)]


def test_every_line_has_requirement_means_and_test():
    assert len(ROWS) >= 40
    assert [row for row in ROWS if len(row) != 6 or not all(cell.strip() for cell in row[1:5])] == []
    assert "## Gaps" in TEXT


@pytest.mark.parametrize("named", [row[4].strip().strip("`") for row in ROWS])
def test_the_test_that_is_named_exists(named):
    path, _, name = named.partition("::")
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
