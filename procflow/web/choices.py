"""What a form offers to choose from: people, items, meetings, cases, entries by name. It offers and explains; it permits nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procflow import forms


@dataclass(frozen=True, slots=True)
class Option:
    """A value as the form sends it, what a reader sees for it, and a second line below."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Choices:
    """The options of one page. A kind that is left empty becomes a field to type into. Labels are shown as they are.

    `codes` are the options of coded fields by their own name: resolutions, receipts, what is still pending.
    """

    items: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    people: tuple[Option, ...] = ()
    meetings: tuple[Option, ...] = ()
    cases: tuple[Option, ...] = ()
    entries: tuple[Option, ...] = ()
    codes: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def of(self, one: Any) -> tuple[Option, ...]:
        """The options of a field; none where it is typed."""
        if isinstance(one, forms.Choice):
            return tuple(Option(value, label) for value, label in one.options.items())
        if isinstance(one, forms.Code) and self.codes.get(str(one.name)):
            return tuple(self.codes[str(one.name)])
        if isinstance(one, forms.Several) and str(one.name) in self.codes:
            return tuple(self.codes[str(one.name)])
        kind = one.of if isinstance(one, forms.Several) else type(one)
        if issubclass(kind, forms.Item):
            component = getattr(one, "component", "")
            named = [component] if component in self.items else component.split()
            return tuple(chain(self.items.get(each, ()) for each in named) if component else chain(self.items.values()))
        offered = {forms.Person: self.people, forms.Meeting: self.meetings, forms.CaseRef: self.cases, forms.EntryRef: self.entries}
        return tuple(next((options for known, options in offered.items() if issubclass(kind, known)), ()))

    def label(self, one: Any, value: str) -> str:
        """What a reader sees for a value; the value itself where nothing is known of it."""
        return next((option.label for option in self.of(one) if option.value == value), value)

    def meant(self, one: Any, given: str) -> str:
        """The value for what was typed or pasted: a value as it is, a label that only one option has as its value."""
        options = self.of(one)
        if any(option.value == given for option in options):
            return given
        found = [option.value for option in options if option.label == given]
        return found[0] if len(found) == 1 else given

    def typed(self, one: Any, value: str) -> str:
        """The words for a value in a field with suggestions: its label, unless a namesake has the same."""
        label = self.label(one, value)
        return label if Counter(option.label for option in self.of(one))[label] == 1 else value


def chain(groups: Iterable[tuple[Option, ...]]) -> list[Option]:
    return [option for group in groups for option in group]
