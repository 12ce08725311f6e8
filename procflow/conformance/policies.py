"""The parameters in force in a period: each with its value and what it stands on; placeholders and waivers are said to be such. It reads no screen."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Policy
from procflow.conformance.whole import Whole
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.titles import title

FILED, PLACEHOLDER, WAIVED = "filed", "placeholder", "waived"


def in_force(whole: Whole) -> tuple[Policy, ...]:
    """Of every version of rules that a case of the period ran under, or that was adopted in it."""
    found: dict[str, tuple[Unit, Rulebook]] = {}
    for unit in whole.units:
        for sha256 in used(whole, unit):
            if sha256 in unit.books:
                found.setdefault(sha256, (unit, unit.books[sha256]))
    return tuple(policy for unit, book in found.values() for policy in told(unit, book))


def used(whole: Whole, unit: Unit) -> list[str]:
    """The hashes of these versions, in the order of their first use."""
    seen = {str(line.body["regime"]["sha256"]): None for chain in whole.wanted[unit.id] for line in unit.chains[chain]}
    last = min(whole.period.last, whole.reading.as_of).isoformat()
    adopted = unit.org.last_adopted(last)
    return list(seen | ({str(adopted.data["sha256"]): None} if adopted else {}))


def told(unit: Unit, book: Rulebook) -> Iterator[Policy]:
    waived = any(line.form.get("waiver") for lines in unit.chains.values() for line in lines
                 if line.done and line.body["procedure"]["id"] == "rule_revision")  # fmt: skip
    shown = WAIVED if waived else PLACEHOLDER
    for each in book.policies():
        value = "、".join(map(str, each.value)) if isinstance(each.value, tuple) else str(each.value)
        status = shown if each.path == "catalogue.placeholder" and each.value is True else FILED
        yield Policy(book.id, book.version, each.path, title(each.path), value, each.clause, status)
    for item in book.items():
        if item.placeholder:
            yield Policy(book.id, book.version, f"items.{item.code}", item.label, "", item.clause, shown)
