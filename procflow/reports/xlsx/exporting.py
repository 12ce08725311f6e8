"""A list made a workbook and put on record, with its code on the page that explains it. It gathers no rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import now
from procflow.engine.issuing import Issue, issue
from procflow.reports.pdf.issuing import free
from procflow.reports.pdf.marking import marked
from procflow.reports.pdf.told import minute, say
from procflow.sheets.listed import Column, List, workbook

KIND = "xlsx"
UNIT, PERIOD, ROWS, AS_OF, CODE, CHECK = "单位", "范围", "行数", "数据截至", "核验码", "核对地址"
SEALED = "封存日志"
NOTE, SAID = "说明", "这份表由系统按上面的范围导出，所列即页面所示；修改过的文件不能再用核验码核对。"


@dataclass(frozen=True)
class Export:
    """A list of a unit: `name` is what kind of list, `about` what it was taken from, `scope` that in words; `heads` are (message id, kind)."""

    name: str
    unit: str
    unit_title: str
    title: str
    about: str
    scope: str
    heads: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Any]]
    period: str = ""


def exported(session: Session, actor: str, given: Export, lang: str, secret: str, address: Callable[[str], str]) -> bytes:
    """The workbook; who had it made, of what, is on record. Ends the transaction that was read in."""
    at = now(session)
    told = [
        (say(UNIT, lang), given.unit_title),
        (say(PERIOD, lang), given.scope),
        (say(ROWS, lang), str(len(given.rows))),
        (say(AS_OF, lang), minute(at, lang)),
    ]
    made = List(given.title, [Column(say(title, lang), kind) for title, kind in given.heads], [tuple(row) for row in given.rows], told)
    digest = canon.digest([given.name, given.about, given.title, at, lang, [list(row) for row in made.rows]])
    code, sealed = free(session, secret, digest), marked(session, at, lang)
    session.rollback()
    shown = [*told, (say(CODE, lang), code), (say(CHECK, lang), address(code)), (say(NOTE, lang), say(SAID, lang))]
    shown += [(say(SEALED, lang), "\n".join(sealed))] if sealed else []
    data = workbook(replace(made, about=shown), lang)
    issue(session, actor, Issue(code, canon.sha256(data), digest, f"{KIND}.{given.name}"[:20], given.unit, given.title, given.period, given.about,
                                0, len(given.rows), "", at))  # fmt: skip
    return data
