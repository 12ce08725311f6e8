"""Whether a request that the document does not allow was still understood rightly: read by its form and written again it is what the document says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator
from marshmallow import ValidationError

from procflow.filing import KINDS
from procflow.forms import Form
from procflow.forms.described import json_schema, written
from procflow.machines import tables
from procflow.web.api import operations

OPERATIONS = {each.name: each for each in operations()}


def understood(case: Any) -> bool:
    """For what stands in a query or a body; whatever is wrong elsewhere is no spelling."""
    from schemathesis.core.parameters import ParameterLocation

    wrong = {place for place, part in case.meta.components.items() if part.mode.is_negative}
    of = OPERATIONS[case.operation.definition.raw["operationId"]]
    if of.asks is None or not wrong <= {ParameterLocation.QUERY, ParameterLocation.BODY}:
        return False
    given = case.query if of.method == "GET" or of.raw else case.body
    try:
        given = json.loads(json.dumps(given))
    except (TypeError, ValueError):
        return False
    return isinstance(given, dict) and fits(of.asks, given) and inner(given)


def inner(given: dict[str, Any]) -> bool:
    """Whether some form that this body may carry reads what it carries."""
    return "form" not in given or any(fits(asks, given["form"] or {}) for asks in forms(given))


def of_another(given: Any) -> bool:
    """Whether some step of this name asks for something else: whose form is meant depends on the case and on who acts."""
    return isinstance(given, dict) and not all(fits(asks, given.get("form") or {}) for asks in forms(given))


def forms(given: dict[str, Any]) -> Iterator[Any]:
    """The forms of all rows that the body may mean, the empty one for a row that asks for nothing."""
    kind, name, key = (str(given.get(each, "")).strip() for each in ("kind", "step", "procedure"))
    if kind in KINDS:
        yield KINDS[kind].form
    rows = (row for table in tables().values() if key in ("", table.key) for row in (*table.steps, *table.common) if row.name == name)
    yield from {row.asks or Form for row in rows}


def fits(asks: Any, given: Any) -> bool:
    try:
        read = written(asks, asks().load(given))
    except ValidationError:
        return False
    return Draft202012Validator(json_schema(asks)).is_valid(read)
