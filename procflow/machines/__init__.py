"""The procedures, one file each; every module here that has a `table()` is found, and nothing is registered by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from procflow import desk
from procflow.grammar import Procedure


@cache
def tables() -> dict[str, Procedure]:
    """Every procedure by its key. Called after import, so that a table may name what its file defines below it."""
    found = [replace(import_module(f"{__name__}.{module.name}").table(), common=desk.STEPS) for module in iter_modules(__path__)]
    return {table.key: table for table in sorted(found, key=lambda table: table.key)}
