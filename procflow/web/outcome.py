"""What an act would bring about, put in the order in which a reader asks: points, whose turn, until when, what else. It works nothing out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from procflow.queries import Change, Plan, Said, Waits


@dataclass(frozen=True)
class Outcome:
    """`moves` are the states it goes through; `changes` of points, one for each member and component; `waits` who is due next;
    `follows` what the system adds by itself, in other cases.
    """

    plan: Plan
    moves: tuple[str, ...]
    changes: tuple[Change, ...]
    waits: tuple[Waits, ...]
    said: tuple[Said, ...]
    follows: tuple[Plan, ...]

    @property
    def alone(self) -> Change | None:
        """The change of points, where there is just one."""
        return self.changes[0] if len(self.changes) == 1 else None

    @property
    def members(self) -> int:
        return len({each.member.id for each in self.changes})


def outcome(plan: Plan) -> Outcome:
    """The plan of an act with all that follows from it."""
    whole = (plan, *plan.follows)
    own = [each for each in whole if (each.procedure, each.subject) == (plan.procedure, plan.subject)]
    return Outcome(
        plan, tuple(dict.fromkeys([plan.from_title, *(each.to_title for each in own)])), merged(change for each in whole for change in each.changes),
        own[-1].waits or (plan.waits if plan.to == own[-1].to else ()), tuple(said for each in whole for said in each.said),
        tuple(each for each in plan.follows if each not in own),
    )  # fmt: skip


def merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change for each member, component and period: a sheet writes many entries of the same kind."""
    found: dict[tuple[str, str, str], Change] = {}
    for each in changes:
        key = (each.member.id, each.component, each.period)
        first = found.get(key)
        found[key] = each if first is None else replace(
            first, points=first.points + each.points, uncredited=first.uncredited + each.uncredited, after=each.after, total_after=each.total_after
        )  # fmt: skip
    return tuple(found.values())
