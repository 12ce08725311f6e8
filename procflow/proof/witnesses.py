"""Which witnesses are asked, how many of them must have signed, and how far each did. It asks nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from procflow.canon import stamp
from procflow.errors import Misconfigured
from procflow.models import LogCosignature, LogNote
from procflow.proof.notes import COSIGNS, Note, Untrue, Verifier

URL = re.compile(r"https?://[^\s?#@]+")
WRONG = (
    "PROCFLOW_WITNESSES 的写法不对。请系统管理员改为“网址 公钥”，几个见证人用分号隔开，例如 https://witness.county.example.cn 见证人的公钥"
)
TOO_MANY = "PROCFLOW_WITNESS_QUORUM 是 {quorum}，可是只有 {n} 个见证人。请系统管理员改小，或不设（过半数）"


@dataclass(frozen=True)
class Party:
    """A witness as the log knows it: where it is asked, and its key."""

    url: str
    key: Verifier


@dataclass(frozen=True)
class Witnesses:
    """Those that are asked, and how many must have signed: without another word more than half, so that no two views of the log can both have them."""

    parties: tuple[Party, ...] = ()
    quorum: int = 0

    @classmethod
    def of(cls, text: str, quorum: int = 0) -> Witnesses:
        """As settings name them: `address vkey`, parted by semicolons. Raises Misconfigured."""
        parties = tuple(party(each.split()) for each in text.split(";") if each.strip())
        if len({each.key.name for each in parties}) < len(parties):
            raise Misconfigured(WRONG)
        if quorum > len(parties):
            raise Misconfigured(TOO_MANY, quorum=quorum, n=len(parties))
        return cls(parties, quorum or (len(parties) // 2 + 1 if parties else 0))


@dataclass(frozen=True)
class Cosigned:
    """How far a witness signed, and when, as a stamp; 0 and "" for one that did not."""

    witness: str
    size: int = 0
    at: str = ""


def party(words: Sequence[str]) -> Party:
    try:
        url, vkey = words
        key = Verifier.of(vkey)
    except (ValueError, Untrue):
        raise Misconfigured(WRONG) from None
    if key.kind != COSIGNS or not URL.fullmatch(url):
        raise Misconfigured(WRONG)
    return Party(url.rstrip("/"), key)


def cosigned(session: Session, origin: str, witnesses: Witnesses) -> tuple[Cosigned, ...]:
    """What each of them signed last of this log; a line that is not true counts for nothing."""
    return tuple(last(session, origin, each.key) for each in witnesses.parties)


def last(session: Session, origin: str, key: Verifier) -> Cosigned:
    kept = LogCosignature
    chosen = select(LogNote.note, kept.line, kept.tree_size).join(
        LogNote, and_(LogNote.origin == kept.origin, LogNote.tree_size == kept.tree_size)
    )
    newest = chosen.where(kept.origin == origin, kept.witness == key.name).order_by(kept.tree_size.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    try:
        time = Note.read(row.note + row.line).check(key).get(key) if row else None
    except Untrue:
        time = None
    return Cosigned(key.name, row.tree_size, stamp(datetime.fromtimestamp(time, UTC))) if row and time else Cosigned(key.name)


def covered(signed: Sequence[Cosigned], quorum: int) -> int:
    """Up to which size enough of them saw the log."""
    sizes = sorted((each.size for each in signed), reverse=True)
    return sizes[quorum - 1] if 0 < quorum <= len(sizes) else 0
