"""Who may file which fact, and what may not be filed twice. It writes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from procflow.access import SUPERIOR, Fact, Organisation, organisation
from procflow.access.conflicts import blocking
from procflow.db import Prepared
from procflow.engine import rearranged, units
from procflow.engine.filed import Filing
from procflow.errors import Refusal
from procflow.filing import ADMIN, KEEPER, KINDS
from procflow.grammar import SYSTEM
from procflow.models import DatedFact, Unit
from procflow.regimes.rated import MEMBERS

NOT_YOURS = "这类资料由{role}登记"
TAKEN = "编号“{subject}”已经用过"
OWN_HAND = ("role", "body", "deputy")
BARRED = "{subject}已除名或退党：重新入党从{first}起办理"
UNIT = Prepared(select(Unit.unit_id).where(Unit.code == bindparam("code")))
MEMBERSHIPS = Prepared(
    select(DatedFact.since, DatedFact.data).where(
        DatedFact.kind == "membership", DatedFact.subject == bindparam("of"), DatedFact.superseded_by.is_(None)
    )
)


def refuse(session: Session, filing: Filing, form: Mapping[str, Any], day: str) -> Refusal | None:
    """Why this person may not file this fact; None if nothing stands against it."""
    by = KINDS[filing.kind].by
    if filing.actor == SYSTEM:
        return Refusal("FORBIDDEN_ROLE", NOT_YOURS, {"role": "、".join(by)}) if administered(session) else None
    seats = seated(session, filing, form)
    if not seats:
        return Refusal("FORBIDDEN_ROLE", NOT_YOURS, {"role": SYSTEM})  # the topmost unit is made when the installation is
    orgs = [organisation(session, each) for each in seats]
    org, roles = orgs[0], frozenset.intersection(*(roles_of(each, filing, day) for each in orgs))
    if filing.kind == "body" and filing.subject in SUPERIOR:
        by = ADMIN  # whoever keeps a superior's minutes here would act as the superior here
    held = form["body"] in roles if by == (KEEPER,) else bool(roles & set(by))
    if not held:
        return Refusal("FORBIDDEN_ROLE", NOT_YOURS, {"role": form["body"] if by == (KEEPER,) else "、".join(by)})
    return doubled(session, org, filing, form) or barred(session, filing, form, day)


def roles_of(org: Organisation, filing: Filing, day: str) -> frozenset[str]:
    """The roles in which the fact may be filed: who holds what is nothing that a deputy changes, for nothing is passed on."""
    actor = org.actor(filing.actor, day, "")
    return actor.roles - set(actor.lent) if filing.kind in OWN_HAND else actor.roles


def seated(session: Session, filing: Filing, form: Mapping[str, Any]) -> list[str]:
    """The units in which the role must be held: of a unit that is there both its own and the one above it."""
    if filing.kind != "unit":
        return [filing.unit]
    known = [filing.unit] if units.row(session, filing.unit) else []
    return [*known, *([form["parent"]] if form.get("parent") else [])]


def doubled(session: Session, org: Organisation, filing: Filing, form: Mapping[str, Any]) -> Refusal | None:
    """A number that is somebody's already: a resolution's, a unit's own, the prefix of its case numbers."""
    if filing.kind == "resolution" and org.resolution(filing.subject):
        return Refusal("DUPLICATE", TAKEN, {"subject": filing.subject})
    if filing.kind == "unit" and any(each.unit_id != filing.unit for each in UNIT.all(session, code=form["code"])):
        return Refusal("DUPLICATE", TAKEN, {"subject": form["code"]})
    return None


def barred(session: Session, filing: Filing, form: Mapping[str, Any], day: str) -> Refusal | None:
    """Somebody admitted anew before their time, in whatever unit (N12). A fact of the very day of the removal corrects that and is none."""
    if filing.kind != "membership" or form["standing"] not in MEMBERS:
        return None
    since = filing.since or day
    ended = [json.loads(row.data) for row in MEMBERSHIPS.all(session, of=filing.subject) if row.since < since]
    first = max((str(each["readmission_from"]) for each in ended if each.get("readmission_from")), default="")
    return Refusal("TOO_EARLY", BARRED, {"subject": filing.subject, "first": first}, clause="N12") if since < first else None


def against(session: Session, filing: Filing, form: Mapping[str, Any], span: tuple[str, str], day: str) -> Refusal | None:
    """What the organisation itself does not bear, whoever files it; `span` is the first and last day of the fact."""
    if filing.actor == SYSTEM:
        return None
    if filing.kind == "unit":
        return rearranged.against(session, filing, form, span, day)
    found = blocking(organisation(session, filing.unit), drafted(filing, form, span), day)
    return Refusal("GUARD_FAILED", found.sentence, found.inputs, clause=found.clause) if found else None


def drafted(filing: Filing, form: Mapping[str, Any], span: tuple[str, str]) -> Fact:
    return Fact("", filing.kind, filing.unit, filing.subject, *span, form)


def administered(session: Session) -> bool:
    """Whether somebody is system administrator already: from then on the system files nothing by itself."""
    chosen = select(DatedFact.fact_id).where(DatedFact.kind == "role", DatedFact.data.like('%"sysadmin"%'))
    return session.execute(chosen.limit(1)).first() is not None
