"""The same key twice: done once. A repeat finds the first record; the same key with other content is refused, on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procflow import audit, vault
from procflow.audit import Record
from procflow.engine import bodies
from procflow.engine.act import Act
from procflow.errors import Refusal
from procflow.vault import Sealing

OTHER = "同一请求号，内容不同：原来的请求已经办理，没有再办一次"


def find(act: Act) -> Record | None:
    """The record of this command, if it was given before; a refusal if its content was another."""
    first = audit.find(act.session, act.id)
    if first is None:
        return None
    given = bodies.request(act)
    commitment = first.body["pii"].get("request", "")
    if vault.read(act.session, [commitment]).get(commitment) == given:
        return first
    command = audit.command_id(act.command.actor, act.command.key, given)
    return audit.find(act.session, command) or refuse(act, command)


def refuse(act: Act, command: str) -> Record:
    """KEY_REUSED, on the chain of the person who asked."""
    event = act.new_id()
    sealing = Sealing(event, act.command.actor)
    sealing.put("request", bodies.request(act))
    fields = bodies.bare(act, event, command, f"{act.command.procedure or 'case'}.{act.command.step}"[:60], act.org.unit.unit_id)
    refusal = {"code": "KEY_REUSED", "reasons": [bodies.reason(Refusal("KEY_REUSED", OTHER))]}
    return audit.append(
        act.session, audit.stream(act.session, f"person/{act.command.actor}"), fields | {"outcome": "refused", "refusal": refusal}, sealing
    )


def refusals(record: Record) -> list[Refusal]:
    """The refusals that a record tells, as they were told."""
    reasons: list[Mapping[str, Any]] = record.body["refusal"]["reasons"]
    return [Refusal(each["code"], each["sentence"], each["inputs"], each["guard"], each["clause"]) for each in reasons]
