"""How the sealed log stands now: how far it is sealed, signed and witnessed, how long a record has waited, and what is wrong. It checks no hash."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from procflow.errors import Misconfigured
from procflow.models import AuditPending, LogNote
from procflow.proof.alarms import LATE, Alarm, late, unsigned, unwitnessed, waited
from procflow.proof.keys import State
from procflow.proof.publishing import note_of
from procflow.proof.signer import Signer
from procflow.proof.stored import head
from procflow.proof.witnesses import Cosigned, Witnesses, cosigned, covered

__all__ = ["LATE", "Alarm", "Standing", "standing"]

NO_SIGNER = "还没有签名密钥：启动后台工作后会自动建立"
NOBODY = Witnesses()


@dataclass(frozen=True)
class Standing:
    """`waited` is in seconds by the real clock, 0 in a rehearsal, whose clock says nothing about it; `note` is the last checkpoint.

    `witnessed` is how far `quorum` of the witnesses saw the log, `witnesses` how far each did and when it said so.
    """

    sealed: int
    waiting: int
    waited: int
    origin: str
    signed: int
    note: str
    vkeys: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    witnessed: int = 0
    quorum: int = 0
    witnesses: tuple[Cosigned, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.alarms


def standing(session: Session, signer: Signer, witnesses: Witnesses = NOBODY) -> Standing:
    newest, waiting = head(session.connection()), session.scalar(select(func.count()).select_from(AuditPending)) or 0
    seconds, (state, troubled) = waited(session), signing(signer)
    alarms = [*troubled, *late(seconds)]
    if state is None:
        return Standing(newest.size, waiting, seconds, "", 0, "", (), tuple(alarms))
    told = state.now
    signed = cosigned(session, told.origin, witnesses)
    seen = covered(signed, witnesses.quorum)
    alarms += [*unsigned(session, told, newest.size), *unwitnessed(session, told.origin, signed, witnesses.quorum, seen)]
    last = session.scalar(select(func.max(LogNote.tree_size)).where(LogNote.origin == told.origin)) or 0
    text = note_of(session, told.origin, last) if last else ""
    return Standing(newest.size, waiting, seconds, told.origin, last, text, told.vkeys[-len(state.signing) :], tuple(alarms),
                    seen, witnesses.quorum, signed)  # fmt: skip


def signing(signer: Signer) -> tuple[State | None, list[Alarm]]:
    """What the signer remembers; None with the reason where there is no telling."""
    try:
        return (signer.state, []) if signer.there else (None, [Alarm(NO_SIGNER, {})])
    except Misconfigured as problem:
        return None, [Alarm(problem.sentence, dict(problem.values))]
