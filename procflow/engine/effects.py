"""All that a step can ever bring about: drafted as data for the record first, carried out from that same data after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import bindparam, insert
from sqlalchemy.orm import Session

from procflow import canon, ledger, tasks
from procflow.access import organisation
from procflow.audit import Record
from procflow.db import Prepared
from procflow.engine import moves, registers
from procflow.engine.act import Act
from procflow.grammar import Adopt, Assign, CaseSeen, Effect, File, Notify, Post, Redate, Reverse, Seal, Start
from procflow.models import Notice
from procflow.regimes.rulebook import Rulebook
from procflow.vault import Sealing

NOTICE = Prepared(insert(Notice).values({name: bindparam(name) for name in (
    "event_hash", "effect_no", "unit", "case_id", "addressee", "sentence", "inputs", "recorded_at")}).inline())  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """An effect as the record will hold it, but for its texts, which go to the vault; and what said it."""

    data: dict[str, Any]
    said: Effect
    texts: Mapping[str, str] = field(default_factory=dict)


def draft(act: Act, said: Sequence[Effect], unit: str, rules: Rulebook) -> list[Draft]:
    """The complete data of each effect, in order: ids given, points clipped to their caps, numbers drawn."""
    entries = ledger.Drafts(act.session, unit, rules)
    found: list[Draft] = []
    for each in said:
        match each:
            case Post():
                found.append(Draft(entries.post(each, act.new_id()), each))
            case Reverse():
                found.extend(Draft(entry, each) for entry in entries.reverse(each, act.new_id(), act.new_id()))
            case File():
                found.append(Draft(registers.drafted(act, each, unit), each, each.texts))
            case Start():
                number = moves.number(act, act.table(each.procedure))
                found.append(Draft({"kind": "start", "case_id": act.new_id(), "no": number, "procedure": each.procedure}, each))
            case Seal():
                found.append(Draft({"kind": "seal", "period": each.period, **totals(act, unit, each.period)}, each))
            case Notify():
                found.append(Draft({"kind": "notify", "to": each.to, "sentence": each.sentence, "inputs": dict(each.inputs)}, each))
            case Assign() | Redate():
                found.append(Draft({"kind": type(each).__name__.lower(), **asdict(each)}, each))
            case Adopt():
                found.append(Draft({"kind": "adopt", **{name: getattr(each.rules, name) for name in ("id", "version", "sha256")}}, each))
    return found


def goes_on_under(drafts: Iterable[Draft], regime: str) -> str:
    """The hash of the rules that hold in the case from here on."""
    return next((each.said.rules.sha256 for each in drafts if isinstance(each.said, Adopt)), regime)


def totals(act: Act, unit: str, period: str) -> dict[str, Any]:
    """What a seal attests: how many entries count in the period, and their sum for each component."""
    sums = ledger.sums(act.session, unit, period)
    return {"entries": sum(row.entries for row in sums), "totals": [[row.component, row.points] for row in sums]}


def sealed(drafts: Iterable[Draft], sealing: Sealing) -> list[dict[str, Any]]:
    """The drafts as the record keeps them: each text behind its commitment, bound to its place."""
    return [
        {**each.data, "data": {**each.data["data"], **{name: sealing.put(f"effects_{number}_{name}", text, each.data["subject"])
                                                       for name, text in each.texts.items()}}} if each.texts else each.data
        for number, each in enumerate(drafts)
    ]  # fmt: skip


def carry_out(act: Act, effects: Sequence[Mapping[str, Any]], case: CaseSeen, record: Record) -> None:
    """Do what the record says, from what the record says; started cases begin after this, tasks are handed over beside it."""
    numbered = list(enumerate(effects))
    ledger.write(act.session, [each for each in numbered if each[1]["kind"] == "entry"], record.hash, act.at)
    for number, effect in numbered:
        match effect["kind"]:
            case "file":
                registers.file(act.session, effect, record.hash, number)
            case "seal":
                ledger.seal(act.session, case.unit, effect["period"], record.hash, number)
            case "notify":
                notify(act.session, effect, case, record, number, act.at)
            case "assign":
                tasks.assign(act.session, case.id, effect["desk"], effect["person"])
            case "redate":
                tasks.redate(act.session, case.id, effect["due"])
            case "adopt":
                moves.adopt(act.session, case.id, effect["sha256"])
    if any(effect["kind"] == "file" for effect in effects):  # what follows in this act sees the facts: once all of one record are there
        act.org = organisation(act.session, act.org.unit.unit_id)
    if any(effect.get("fact") == "adoption" for effect in effects):  # new rules concern whatever looks at which rules govern it
        act.touched |= dict.fromkeys(moves.looking_at_rules(act), record)


def notify(session: Session, effect: Mapping[str, Any], case: CaseSeen, record: Record, number: int, at: str) -> None:
    NOTICE.run(session, event_hash=record.hash, effect_no=number, unit=case.unit, case_id=case.id, addressee=effect["to"],
               sentence=effect["sentence"], inputs=canon.dumps(effect["inputs"]).decode(), recorded_at=at)  # fmt: skip
