"""Procedures of a test's own, beside those that there are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from procflow import desk, machines
from procflow.grammar import Procedure

READERS = ("procflow.machines", "procflow.engine.act", "procflow.facts.cases", "procflow.facts.quarter")


@pytest.fixture
def with_table(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call it with tables: from then on they are procedures like any other."""

    def add(*tables: Procedure) -> None:
        known = {**machines.tables(), **{each.key: replace(each, common=desk.STEPS) for each in tables}}
        for module in READERS:
            monkeypatch.setattr(f"{module}.tables", lambda: known)

    return add
