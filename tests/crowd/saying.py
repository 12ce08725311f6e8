"""What somebody in the crowd writes into a form: mostly what could pass, now and then anything; the form's fields alone say what is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from procflow import forms
from procflow.dates import Period
from procflow.grammar import CaseSeen
from tests.crowd.branch import FORMAL, PEOPLE

if TYPE_CHECKING:
    from tests.crowd.ground import Ground

WILD = 12  # one value in so many is anything that the field can read
FAVOUR = ("agree", "qualified", "pass", "yes", "keep", "kept", "heard", "rating", "upheld", "partly", "paper", "met")


class Saying:
    """One form filled in, for a step of a case by somebody."""

    def __init__(self, crowd: Ground, chance: Random, case: CaseSeen, actor: str, role: str) -> None:
        self.crowd, self.chance, self.case, self.actor, self.role = crowd, chance, case, actor, role
        self.votes = chance.choice((2, 6, 7, 8, 9, len(FORMAL)))

    def form(self, schema: type[forms.Form]) -> dict[str, Any]:
        found = {name: self.value(name, one) for name, one in schema().fields.items()}
        return {name: value for name, value in found.items() if value is not None}

    def value(self, name: str, field: Any) -> Any:
        if not getattr(field, "required", True) and self.chance.random() < 0.5:
            return None
        if name in NAMED and self.chance.randrange(WILD):
            return NAMED[name](self)
        made = next((make for kind, make in KINDS if isinstance(field, kind)), None)
        return made(self, field) if made else None

    # Values by kind of field

    def lines(self, field: forms.Lines) -> list[dict[str, Any]]:
        said = dict(self.crowd.earlier(self.case))
        persons = said.get("options") or said.get("candidates") or self.chance.sample(FORMAL, self.chance.randint(1, 3))
        schema = field.schema
        found = [self.form(schema) for _ in persons]
        by_person = next((name for name, one in schema().fields.items() if isinstance(one, forms.Person)), "")
        return [{**line, **({by_person: person} if by_person else {})} for line, person in zip(found, persons, strict=True)]

    def several(self, field: forms.Several) -> list[Any]:
        if field.of is forms.Person:
            return self.chance.sample(FORMAL, self.chance.randint(3, len(FORMAL)))
        if field.of is forms.CaseRef:
            return list(self.crowd.fitting(self.case, field, self.chance))
        return [f"N{self.chance.randint(1, 99)}"]

    def case_ref(self, field: forms.CaseRef) -> str:
        fitting = self.crowd.fitting(self.case, field, self.chance)
        return fitting[0] if fitting else self.chance.choice(self.crowd.numbers or ["D1-JL-2024-0001"])

    def item(self, field: forms.Item) -> str:
        rules = self.crowd.rules
        if field.component == "grade":
            return self.chance.choice([each.code for each in rules.grades])
        known = rules.choices(field.component) if "." in field.component else rules.items(field.component)
        return self.chance.choice([each.code for each in known] or ["nothing"])

    def points(self, _: forms.Points) -> str:
        return str(self.chance.choice((0, 1, 1, 2, 3, 5, 8, -2)))

    def count(self, field: forms.Count) -> str:
        return str(min(field.most, self.chance.choice((0, 1, 3, 6, 6, len(FORMAL)))))

    def day(self, _: forms.Day) -> str:
        return (self.crowd.today - timedelta(days=self.chance.choice((0, 0, 0, 1, 9, 40)))).isoformat()

    def choice(self, field: forms.Choice) -> str:
        favoured = [each for each in field.options if each in FAVOUR]
        return self.chance.choice(favoured if favoured and self.chance.randrange(3) else list(field.options))

    def person(self, _: forms.Person) -> str:
        return self.chance.choice(PEOPLE if not self.chance.randrange(WILD) else FORMAL)

    def entry(self, _: forms.EntryRef) -> str:
        return self.chance.choice(self.crowd.entries() or ["none"])

    # Values by name, where chance alone would never agree with itself

    def resolution(self) -> str:
        return self.crowd.resolved(self.role, self.chance)

    def meeting(self) -> str:
        return self.crowd.called(self.chance)

    def present(self) -> list[str]:
        return list(FORMAL[: self.chance.choice((4, 7, 8, 9, len(FORMAL)))])

    def favour(self) -> str:
        return str(min(self.votes, self.crowd.issued(self.case)))

    def against(self) -> str:
        return str(max(0, self.crowd.issued(self.case) - self.votes))

    def issued(self) -> str:
        return str(self.crowd.issued(self.case))

    def period(self) -> str:
        return str(Period.of(self.crowd.today, "quarter"))


KINDS: tuple[tuple[Any, Callable[[Saying, Any], Any]], ...] = (
    (forms.Lines, Saying.lines), (forms.Several, Saying.several), (forms.CaseRef, Saying.case_ref), (forms.Item, Saying.item),
    (forms.EntryRef, Saying.entry), (forms.Points, Saying.points), (forms.Count, Saying.count), (forms.Day, Saying.day), (forms.Choice, Saying.choice),
    (forms.Person, Saying.person), (forms.Meeting, lambda said, _: said.meeting()), (forms.Yes, lambda *_: "yes"),
    (forms.Text, lambda *_: "说明"), (forms.Words, lambda *_: "村务公开栏"), (forms.Code, lambda said, _: f"N{said.chance.randint(1, 99)}"),
)  # fmt: skip
NAMED: Mapping[str, Callable[[Saying], Any]] = {
    "resolution": Saying.resolution, "meeting": Saying.meeting, "present": Saying.present, "in_favour": Saying.favour, "against": Saying.against,
    "issued": Saying.issued, "returned": Saying.issued, "abstained": lambda _: "0", "void": lambda _: "0", "excluded": lambda _: [],
    "written": lambda _: [], "attending": lambda _: [],
}  # fmt: skip
