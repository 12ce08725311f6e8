"""What the body of a step looks like, one schema for each step of each table: nothing is written here that a table says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError

from procflow.dates import Period
from procflow.forms import Code, Form, Person, Several, Titled
from procflow.forms.described import json_schema
from procflow.grammar import AUTO, NEW, TIMER, Procedure, Step
from procflow.machines import tables
from procflow.shapes import Schemas
from procflow.shapes.records import REF


class Object(Titled):
    """A JSON object, handed on as it came."""

    described: ClassVar[Mapping[str, Any]] = {"type": "object"}

    def read(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("请填写表单")
        return value


class InPeriod(Code):
    """A month, a quarter, a half-year or a year."""

    described: ClassVar[Mapping[str, Any]] = {
        "type": "string", "pattern": r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$", "examples": ["2024-Q1"],
    }  # fmt: skip

    def read(self, value: Any) -> str:
        try:
            return str(Period.parse(super().read(value)))
        except ValueError:
            raise ValidationError("期间写法不对，例如 2024-Q1") from None


class StepAsked(Form):
    step = Code("步骤")
    form = Object("填写的内容", required=False)
    files = Several("附件（上传后得到的摘要）", required=False)
    entered_for = Person("代谁录入", required=False)
    preview = Code("预演给出的核对编号", required=False)


class CaseAsked(StepAsked):
    procedure = Code("程序")
    unit = Code("单位")
    subject = Code("关于谁", required=False)
    period = InPeriod("期间", required=False)


def taken(known: Schemas) -> dict[str, Any]:
    """The body of a step in a case: one of the steps that people take."""
    return {"anyOf": [variant(known, table, row, StepAsked) for table in tables().values() for row in by_people(table, begins=False)]}


def begun(known: Schemas) -> dict[str, Any]:
    """The body that begins a case."""
    return {"anyOf": [variant(known, table, row, CaseAsked) for table in tables().values() for row in by_people(table, begins=True)]}


def by_people(table: Procedure, *, begins: bool) -> Iterable[Step]:
    """The rows that people take; those of one name that ask for the same are one."""
    rows = [row for row in (*table.steps, *table.common) if (NEW in row.sources) is begins and not {AUTO, TIMER} & set(row.named)]
    return {(row.name, row.asks): row for row in rows}.values()


def variant(known: Schemas, table: Procedure, row: Step, asked: type[Form]) -> dict[str, Any]:
    """A reference to the body of this row: the frame with its step, and the form that it asks for."""
    common = row in table.common
    name = ".".join(filter(None, ("" if common else table.key, row.name, row.asks.__name__ if row.asks else "")))
    if name not in known:
        frame = json_schema(asked)
        frame["properties"] |= {"step": {"const": row.name}, "form": {"type": "object", "maxProperties": 0}}
        if "procedure" in frame["properties"]:
            frame["properties"]["procedure"] = {"const": table.key}
        if row.asks:
            frame["properties"]["form"] = form(known, row.asks)
            frame["required"] = [*frame["required"], "form"]
        known[name] = frame | {"title": row.title}
    return {"$ref": REF + name}


def form(known: Schemas, asks: Any) -> dict[str, Any]:
    """A reference to a form, which several steps may ask for."""
    name = f"form.{asks.__module__.rpartition('.')[2]}.{asks.__name__}"
    known.setdefault(name, json_schema(asks))
    return {"$ref": REF + name}
