"""Objections from people without account, taken down as they come: on record under the sheet's code, sealed. It opens no case; an official does."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.audit import Record
from procflow.engine import note, noted
from procflow.errors import Invalid, NotFound
from procflow.forms import Sentence
from procflow.models import Case, HeardObjection

BOARD = "board."  # who speaks, as the records name it: the sheet through whose code it came
MOST = 200  # for one sheet: beyond it the office is asked by other ways
FULL = "通过这张公示提出的意见已有 {most} 条，请直接向张贴单位反映"
NO_CASE = "没有这个案号的异议，请核对后再填"


def hear(session: Session, code: str, unit: str, key: str, texts: dict[str, str], line: int) -> Record:
    """What somebody says of a sheet; the same key twice is heard once. Raises Invalid once too much has come through one sheet."""
    many = select(func.count()).select_from(HeardObjection).where(HeardObjection.code == code)
    if int(session.execute(many).scalar_one()) >= MOST:
        raise Invalid({"claim": [Sentence(FULL, most=MOST)]})
    try:
        record = noted.note(session, kind="objection.heard", actor=BOARD + code, data={"code": code, "line": line}, unit=unit, outcome="done",
                            key=key, texts=texts)  # fmt: skip
        if session.get(HeardObjection, record.event_id) is None:
            said = {"unit": unit, "code": code, "chain": record.body["stream"], "heard_at": record.body["recorded_at"], "case_no": ""}
            session.add(HeardObjection(event_id=record.event_id, **said))
        session.commit()
    except BaseException:
        session.rollback()
        raise
    return record


def taken_in(session: Session, actor: str, unit: str, event: str, no: str) -> None:
    """That an official has entered it as this case; on record. Raises NotFound, and Invalid for a case that is none of the unit's objections."""
    row = session.get(HeardObjection, event)
    if row is None or row.unit != unit:
        raise NotFound
    chosen = select(Case.no).where(Case.no == no, Case.unit == unit, Case.procedure == "objection_review")
    if session.execute(chosen).first() is None:
        raise Invalid({"no": [NO_CASE]})
    row.case_no = no
    note(session, kind="objection.taken_in", actor=actor, data={"event": event, "case": no}, unit=unit)
