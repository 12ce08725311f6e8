"""What a revision of the rules would change, for whoever may see its case: against the rules in force, and in the year that was rated last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from procflow.errors import Refusal, Refused
from procflow.filing.titles import TITLES
from procflow.guards.revising import REVISION
from procflow.queries.view import view
from procflow.queries.whatif import Supposed, may_suppose, supposed, years
from procflow.regimes.check import check
from procflow.regimes.diff import diff
from procflow.regimes.findings import Finding
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.told import Told, labels, told


@dataclass(frozen=True)
class Revision:
    """`changes` in the reader's language; `findings` of the check; `tried` the last year that is over (else the running one) under the new rules.

    `tried` is None for readers who may not see a rating, and where the new rules have no answer for that year: `refusals` then say so.
    """

    old: Rulebook
    new: Rulebook
    changes: tuple[Told, ...]
    findings: tuple[Finding, ...]
    tried: Supposed | None
    refusals: tuple[Refusal, ...]


def revision(session: Session, actor: str, day: date, no: str, lang: str) -> Revision | None:
    """None where the case proposes no rules, or its rules are in force already. Raises NotFound."""
    of = view(session, actor, day, no)
    if of.row.procedure != REVISION or not of.table.by_name[of.case.state].open:
        return None
    seen = of.gathering().facts({"proposal"}).proposal
    if seen.rules is None:
        return None
    old, new = seen.old, seen.proposed
    tried: Supposed | None = None
    refusals: tuple[Refusal, ...] = ()
    known = years(session, actor, day, of.row.unit) if may_suppose(of.org, actor, of.today) else ()
    if known:
        try:
            tried = supposed(session, actor, day, of.row.unit, known[min(1, len(known) - 1)], new)
        except Refused as refused:
            refusals = refused.refusals
    return Revision(old, new, told(diff(old, new), lang, {**TITLES, **labels(old, new)}), tuple(check(new)), tried, refusals)
