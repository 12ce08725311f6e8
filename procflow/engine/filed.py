"""A dated fact as it is handed in, and as its kind reads it. It asks nobody and writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import ValidationError

from procflow import canon
from procflow.access import FOREVER
from procflow.access.supposing import before
from procflow.engine.attempt import flat
from procflow.errors import Invalid
from procflow.filing import BODY_TITLES, KINDS
from procflow.forms import Code, Day, Form, Text
from procflow.grammar import SYSTEM
from procflow.regimes.rated import MEMBERS
from procflow.regimes.rulebook import Rulebook
from procflow.vault import Sealing

CODE, DAY = Code(""), Day("")
WITHDRAWN = ("role", "deputy", "membership", "scope")  # such a fact may end the day before it began: then it never stood


@dataclass(frozen=True, slots=True)
class Filing:
    """A dated fact as it is handed in; `rules` come with an adoption."""

    actor: str
    key: str
    unit: str
    kind: str
    subject: str
    form: Mapping[str, Any]
    since: str = ""
    until: str = ""
    rules: Rulebook | None = None


def read(filing: Filing, day: str) -> tuple[Mapping[str, Any], str, str]:
    """The form as its kind reads it, with the days from and until which the fact stands. Raises Invalid."""
    errors: dict[str, list[str]] = {}
    form: Mapping[str, Any] = {}
    try:
        form = asked(filing.kind).load(filing.form)
    except ValidationError as problem:
        errors |= flat(problem.messages)
    days = {"since": day, "until": FOREVER}
    for name, field, value in (("subject", CODE, filing.subject), ("unit", CODE, filing.unit), *(
        (name, DAY, getattr(filing, name) or days[name]) for name in days)):  # fmt: skip
        try:
            days[name] = field.read(value)
        except ValidationError as problem:
            errors |= flat(problem.messages, name)
    if not errors and days["until"] < days["since"] and not (filing.kind in WITHDRAWN and days["until"] == before(days["since"])):
        errors["until"] = ["截止日期早于开始日期"]
    if filing.subject == SYSTEM or (filing.kind == "body" and filing.subject not in BODY_TITLES):
        errors["subject"] = ["这个编号不能用"]
    if filing.rules is None and filing.kind == "adoption":
        errors["sha256"] = ["请一并提供细则文件"]
    if errors:
        raise Invalid(errors)
    return form, days["since"], days["until"]


def fact(filing: Filing, form: Mapping[str, Any], sealing: Sealing, fact_id: str, number: int = 0) -> dict[str, Any]:
    """The fact as its record holds it, the `number`-th of its effects."""
    texts = {name for name, field_ in asked(filing.kind).fields.items() if isinstance(field_, Text)}
    data = {name: sealing.put(f"effects_{number}_{name}", value, filing.subject) if name in texts and value else value
            for name, value in form.items()}  # fmt: skip
    if filing.rules and (filing.rules.value("scope.enrollment") == "automatic" or filing.rules.value("scope.unenrolled") == "enrolled"):
        data["automatic"] = [kind for kind in filing.rules.value("scope.kinds") if kind in (*MEMBERS, "in_service")]
    return {"kind": "file", "fact_id": fact_id, "fact": filing.kind, "unit": filing.unit, "subject": filing.subject, "data": data}


@cache
def asked(kind: str) -> Form:
    """The form of a kind, made once for all: a schema holds no state of a load."""
    return KINDS[kind].form()


def content(filing: Filing) -> str:
    """What a key stands for, as it came: nothing of it has been read yet, so it is written in ASCII."""
    return canon.digest([filing.kind, filing.unit, filing.subject, filing.since, filing.until, ascii(sorted(filing.form.items(), key=str))])
