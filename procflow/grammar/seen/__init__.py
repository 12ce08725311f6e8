"""The sections that a guard may see: plain frozen data, no query behind any of them."""

from __future__ import annotations

from procflow.grammar.seen.cases import CaseSeen, LinkSeen, Taken, TaskSeen
from procflow.grammar.seen.people import ActorSeen, BodySeen, MeetingSeen, PersonSeen, ResolutionSeen
from procflow.grammar.seen.points import EntrySeen, PeriodSeen
from procflow.grammar.seen.rules import ProposalSeen

__all__ = [
    "ActorSeen",
    "BodySeen",
    "CaseSeen",
    "EntrySeen",
    "LinkSeen",
    "MeetingSeen",
    "PeriodSeen",
    "PersonSeen",
    "ProposalSeen",
    "ResolutionSeen",
    "Taken",
    "TaskSeen",
]
