"""What the final ratings of the years gave the case's subject, and when; a rating that is not final yet says nothing. It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from procflow.db import Prepared
from procflow.models import Case, DatedFact

if TYPE_CHECKING:
    from procflow.facts import Gathering

FINAL = Prepared(
    select(Case.period, Case.taken).where(
        Case.unit == bindparam("unit"), Case.procedure == "annual_rating", or_(Case.state == "final", Case.state == "archived")
    )
)
RATINGS = Prepared(
    select(DatedFact.subject, DatedFact.data)
    .where(DatedFact.unit == bindparam("unit"), DatedFact.kind == "rating", DatedFact.superseded_by.is_(None))
    .order_by(DatedFact.since, DatedFact.fact_id)
)


def grades(of: Gathering) -> Mapping[str, tuple[str, str]]:
    """The day on which each year's rating became final, and the grade that it confirmed for the subject, by year."""
    days = {row.period: next(each["on"] for each in reversed(json.loads(row.taken)) if each["step"] == "finalize")
            for row in FINAL.all(of.session, unit=of.case.unit)}  # fmt: skip
    if not days:
        return {}
    filed = {row.subject: json.loads(row.data)["lines"] for row in RATINGS.all(of.session, unit=of.case.unit)}
    return {year: (day, str(line["confirmed"])) for year, day in sorted(days.items()) for line in filed.get(year, ())
            if line["member"] == of.case.subject}  # fmt: skip
