"""The words a procedure is written in, gathered for the file that uses them; nothing here reads a database or a clock."""

from procflow.dates import Span, days, workdays
from procflow.grammar.commands import SYSTEM, Asked, Command, Decision
from procflow.grammar.effects import Adopt, Assign, Effect, File, Notify, Post, Redate, Reverse, Seal, Start
from procflow.grammar.facts import ALWAYS, Facts, Unread
from procflow.grammar.seen import (
    ActorSeen,
    BodySeen,
    CaseSeen,
    EntrySeen,
    LinkSeen,
    MeetingSeen,
    PeriodSeen,
    PersonSeen,
    ProposalSeen,
    ResolutionSeen,
    Taken,
    TaskSeen,
)
from procflow.grammar.table import AUTO, EVERYONE, NEW, TIMER, Finding, Guard, Procedure, State, Step, guard, made, reads, reads_of

__all__ = [
    "ALWAYS", "AUTO", "EVERYONE", "NEW", "SYSTEM", "TIMER",
    "ActorSeen", "Adopt", "Asked", "Assign", "BodySeen", "CaseSeen", "Command", "Decision", "Effect", "EntrySeen", "Facts", "File",
    "Finding", "Guard", "LinkSeen", "MeetingSeen", "Notify", "PeriodSeen", "PersonSeen", "Post", "Procedure", "ProposalSeen", "Redate", "ResolutionSeen",
    "Reverse", "Seal", "Span", "Start", "State", "Step", "Taken", "TaskSeen", "Unread", "days", "guard", "made", "reads", "reads_of", "workdays",
]  # fmt: skip
