"""An import's way from what was sent to what is done, whatever is imported: checked, then carried out, at once or by a job; it knows no column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from procflow import jobs
from procflow.canon import unstamp
from procflow.dates import local_day
from procflow.db import now
from procflow.engine.together import Told, unheard
from procflow.errors import Invalid, NotFound, Refused
from procflow.importing.drafts import Draft, Drafts
from procflow.sheets.cells import Fault
from procflow.sheets.columns import Column

AT_ONCE = 2_000  # rows; more are a job with a page of its own
CHECK, CARRY = "import.check", "import.carry"
MOST_FAULTS = 2_000
CHANGED = "核对之后情况有变化，将要发生的事已经不同，请重新核对"
GONE = "这次导入已经不归您办，请联系系统管理员"


class Kind(Protocol):
    """Something that can be imported: its words and columns, what a sheet of it would do, and the doing."""

    key: str
    title: str
    columns: Sequence[Column]

    def blank(self, lang: str) -> bytes: ...
    def check(self, session: Session, draft: Draft, day: date) -> dict[str, Any]: ...
    def carry(self, session: Session, draft: Draft, day: date, told: Told) -> dict[str, Any]: ...
    def marked(self, session: Session, draft: Draft, day: date, lang: str) -> bytes: ...


def begin(session: Session, drafts: Drafts, kind: Kind, draft: Draft, what: str) -> None:
    """Check or carry out: here and now, or by a job where there are many rows."""
    if len(draft.rows) > AT_ONCE:
        draft.job = what
        drafts.keep(draft)
        drafts.progress(draft.id, 0, len(draft.rows))
        session.rollback()
        jobs.renew(session, what, 0, f"{draft.id}-{what[-3:]}", {"draft": draft.id, "kind": kind.key})
    else:
        go_on(session, drafts, kind, draft, what)


def go_on(session: Session, drafts: Drafts, kind: Kind, draft: Draft, what: str, told: Told = unheard) -> None:
    """The work itself; whatever stands against it is kept with the draft, for the page to tell."""
    day, draft.fault = today(session), []
    try:
        if what == CHECK:
            draft.result, draft.stage = kind.check(session, draft, day), "checked"
        else:
            drafts.finish(draft, kind.carry(session, draft, day, told))
    except Refused as refused:
        if drafts.find(draft.id, kind.key).stage == "done":  # another worker, which took it up when the lease ran out, has been here
            return
        draft.fault, draft.stage = [[each.sentence, dict(each.inputs)] for each in refused.refusals], "checked"
    except Invalid as wrong:
        draft.fault, draft.stage = (
            [[str(each), dict(getattr(each, "inputs", {}))] for said in wrong.errors.values() for each in said],
            "sent",
        )
    except NotFound:
        draft.fault, draft.stage = [[GONE, {}]], "sent"
    draft.job = ""
    drafts.keep(draft)


def works(engine: Engine, drafts: Drafts, kinds: Mapping[str, Kind]) -> dict[str, jobs.Work]:
    """The two kinds of job; one that was done already, or whose draft is gone, has nothing left to do."""

    def work(what: str) -> Callable[[Mapping[str, Any]], None]:
        def done(payload: Mapping[str, Any]) -> None:
            try:
                draft = drafts.find(payload["draft"], payload["kind"])
            except NotFound:
                return
            if draft.job == what:
                with Session(engine, expire_on_commit=False) as session:
                    go_on(session, drafts, kinds[draft.kind], draft, what, lambda at, of: drafts.progress(draft.id, at, of))

        return done

    return {CHECK: work(CHECK), CARRY: work(CARRY)}


def faulty(faults: Sequence[Fault]) -> list[list[Any]]:
    """Faults as a draft keeps them: row, letter, column, content, sentence with its inputs."""
    return [[each.row, each.letter, each.title, each.value[:80], str(each.sentence), dict(getattr(each.sentence, "inputs", {}))]
            for each in faults[:MOST_FAULTS]]  # fmt: skip


def today(session: Session) -> date:
    return local_day(unstamp(now(session)))
