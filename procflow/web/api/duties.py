"""What is due in a unit, for programs: the days of its rules, its tasks, its meetings. The read door says who is told of what."""

from __future__ import annotations

from datetime import date, timedelta

from procflow.errors import Invalid
from procflow.forms import Day, Form, Sentence
from procflow.queries.duties import Duties, duties
from procflow.web.api.operations import Ask, Operation

USUAL, MOST = 31, 400


def operations() -> tuple[Operation, ...]:
    return (
        Operation(
            "GET", "/units/<unit>/duties", "duties", "一个单位到期的事：细则规定的期限、事项、会议", found, Duties, DaysAsked, part="inbox"
        ),
    )


class DaysAsked(Form):
    first = Day("从哪一天起（默认今天）", required=False)
    last = Day("到哪一天为止（默认之后一个月）", required=False)


def found(ask: Ask) -> Duties:
    """Raises Invalid for days in the wrong order or too far apart."""
    first = date.fromisoformat(ask.given["first"]) if ask.given["first"] else ask.day
    last = date.fromisoformat(ask.given["last"]) if ask.given["last"] else first + timedelta(days=USUAL)
    if not timedelta() <= last - first <= timedelta(days=MOST):
        raise Invalid({"last": [Sentence("止日须在起日之后，并且不超过 {most} 天", most=MOST)]})
    return duties(ask.reading, ask.actor, ask.day, ask.path["unit"], first, last)
