"""The certificate of one case: every record held against the edition that it ran under, its duties, what was found, the log's head. It grants nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from procflow.conformance import sittings
from procflow.conformance.declared import COMMON
from procflow.conformance.duties import findings, of_case
from procflow.conformance.heads import log_head
from procflow.conformance.method import CASE_METHOD
from procflow.conformance.reading import opened, organisation, rights
from procflow.conformance.records import NUMBER, Line
from procflow.conformance.replay import linked, replayed, title
from procflow.conformance.seen import Unit, single
from procflow.conformance.shapes import Certificate, Checked, Finding
from procflow.errors import NotFound
from procflow.queries.sealed import MASKED, seal

HIDDEN = "没有这件事，或者不在您能看到的范围"


def certificate(session: Session, actor: str, no: str, as_of: date | None = None) -> Certificate:
    """What one case shows, as of the end of a day (by default today). Raises NotFound for whoever may not see the case."""
    reading = opened(session, actor, "", as_of)
    row = NUMBER.one(session, no=no)
    if row is None:
        raise NotFound(HIDDEN)
    org = organisation(reading, row.unit)
    roles = rights(reading, row.unit)
    if not roles and actor not in (row.subject, row.opened_by):
        raise NotFound(HIDDEN)
    unit = single(reading, org, row)
    if not unit.chains[row.case_id]:
        raise NotFound(HIDDEN)
    return told(unit, row.case_id, seal(actor, row, roles).person)


def told(unit: Unit, chain: str, secret: str) -> Certificate:
    """`secret` is whom this reader must not learn of."""
    lines, case = unit.chains[chain], unit.cases[chain]
    duties = tuple(of_case(unit, chain))
    found = (*replayed(unit, chain), *sittings.judged(unit, chain), *findings(unit, duties))
    first, last = lines[0], [line for line in lines if line.done][-1]
    table = unit.table(first)
    state = str(last.body["to"])
    final = bool(table and state in table.states and not table.open(state))
    verdict = "deviating" if found else "conforming" if final else "open"
    return Certificate(
        case.no, unit.id, unit.org.unit.title, first.body["procedure"]["id"], table.title if table else "", first.body["procedure"]["edition"],
        first.body["procedure"]["sha256"], last.body["regime"]["sha256"], case.subject, str(last.body["period"]), state,
        title(table, state) if table else state, first.on, unit.reading.as_of.isoformat(), verdict, not list(linked(unit, chain)),
        tuple(checked(unit, line, found, secret) for line in lines), duties, found, CASE_METHOD, log_head(unit.reading, lines),
    )  # fmt: skip


def checked(unit: Unit, line: Line, found: tuple[Finding, ...], secret: str) -> Checked:
    body, table = line.body, unit.table(line)
    links = tuple(each.link for each in found if line.ref in each.evidence)
    verdict = "refused" if not line.done else "deviating" if links else "common" if line.step in COMMON else "as_declared"
    who = str(body["actor"]["id"])
    hidden = bool(secret) and secret in (who, body["actor"]["entered_for"], body["actor"]["on_behalf_of"])
    return Checked(
        line.seq, line.step, table.title_of(line.step) if table else line.step, str(body["from"]), str(body["to"]), MASKED if hidden else who,
        "" if hidden else str(body["actor"]["role"] or ""), str(body["clause"]), line.on, line.recorded_on, verdict,
        tuple((each["name"], bool(each["result"])) for each in body["guards"]), links, line.ref,
    )  # fmt: skip
