"""The words of a command as typed: ids and numbers of the right shape, people that there are. A malformed one is told, never looked up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from procflow.errors import NotFound
from procflow.forms import ID

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ODD_ID = "编号写法不对：只用字母、数字和 . _ : -"
ODD_PERIOD = "期间写法不对，例如 2024、2024-Q1、2024-03"
ODD_DAY = "日期写法不对，例如 2024-04-19"


class Word(click.ParamType[str]):
    """An id, a key, the number of a case."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value and not ID.fullmatch(value):
            self.fail(ODD_ID, param, ctx)
        return str(value)


class PeriodWord(click.ParamType[str]):
    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from procflow.dates import Period

        try:
            return str(Period.parse(value)) if value else ""
        except ValueError:
            self.fail(ODD_PERIOD, param, ctx)


class Day(click.ParamType[date]):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(ODD_DAY, param, ctx)


word = person = number = Word()
period = PeriodWord()
day = Day()


def known(session: Session, *people: str) -> None:
    """Nobody acts, or is acted for, who was never filed: a slip of the pen must not grow a chain of records. Raises NotFound."""
    from sqlalchemy import select

    from procflow.models import DatedFact

    for each in people:
        chosen = select(DatedFact.fact_id).where(DatedFact.kind == "person", DatedFact.subject == each, DatedFact.superseded_by.is_(None))
        if session.execute(chosen.limit(1)).first() is None:
            raise NotFound("没有编号为“{person}”的人员", person=each)
