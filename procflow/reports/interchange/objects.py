"""A log as OCEL 2.0 JSON: cases, people, the unit and ledger lines are objects, each record an event that touches several. It reads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from procflow.reports.interchange.gathered import Happened, History, Log

BEGAN = "1970-01-01T00:00:00Z"  # what an object is from the first
CASE = ("subject", "period", "state", "edition", "regime")
EVENT = ("title", "occurred_on", "role", "from", "to", "clause", "hash")
LINE = (("component", "string"), ("item", "string"), ("points", "integer"), ("counts_in", "string"), ("rule", "string"))


def ocel(log: Log) -> bytes:
    """The document, UTF-8; times in UTC, points in hundredths. An object is told once, whatever number of events touches it."""
    objects = {each["id"]: each for each in things(log)}
    events = [event(log, case, each) for case in log.cases for each in case.events]
    kinds = sorted({case.procedure for case in log.cases})
    types = [kind(name, [(each, "string") for each in CASE]) for name in kinds]
    types += [kind("person", [("name", "string")] if log.names else []), kind("unit", []), kind("ledger_entry", LINE)]
    used = {each["type"] for each in objects.values()}
    acts = sorted({each["type"] for each in events})
    made = {
        "objectTypes": [each for each in types if each["name"] in used],
        "eventTypes": [kind(name, [(each, "string") for each in EVENT]) for name in acts],
        "objects": list(objects.values()),
        "events": events,
    }
    return json.dumps(made, ensure_ascii=False, indent=1).encode()


def kind(name: str, attributes: Any) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": each, "type": said} for each, said in attributes]}


def things(log: Log) -> Iterator[dict[str, Any]]:
    yield thing(unit(log), "unit", {})
    for case in log.cases:
        said = {name: getattr(case, name) for name in CASE}
        yield thing(f"case:{case.no}", case.procedure, said, [(f"case:{no}", kind) for no, kind in case.links])
        if case.subject != log.unit:
            yield person(log, case.subject)
        for each in case.events:
            yield person(log, each.by)
            for entry in each.entries:
                yield person(log, str(entry["member_id"]))
                line = {name: entry[name] if said == "integer" else str(entry[name]) for name, said in LINE}
                yield thing(f"entry:{entry['entry_id']}", "ledger_entry", line, [(f"person:{entry['member_id']}", "of")])


def person(log: Log, ident: str) -> dict[str, Any]:
    return thing(f"person:{ident}", "person", {"name": log.names[ident]} if ident in log.names else {})


def unit(log: Log) -> str:
    return f"unit:{log.unit}"


def thing(ident: str, kind: str, said: dict[str, Any], related: Any = ()) -> dict[str, Any]:
    return {"id": ident, "type": kind, "attributes": [{"name": name, "time": BEGAN, "value": value} for name, value in said.items()],
            "relationships": [{"objectId": other, "qualifier": how} for other, how in related]}  # fmt: skip


def event(log: Log, case: History, of: Happened) -> dict[str, Any]:
    said = {"title": of.title, "occurred_on": of.on, "role": of.role, "from": of.source, "to": of.to, "clause": of.clause, "hash": of.hash}
    touches = [(f"case:{case.no}", "case"), (f"person:{of.by}", "by"), (unit(log), "unit")]
    touches += [(f"person:{case.subject}", "about")] if case.subject != log.unit else []
    touches += [(f"entry:{each['entry_id']}", "posted") for each in of.entries]
    touches += [(f"person:{member}", "of") for member in dict.fromkeys(str(each["member_id"]) for each in of.entries)]
    return {"id": of.id, "type": f"{case.procedure}.{of.step}", "time": of.at, "attributes": [{"name": name, "value": value} for name, value in said.items()],
            "relationships": [{"objectId": other, "qualifier": how} for other, how in touches]}  # fmt: skip
