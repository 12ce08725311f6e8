"""What stands against a change of the organisation, or should be weighed before it: values, told in words. It reads and files nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from procflow.access.filed import Fact, Organisation


@dataclass(frozen=True, slots=True)
class Conflict:
    """One sentence (a message id with its inputs); `blocks` where the change is not filed at all."""

    sentence: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    blocks: bool = False
    clause: str = ""


Rule = Callable[[Organisation, Organisation, Fact, str], Iterator[Conflict]]


def conflicts(org: Organisation, new: Fact, day: str) -> list[Conflict]:
    """Every conflict that this fact would bring about, each once; what was so before is no conflict of the change."""
    from procflow.access.duties import DUTIES, LEAVING
    from procflow.access.stand_ins import STAND_INS
    from procflow.access.supposing import felt, supposed

    rules = {"role": DUTIES, "body": DUTIES, "membership": LEAVING, "deputy": STAND_INS}.get(new.kind, ())
    then = supposed(org, new)
    found: list[Conflict] = []
    for on in felt(new, day):
        found += [each for rule in rules for each in rule(org, then, new, on) if each not in found]
    return found


def weighed(org: Organisation, new: Fact, day: str) -> list[Conflict]:
    """Those that leave the change to whoever files it."""
    return [each for each in conflicts(org, new, day) if not each.blocks]


def blocking(org: Organisation, new: Fact, day: str) -> Conflict | None:
    return next((each for each in conflicts(org, new, day) if each.blocks), None)
