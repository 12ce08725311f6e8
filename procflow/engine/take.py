"""One step, carried out: draft what follows, write the record, move the case, hand over the task. It commits nothing."""

from __future__ import annotations

from procflow import audit, tasks
from procflow.audit import Record
from procflow.engine import bodies, effects, moves, registers
from procflow.engine.act import Act
from procflow.engine.attempt import Attempt, asked, opened
from procflow.errors import Refusal, Refused
from procflow.grammar import SYSTEM, Decision, Facts, Start
from procflow.vault import Sealing

CHANGED = "核对之后情况有变化，将要发生的事已经不同，请重新核对"
KNOTTED = "后续步骤互相牵连，无法确定结果：{steps}。请联系系统管理员"


def take(act: Act) -> Record:
    """The step that the command asks for: one record, done or refused, and the cases that it started."""
    attempt = asked(act)
    facts, decision = attempt.decide()
    if decision.refusals and act.actor == SYSTEM:
        raise Refused(decision.refusals)  # a timer row that does not hold is no attempt: nothing is on record, it may hold later
    return refused(attempt, decision) if decision.refusals else carry(attempt, facts, decision)


def carry(attempt: Attempt, facts: Facts, decision: Decision) -> Record:
    """Everything that a step which fires leaves behind."""
    act, before = attempt.act, attempt.case
    event, case_id, no = act.new_id(), before.id or act.new_id(), before.no or moves.number(act, attempt.table)
    drafts = effects.draft(act, decision.effects, before.unit, attempt.gathering.rules)
    case, after = attempt.after(decision.fired, event, case_id, no, effects.goes_on_under(drafts, attempt.regime))
    moved = case.state != before.state or decision.fired.hands_on
    due = tasks.draft(attempt.table.by_name[case.state], after, act.new_id) if moved else []
    shown = bodies.digest(attempt, case.state, [*(each.data for each in drafts), *due])
    if attempt.preview and attempt.preview != shown:
        raise Undone(Refusal("STALE_VERSION", CHANGED))
    sealing = Sealing(event, before.subject)
    written = [*effects.sealed(drafts, sealing), *due]
    body = bodies.done(attempt, decision, event, case, written, sealing, shown)
    record = audit.append(act.session, moves.link(attempt, case_id), body, sealing)
    moves.move(attempt, case, record)
    if moved:
        tasks.hand_over(act.session, case, due, act.at)
    registers.keep_rules(act.session, (each.said for each in drafts))
    effects.carry_out(act, written, case, record)
    act.touched[case_id] = record
    moves.tie_named(attempt, decision.fired, case_id)
    started = [begin(attempt, each.said, each.data, record) for each in drafts if isinstance(each.said, Start)]
    return Record(record.body, record.hash, tuple(started))


def begin(parent: Attempt, said: Start, identity: dict[str, str], cause: Record) -> Record:
    """A case that another one starts: a step of the system, in the same act, linked to its parent."""
    attempt = opened(parent, said, identity["case_id"], identity["no"], cause)
    facts, decision = attempt.decide()
    if decision.refusals:
        raise tangled(f"{said.procedure}.{said.step}")
    record = carry(attempt, facts, decision)
    moves.tie(parent.act, identity["case_id"], cause.case_id, "started")
    return record


def refused(attempt: Attempt, decision: Decision) -> Record:
    """The attempt on record: on the case's chain if the caller may see the case, else on the caller's own."""
    act, event = attempt.act, attempt.act.new_id()
    sealing = Sealing(event, attempt.case.subject)
    seen = bool(act.row) and bool(attempt.actor.roles)
    link = moves.link(attempt, attempt.case.id) if seen else audit.stream(act.session, f"person/{attempt.actor.person}")
    record = audit.append(act.session, link, bodies.refused(attempt, decision, event, sealing), sealing)
    if seen:
        moves.stay(attempt, record)
    return record


class Undone(Exception):
    """What was begun cannot stand: everything is taken back, and the attempt is on record as refused."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)


def tangled(steps: str) -> Undone:
    """AUTO rows or started cases that cannot settle."""
    return Undone(Refusal("GUARD_FAILED", KNOTTED, {"steps": steps}))
