"""A document printed and put on record under its code, once for each person and file. It takes documents as they are and gathers none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from procflow.engine.issuing import Issue, issue
from procflow.errors import Invalid
from procflow.forms import Sentence
from procflow.queries.issued import digest_of
from procflow.reports.pdf.codes import code
from procflow.reports.pdf.marking import marked
from procflow.reports.pdf.paper import MOST_ROWS, Paper
from procflow.reports.pdf.printed import Press, Printed, render

TOO_LONG = "这份表有 {rows} 行，超过 {most} 行的不做成 PDF；请下载 Excel"


@dataclass(frozen=True)
class Desk:
    """Where documents are issued: the installation's secret, and the address of a code's public page."""

    secret: str
    address: Callable[[str], str]


def printed(session: Session, actor: str, paper: Paper, press: Press, desk: Desk) -> Printed:
    """The PDF with its code and the log's checkpoint, put on record. Ends the transaction that was read in; raises Invalid for a list that is too long."""
    if paper.rows > MOST_ROWS:
        raise Invalid({"rows": [Sentence(TOO_LONG, rows=paper.rows, most=MOST_ROWS)]})
    digest = paper.digest
    given = free(session, desk.secret, digest)
    paper = replace(paper, checkpoint=marked(session, paper.as_of, paper.lang))
    session.rollback()  # printing takes its time, and no lock is held meanwhile
    made = render(paper, press, given, desk.address(given))
    issue(session, actor, Issue(given, made.sha256, digest, paper.kind, paper.unit, paper.title, paper.period, paper.about, paper.version,
                                paper.rows, paper.total, paper.as_of))  # fmt: skip
    return made


def free(session: Session, secret: str, digest: str) -> str:
    """The code of this content: its own if it was issued before, else the first that is nobody's."""
    again = 0
    while digest_of(session, found := code(secret, digest, again)) not in ("", digest):
        again += 1
    return found
