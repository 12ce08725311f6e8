"""verify.py, put together from its parts: one file that needs Python's standard library alone. It changes no line of them but their imports."""

from __future__ import annotations

import ast
from functools import cache
from importlib.resources import files

PARTS = ("refusing", "canonical", "trees", "curve", "signed", "reasons", "sentences", "opened", "chained", "replayed", "disclosed", "headed", "scored", "anchored",
         "checking", "running")  # fmt: skip
HEAD = '''#!/usr/bin/env python3
"""Checks a procflow bundle (procflow-bundle/1) with nothing but Python 3.9 or newer: python3 -I -S verify.py BUNDLE.zip

核对 procflow 证据包，只需要 Python 3.9 或更新的版本，不联网，不用 procflow。
"""

from __future__ import annotations
'''
FOOT = '\n\nif __name__ == "__main__":\n    sys.exit(main())\n'
OWN = "procflow."


@cache
def verifier() -> bytes:
    """The same bytes for the same version of the product."""
    sources = [files(f"{__package__}.offline").joinpath(f"{name}.py").read_text(encoding="utf-8") for name in PARTS]
    imports = sorted({line for source in sources for line in imported(source)}, key=lambda line: (line.startswith("from"), line))
    bodies = [f"# {'-' * 20} {name}\n\n{rest(source)}" for name, source in zip(PARTS, sources, strict=True)]
    return "\n".join([HEAD, *imports, "", "", "\n\n".join(bodies) + FOOT]).encode()


def imported(source: str) -> list[str]:
    """What a part takes from the standard library, a name a line."""
    found = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import):
            found += [f"import {each.name}" for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__" and not str(node.module).startswith(OWN):
            found += [f"from {node.module} import {each.name}" for each in node.names]
    return found


def rest(source: str) -> str:
    """A part behind its imports; its first sentence stays as a comment."""
    tree = ast.parse(source)
    last = max(
        node.end_lineno or 0 for node in tree.body[:1] + [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    )
    said = (ast.get_docstring(tree) or "").splitlines()
    return "\n".join([*(f"# {line}" for line in said), *source.splitlines()[last:]]).rstrip() + "\n"
