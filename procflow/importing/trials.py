"""A year tried under a whole other set of rules where that takes long: asked for as a draft, worked out by a job, shown from it. Nothing of it is a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from procflow import jobs, shapes
from procflow.errors import NotFound, Refused
from procflow.importing.drafts import Draft, Drafts
from procflow.importing.flow import today
from procflow.queries.moves import Moves, moves
from procflow.queries.whatif import supposed
from procflow.regimes.rulebook import Rulebook, from_canonical
from procflow.sheets.opened import Table

KIND, RATE = "whatif", "whatif.rate"
LANGUAGES = ("zh", "en")
GONE = "没有这个单位，或者它的评定不在您能看到的范围"


def ask(session: Session, drafts: Drafts, actor: str, unit: str, year: str, new: Rulebook, asked: Mapping[str, str]) -> Draft:
    """A draft and the job that works it out; `asked` is what was typed, to be shown beside the result."""
    draft = drafts.new(KIND, actor, unit, "", Table((), ()))
    draft.choices, draft.job = {"year": year, "rules": new.canonical.decode(), "asked": dict(asked)}, RATE
    drafts.keep(draft)
    session.rollback()
    jobs.renew(session, RATE, 0, draft.id, {"draft": draft.id})
    return draft


def answer(draft: Draft, lang: str) -> Moves:
    """What came of it, in this language."""
    found: Moves = shapes.load(Moves, draft.result[lang])
    return found


def works(engine: Engine, drafts: Drafts) -> dict[str, jobs.Work]:
    """The job; one that was done already, or whose draft is gone, has nothing left to do."""

    def rate(payload: Mapping[str, Any]) -> None:
        try:
            draft = drafts.find(payload["draft"], KIND)
        except NotFound:
            return
        if draft.job == RATE:
            with Session(engine, expire_on_commit=False) as session:
                work_out(session, drafts, draft)

    return {RATE: rate}


def work_out(session: Session, drafts: Drafts, draft: Draft) -> None:
    """Whatever stands against it is kept with the draft, for the page to tell."""
    new = from_canonical(str(draft.choices["rules"]).encode())
    try:
        found = supposed(session, draft.actor, today(session), draft.unit, str(draft.choices["year"]), new)
    except Refused as refused:
        draft.fault, draft.job = [[each.sentence, dict(each.inputs)] for each in refused.refusals], ""
        drafts.keep(draft)
    except NotFound:
        draft.fault, draft.job = [[GONE, {}]], ""
        drafts.keep(draft)
    else:
        draft.choices.pop("rules")
        drafts.finish(draft, {"unit_title": found.unit_title} | {lang: shapes.dump(moves(found, lang), lang) for lang in LANGUAGES})
