"""What an inspection found: its findings as drafted, those that were kept, and which case each is about. It is looked up, never judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from procflow.grammar import LinkSeen, Taken

Line = Mapping[str, Any]
MOMENT = 13  # of an id: ids of one act share their millisecond


def drafted(taken: Iterable[Taken]) -> list[Line]:
    """The findings in their order: the first is number 1."""
    return list(next((each.form["findings"] for each in reversed(list(taken)) if each.step == "draft"), ()))


def kept(taken: Iterable[Taken]) -> Iterator[tuple[int, Line]]:
    """Number and line of each finding that was confirmed."""
    known = list(taken)
    verdicts = next((each.form["verdicts"] for each in reversed(known) if each.step == "confirm"), ())
    standing = {line["finding"] for line in verdicts if line["verdict"] == "keep"}
    return ((number, line) for number, line in enumerate(drafted(known), 1) if number in standing)


def orders(inspection: LinkSeen, no: str) -> bool:
    """Whether one of its kept findings is about this case: what it says of others is no order."""
    return any(line.get("case") == no for _, line in kept(inspection.taken))


def corrected(no: str, since: str, line: Line, links: Iterable[LinkSeen]) -> bool:
    """Whether the case that a finding names, or one of its member, was corrected on the order of inspection `no` after the event `since`."""
    return any(
        taken.form.get("order") == no and taken.event[:MOMENT] >= since[:MOMENT] and about(line, link, taken.form)
        for link in links
        for taken in link.taken
    )


def about(line: Line, link: LinkSeen, form: Mapping[str, Any]) -> bool:
    if line.get("case"):
        return bool(line["case"] == link.no)
    named = {link.subject, *(each["member"] for each in form.get("lines") or ())}
    return bool(line.get("member")) and line["member"] in named
