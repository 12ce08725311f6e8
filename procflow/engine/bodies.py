"""The body of a record, put together: the hashed thing, complete (audit-ledger design, §5.1). It writes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from marshmallow import Schema

from procflow import __version__, canon
from procflow.db import Moment
from procflow.engine.act import Act
from procflow.errors import Refusal
from procflow.forms import Lines, Text
from procflow.grammar import ActorSeen, Asked, CaseSeen, Decision
from procflow.vault import Sealing

if TYPE_CHECKING:
    from procflow.engine.attempt import Attempt


class Actor(Protocol):
    """Whoever acts, and when, on which log."""

    @property
    def actor(self) -> str: ...
    @property
    def moment(self) -> Moment: ...
    @property
    def day(self) -> str: ...


APP = {"version": __version__}
OMITTED = frozenset({"entry_id", "fact_id", "task_id", "case_id", "no"})


def digest(attempt: Attempt, to: str, effects: Sequence[Mapping[str, Any]]) -> str:
    """What a preview shows and a commit must still mean: without ids, times, salts and texts."""
    shown = [{name: value for name, value in each.items() if name not in OMITTED} for each in effects]
    return canon.digest([attempt.table.key, attempt.step, attempt.case.state, to, shown])


def done(
    attempt: Attempt, decision: Decision, event: str, case: CaseSeen, effects: Sequence[Mapping[str, Any]], sealing: Sealing, shown: str
) -> dict[str, Any]:
    row = decision.fired
    form = coded(row.form, attempt.form, sealing, "form")
    body = common(attempt, event, decision.asked, sealing)
    return body | {
        "transition": row.name, "to": case.state, "period": case.period, "clause": row.clause, "outcome": "done", "refusal": None, "form": form,
        "actor": who(replace(attempt.actor, on_behalf_of=attempt.actor.lent.get(decision.role, ""))) | {
            "role": decision.role, "body": decision.role if decision.role in attempt.actor.bodies else None},
        "resolution": attempt.form.get("resolution") or None, "effects": list(effects), "preview": shown,
    }  # fmt: skip


def refused(attempt: Attempt, decision: Decision, event: str, sealing: Sealing) -> dict[str, Any]:
    """A refusal keeps its code, every reason with its inputs and sentence, and the form that was refused."""
    form = coded(attempt.schema, attempt.form, sealing, "form")
    return common(attempt, event, decision.asked, sealing) | {
        "transition": attempt.step[:60], "to": attempt.case.state, "clause": "", "outcome": "refused", "form": form,
        "refusal": {"code": decision.code, "reasons": [reason(each) for each in decision.refusals]}, "resolution": None, "effects": [], "preview": None,
    }  # fmt: skip


def common(attempt: Attempt, event: str, asked: Sequence[Asked], sealing: Sealing) -> dict[str, Any]:
    """What every record of a step says: which act, which case, under which table and rules, by whom and when."""
    act, case, rules = attempt.act, attempt.case, attempt.gathering.rules
    if not attempt.cause:
        sealing.put("request", request(act), act.command.actor)
    return bare(act, event, act.id, f"{case.procedure}.{attempt.step}"[:60], case.unit) | {
        "ordinal": act.next_ordinal(), "cause": attempt.cause and attempt.cause.event_id, "period": case.period, "subject": case.subject,
        "procedure": {"id": case.procedure, "edition": attempt.table.edition, "sha256": act.keep_edition(attempt.table, attempt.row.edition if attempt.row else "")},
        "regime": {"id": rules.id, "version": rules.version, "sha256": attempt.regime}, "from": case.state,
        "actor": who(attempt.actor), "guards": [guard(each) for each in asked],
        "attachments": [file for sha256 in attempt.files for file in act.attachment(sha256)],
    }  # fmt: skip


def bare(act: Actor, event: str, command: str, kind: str, unit: str) -> dict[str, Any]:
    """A record without a case: every field there, those of a step empty."""
    return {
        "event_id": event, "command_id": command, "ordinal": 0, "cause": None, "type": kind, "unit": unit, "period": None, "subject": None,
        "procedure": None, "regime": None, "transition": None, "from": None, "to": None, "actor": who(ActorSeen(act.actor)), "outcome": "done",
        "refusal": None, "clause": "", "occurred_on": act.day, "recorded_at": act.moment.at, "clock": act.moment.clock, "log": act.moment.log,
        "form": {}, "resolution": None, "guards": [], "effects": [], "attachments": [], "preview": None, "app": APP,
    }  # fmt: skip


def who(actor: ActorSeen) -> dict[str, Any]:
    return {
        "id": actor.person,
        "role": None,
        "body": None,
        "on_behalf_of": actor.on_behalf_of or None,
        "entered_for": actor.entered_for or None,
    }


def guard(asked: Asked) -> dict[str, Any]:
    return {
        "name": asked.name,
        "clause": asked.clause,
        "inputs": {name: shown(each) for name, each in asked.inputs.items()},
        "result": asked.ok,
    }


def reason(refusal: Refusal) -> dict[str, Any]:
    return {"code": refusal.code, "guard": refusal.guard, "clause": refusal.clause, "sentence": refusal.sentence,
            "inputs": {name: shown(each) for name, each in refusal.inputs.items()}}  # fmt: skip


def shown(value: object) -> Any:
    """Scalars as they are; a list as its length and digest."""
    if isinstance(value, (list, tuple, set, frozenset)):
        listed = sorted(str(each) for each in value)
        return {"count": len(listed), "digest": canon.digest(listed)}
    return value if isinstance(value, (str, int, bool)) or value is None else str(value)


def coded(schema: Schema | None, form: Mapping[str, Any], sealing: Sealing, at: str) -> dict[str, Any]:
    """The form as the record keeps it: coded fields as they are, each text behind a commitment bound to its place."""
    found = dict(form)
    for name, field in (schema.fields if schema else {}).items():
        value = found.get(name)
        if isinstance(field, Text) and value:
            found[name] = sealing.put(f"{at}_{name}", value)
        elif isinstance(field, Lines) and value:
            found[name] = [coded(field.schema(), line, sealing, f"{at}_{name}_{number}") for number, line in enumerate(value)]
    return found


def request(act: Act) -> str:
    """The content that a key stands for, as a digest; kept in the vault, so that a repeat can be told from a change."""
    command = act.command
    content = [command.case, command.procedure, command.unit, command.subject, command.period, command.step, command.form, command.files]
    return canon.sha256(json.dumps([*content, command.entered_for], sort_keys=True, default=str).encode())
