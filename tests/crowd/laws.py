"""What must hold whatever the crowd did: everything follows from the records, and no record shows what the rules forbid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from procflow import audit, canon
from procflow.machines import tables
from procflow.models import AuditEvent, Case, CaseLink, LedgerEntry, SealedPeriod, Task
from procflow.proof.check import verify
from tests.crowd.walk import Crowd


def everything_follows_from_the_records(crowd: Crowd) -> None:
    """State = replay, ledger = fold, tasks, facts, links and numbers as the records have them (audit-ledger §7)."""
    report = verify(crowd.session)
    crowd.session.rollback()
    assert report.ok, [(each.kind, each.where, each.sentence, each.inputs) for each in report.findings[:5]]


def every_open_case_has_its_task(crowd: Crowd) -> None:
    """A state that waits for somebody has a task, one that waits for nobody has none (domain §3)."""
    tasks = {row.case_id for row in rows(crowd, Task, Task.closed.is_(None))}
    for row in rows(crowd, Case):
        state = tables()[row.procedure].by_name[row.state]
        assert (row.case_id in tasks) == bool(state.desk or state.overdue), (row.no, row.state)


def nobody_dealt_with_an_own_case(crowd: Crowd) -> None:
    """G-SELF: where a row bars the subject, no record of it names the subject as who took it."""
    barred = {(table.key, step.name) for table in tables().values() for step in table.steps
              if "not_own_case" in {one.name for one in (*step.when, *step.fits)}}  # fmt: skip
    for body in done(crowd):
        if (body["procedure"]["id"], body["transition"]) in barred and "not_own_case" in {each["name"] for each in body["guards"]}:
            assert body["actor"]["id"] != body["subject"], body


def no_vote_without_quorum_or_majority(crowd: Crowd) -> None:
    """A45 A46: a motion was passed by more than half of those due, at a meeting where half of them, or more than half, were present."""
    meetings: dict[str, str] = {}
    for body in done(crowd):
        if body["procedure"]["id"] != "member_meeting_vote":
            continue
        if body["transition"] == "schedule":
            meetings[body["case_id"]] = body["form"]["meeting"]
        if body["transition"] == "pass" and "in_favour" in body["form"]:
            roll = crowd.roll(meetings[body["case_id"]])
            assert body["form"]["in_favour"] * 2 > len(roll["due"]), body
            assert len(roll["present"]) * 2 >= len(roll["due"]), body


def closed_periods_stay_closed(crowd: Crowd) -> None:
    """What was posted after a period was sealed is a correction, or belongs to a line that was being restated (A51)."""
    order = {canon.leaf(bytes(row.body)): row.id for row in rows(crowd, AuditEvent)}
    sealed = {row.period: order[row.event_hash] for row in rows(crowd, SealedPeriod)}
    for entry in rows(crowd, LedgerEntry):
        if entry.counts_in in sealed and order[entry.event_hash] > sealed[entry.counts_in]:
            assert reopened(crowd, entry), (entry.entry_id, entry.kind, entry.counts_in)


def reopened(crowd: Crowd, entry: Any) -> bool:
    """Whether a closing of this period was ever opened again for the member."""
    return any(body["transition"] == "restate" and body["period"] == entry.counts_in and entry.member_id in whole(crowd, body)["members"]
               for body in done(crowd))  # fmt: skip


def what_was_started_is_linked_to_its_cause(crowd: Crowd) -> None:
    """A case that another opened names it, so that the way from the consequence back to the decision is there."""
    started = {row.case_id for row in rows(crowd, CaseLink, CaseLink.kind == "started")}
    for body in done(crowd):
        if body["from"] == "new" and body["cause"]:
            assert body["case_id"] in started, body["case_no"]


def done(crowd: Crowd) -> Iterator[dict[str, Any]]:
    for row in rows(crowd, Case):
        for record in audit.chain(crowd.session, row.case_id):
            if record.body["outcome"] == "done":
                yield record.body
    crowd.session.rollback()


def whole(crowd: Crowd, body: dict[str, Any]) -> dict[str, Any]:
    return dict(audit.whole(crowd.session, body["form"]))


def rows(crowd: Crowd, table: Any, *where: Any) -> list[Any]:
    found = list(crowd.session.execute(select(*table.__table__.columns).where(*where)))
    crowd.session.rollback()
    return found


LAWS = (everything_follows_from_the_records, every_open_case_has_its_task, nobody_dealt_with_an_own_case, no_vote_without_quorum_or_majority,
        closed_periods_stay_closed, what_was_started_is_linked_to_its_cause)  # fmt: skip
