"""The cases of a procedure in the year, with what was said in their steps, as cells: what the registers that are forms are filled in from. It lists none."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from procflow import queries
from procflow.filing import STANDINGS
from procflow.grammar import PersonSeen
from procflow.queries import Motion, Told
from procflow.queries.motions import motions
from procflow.queries.people import Named
from procflow.queries.titles import role
from procflow.reports.registers import answers
from procflow.reports.registers.answers import Answer
from procflow.reports.registers.reading import Reading

DAY, BY, BODY, RESOLUTION = "日期", "办理人", "决定机构", "决议编号"
TALLY = {"in_favour": "赞成", "against": "反对", "abstained": "弃权"}
SETTLED = frozenset({"resolution"})  # told by the block itself


@dataclass(frozen=True, slots=True)
class Played:
    """A case as its decisions tell it; `steps` are those of one round where it went round more than once."""

    reading: Reading
    no: str
    subject: Named
    title: str
    state_title: str
    steps: tuple[Told, ...]

    def last(self, *names: str) -> Told | None:
        """The last decision of one of these names."""
        return next((each for each in reversed(self.steps) if each.step in names), None)

    def person(self, told: Told) -> tuple[str, str]:
        """Standing (a message id) and group of the member on the day of a step."""
        seen = self.seen(told)
        return (STANDINGS.get(seen.standing, seen.standing), seen.group) if seen else ("", "")

    def seen(self, told: Told) -> PersonSeen | None:
        return self.reading.org.person(self.subject.id, told.on)

    def value(self, told: Told | None, name: str) -> Any:
        """What a field says, as a cell: text, a message id, hundredths; "" for nothing."""
        form = told.form if told and told.form.get(name) not in (None, "") else {}
        if not (told and told.asks and form):
            return ""
        called = self.reading.names(set(answers.people(told.asks, {name: form[name]})))
        return answers.answer(told.asks().fields[name], form[name], called)[1]

    def block(self, told: Told | None, *fields: str) -> tuple[Answer, ...]:
        """What a step decided, with who signed it and when: these fields of its form, all of them where none is named."""
        if told is None:
            return ()
        form = {name: value for name, value in told.form.items() if name in fields or not fields} if told.asks else {}
        called = self.reading.names(set(answers.people(told.asks, form)))
        said = answers.answers(told.asks, {name: value for name, value in form.items() if name not in SETTLED}, called)
        signed = Answer(BODY, "word", role(told.body)) if told.body else Answer(BY, "text", told.by.name)
        number = (Answer(RESOLUTION, "text", told.resolution),) if told.resolution else ()
        return (*said, signed, *number, Answer(DAY, "text", told.on))

    def rounds(self, begins: Collection[str]) -> Iterator[Played]:
        """Each time anew from a step of these names to the next; what was before the first is in none."""
        starts = [place for place, each in enumerate(self.steps) if each.step in begins]
        for at, until in zip(starts, [*starts[1:], len(self.steps)][: len(starts)], strict=True):
            yield Played(self.reading, self.no, self.subject, self.title, self.state_title, self.steps[at:until])


def played(reading: Reading, procedure: str) -> Iterator[Played]:
    """The cases of the year, by number."""
    for row in reading.cases(procedure):
        found = queries.trace(reading.session, reading.actor, reading.day, row.no)
        yield Played(reading, row.no, found.subject, found.title, found.state_title, found.decisions)


def voted(of: Played, whole: Played, motioned: list[Motion]) -> tuple[Answer, ...]:
    """How the meeting voted in this round of a case: its last way to the meeting, and the motion that went there."""
    ways = [each.event for each in whole.steps if each.step.startswith("to_meeting")]
    own = [each.event for each in of.steps if each.step.startswith("to_meeting")]
    found = [each for each in motioned if each.about == of.no]
    if not own or len(found) < len(ways):
        return ()
    motion = found[ways.index(own[-1])]
    met = of.reading.org.meeting(motion.meeting) if motion.meeting else None
    roll = (
        ((("应到", len(met.due)), ("到会", len(met.present)), ("书面意见", len(met.written))) if met and met.roll else ())
        if motion.tally
        else ()
    )
    cast = ((title, motion.tally[name]) for name, title in TALLY.items() if name in motion.tally)
    counted = tuple(Answer(title, "text", str(number)) for title, number in (*roll, *cast))
    on = (Answer(DAY, "text", met.on),) if met else ()
    return (Answer("表决结果", "word", motion.state_title), *counted, *on)


def every_motion(reading: Reading) -> list[Motion]:
    return motions(reading.session, reading.org)
