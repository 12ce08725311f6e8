"""The JSON Schema of a regime file, made from the schema's own table, for editors to complete and underline; it checks nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from procflow.regimes.schema import LEFT_OUT, ROLES
from procflow.regimes.shapes import Head, Leaf, Rows, Shape, shape
from procflow.regimes.sorts import CLAUSE, CODE, FRACTION, MONTHDAY, SPAN, is_list
from procflow.regimes.titles import title

Schema = dict[str, Any]
PAGES = Path(__file__).parent / "pages"
NUMBER = ["number", "string"]
KINDS: Mapping[str, Schema] = {
    "clause": {"type": "string", "pattern": f"^({CLAUSE.pattern})$"},
    "code": {"type": "string", "pattern": f"^{CODE.pattern}$"},
    "day": {"type": NUMBER, "minimum": 1, "maximum": 31, "pattern": r"^([12]?[1-9]|[123]0|31)$"},
    "factor": {"type": NUMBER, "exclusiveMinimum": 0, "pattern": r"^\d+(\.\d{1,2})?$"},
    "flag": {"enum": ["yes", "no"]},
    "int": {"type": NUMBER, "minimum": 0, "pattern": r"^\d{1,6}$"},
    "monthday": {"type": "string", "pattern": f"^({MONTHDAY.pattern})$"},
    "months": {"type": NUMBER, "minimum": 0, "pattern": r"^\d{1,6}$"},
    "points": {"type": NUMBER, "pattern": r"^-?\d+(\.\d{1,2})?$"},
    "ratio": {"type": "string", "pattern": r"^[1-9]\d?/[1-9]\d?$"},
    "role": {"enum": sorted(ROLES)},
    "share": {"type": NUMBER, "minimum": 0, "maximum": 1, "pattern": rf"^(0(\.\d{{1,4}})?|1(\.0{{1,4}})?|{FRACTION.pattern})$"},
    "span": {"type": "string", "pattern": f"^({SPAN.pattern})$"},
    "tests": {"type": "string", "pattern": r"^((score|base|bonus|deduction_sum|appraisal|task) (>=|<=|>|<) -?\d+(\.\d{1,2})?|.*\d分.*)$"},
    "text": {"type": NUMBER, "minLength": 1},
    "word": {"type": "string", "pattern": f"^{CODE.pattern}$"},
}
CLAUSE_REF = {"$ref": "#/$defs/clause"}
BIND = {"enum": ["H", "S"], "description": "H hard: later is refused; S soft: later is done and reported"}
PLURAL = {"roles": "role", "texts": "text", "tests": "tests", "range": "points"}


def schema() -> Schema:
    """The whole schema, each property with its title and meaning."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "procflow-regime/1",
        **branch(shape(), "", meanings()),
        "$defs": {**KINDS, "clauses": {"anyOf": [CLAUSE_REF, {"type": "array", "items": CLAUSE_REF, "minItems": 1}]}, "bind": BIND},
    }


@cache
def meanings() -> Mapping[str, str]:
    """What each path and column means, in English."""
    return cast("Mapping[str, str]", yaml.safe_load((PAGES / "meanings.yaml").read_text(encoding="utf-8")))


def branch(parts: Mapping[str, Shape], path: str, meaning: Mapping[str, str]) -> Schema:
    below = {key: f"{path}.{key}".lstrip(".") for key in parts}
    return {
        "type": "object",
        "properties": {key: part(each, below[key], meaning) for key, each in parts.items()},
        "required": [key for key, each in parts.items() if needed(each)],
        "additionalProperties": False,
    }


def needed(of: Shape) -> bool:
    return any(needed(each) for each in of.values()) if isinstance(of, Mapping) else of.left_out is None


def part(of: Shape, path: str, meaning: Mapping[str, str]) -> Schema:
    if isinstance(of, Mapping):
        return branch(of, path, meaning)
    told: Schema = {"title": title(path), "description": meaning.get(path, "")}
    match of:
        case Head():
            return {**told, **value(of.sort)}
        case Leaf():
            bound = {"bind": ref("bind")} if of.sort.endswith("!") else {}
            says = {"is": value(of.sort.rstrip("!")), "by": ref("clauses"), "note": ref("text"), **bound}
            return {**told, "type": "object", "properties": says, "required": ["is", "by"], "additionalProperties": False}
        case Rows():
            columns = {
                key: {"description": meaning.get(f"{path}.{key}", ""), **value(sort.rstrip("~"))} for key, sort in of.columns.items()
            }
            row = {"type": "object", "properties": {**columns, "by": ref("clauses")}, "additionalProperties": False,
                   "required": [*(key for key, sort in of.columns.items() if not sort.endswith("~")), "by"]}  # fmt: skip
            return {**told, "type": "array", "items": row}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def value(sort: str) -> Schema:
    """One value of a sort; `none` where the sort lets it be."""
    plain, many = sort.rstrip("?"), is_list(sort)
    word, _, choices = plain.partition(" ")
    one: Schema = {"enum": choices.split()} if choices else ref(PLURAL.get(word, word))
    found: Schema = {"type": "array", "items": one, **({"minItems": 2, "maxItems": 2} if word == "range" else {})} if many else one
    return {"anyOf": [{"const": "none"}, found]} if sort.endswith("?") else found


def optional(path: str) -> str | None:
    """What holds where a file leaves a path out; None where it may not."""
    return LEFT_OUT.get(path)
