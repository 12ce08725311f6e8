"""Which tests cite which clause, by a scan of a folder of tests: docstrings, names and comments count, data does not. It runs no test."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

CITED = re.compile(r"(?<![\w.-])([TB])([1-9]\d?)(?:[–-]\1?([1-9]\d?))?(?![\w-])")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def cited(folder: Path) -> dict[str, list[str]]:
    """The files of tests, by the clauses that they cite, as paths below the folder."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        for clause in sorted(clauses(" ".join(said(path.read_text(encoding="utf-8"))))):
            found.setdefault(clause, []).append(path.relative_to(folder).as_posix())
    return {clause: found[clause] for clause in sorted(found, key=order)}


def clauses(text: str) -> set[str]:
    """The clauses named, B13–B15 being three."""
    return {f"{series}{n}" for series, first, last in CITED.findall(text) for n in range(int(first), int(last or first) + 1)}


def said(source: str) -> Iterator[str]:
    """What is said to a reader: docstrings, names of tests, comments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, DOCUMENTED):
            yield ast.get_docstring(node) or ""
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield node.name.replace("_", " ").upper()  # as a name cites: _b4
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def order(clause: str) -> tuple[bool, int]:
    """The township's clauses first, each series by number."""
    return clause[0] != "T", int(clause[1:])
