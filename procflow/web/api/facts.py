"""Dated facts for programs: a meeting called, a resolution entered, a receipt filed. Who may file what is the write door's to say."""

from __future__ import annotations

from typing import Any

from procflow.access import organisation
from procflow.engine import enter, weighing
from procflow.engine.noted import Filing
from procflow.errors import Invalid, NotFound
from procflow.filing import BODY_TITLES, KINDS
from procflow.forms import Code, Day, Form, Sentence, Text
from procflow.forms.described import json_schema
from procflow.queries.done import Filed, filed
from procflow.regimes import rulebook
from procflow.regimes.rulebook import RegimeError, Rulebook
from procflow.shapes import Schemas
from procflow.shapes.records import REF
from procflow.web.api.operations import Ask, Operation
from procflow.web.api.steps import Object

MOST_RULES = 2**20


def operations() -> tuple[Operation, ...]:
    return (
        Operation("POST", "/units/<unit>/facts", "enter", "登记一项资料：会议、决议、回执、人员、职务等", file, Filed, FactAsked, 201, keyed=True, refusable=True,
                  part="facts", bodies=bodies),
    )  # fmt: skip


class FactAsked(Form):
    kind = Code("类别")
    subject = Code("编号")
    form = Object("填写的内容")
    since = Day("起始日期", required=False)
    until = Day("截止日期", required=False)
    rules = Text("细则：自带细则的名称，或细则文件全文", required=False, most=MOST_RULES)


def file(ask: Ask) -> Filed:
    given = ask.given
    if given["kind"] not in KINDS:
        raise NotFound("没有这类资料")
    filing = Filing(ask.actor, ask.key, ask.path["unit"], given["kind"], given["subject"], given["form"], given["since"] or "", given["until"] or "",
                    rules(given["rules"]))  # fmt: skip
    org = None if filing.kind == "unit" else organisation(ask.reading, filing.unit)
    record = enter(ask.writing, filing)
    return filed(record, weighing(org, filing, record, ask.day.isoformat()))


def rules(text: str | None) -> Rulebook | None:
    """The rules that an adoption adopts. Raises Invalid with each flaw, by its line."""
    if not text:
        return None
    try:
        return rulebook.load(text) if text in rulebook.bundled() else rulebook.read(text, "rules")
    except RegimeError as problem:
        raise Invalid({f"rules:{flaw.line}": [Sentence(flaw.sentence, **flaw.inputs)] for flaw in problem.errors}) from None


def bodies(known: Schemas) -> dict[str, Any]:
    """One schema for each kind of fact."""
    found = []
    for name, kind in KINDS.items():
        frame = json_schema(FactAsked)
        frame["properties"] |= {"kind": {"const": name}, "form": json_schema(kind.form)}
        if name == "body":
            frame["properties"]["subject"] |= {"enum": list(BODY_TITLES)}
        if name == "adoption":
            frame["properties"]["rules"] |= {"type": "string"}
            frame["required"] = [*frame["required"], "rules"]
        known[f"fact.{name}"] = frame | {"title": kind.title}
        found.append({"$ref": f"{REF}fact.{name}"})
    return {"anyOf": found}
