"""The worlds that are tampered with: small ones, sealed in part, in which every table that repeats records has rows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import demo
from procflow.config import Settings
from procflow.engine import note
from procflow.engine.hearing import hear
from procflow.engine.issuing import Issue, issue
from procflow.models import HeardObjection, LogCosignature
from procflow.proof.keys import State, key
from procflow.proof.notes import Note, sign
from procflow.proof.publishing import publish
from procflow.proof.sealer import some
from procflow.proof.signer import Signer
from procflow.schema import upgrade
from tests import spring
from tests.proof.world import PAPER, small

TAKEN = "D1ZB-YY-2024-0001"


@dataclass(frozen=True)
class Lived:
    """A world that was lived in this database, and what its signer knows."""

    url: str
    state: State


def brief(url: str, folder: Path) -> Lived:
    """Sixty records: a claim with its motion, papers, an objection through a sheet; a third of them still waits to be sealed."""
    upgrade(url)
    with opened(url) as session:
        small(session)
        note(session, kind="evidence.stored", actor="M01", data={"sha256": PAPER, "size": 5, "media": "image/png"})
        for version in (1, 2):
            issue(session, "Y01", Issue("AB2CD3E4F", f"{version}" * 64, "d" * 64, "notice", "d1", "公示", "2024-Q1", "D1ZB-GS-2024-0001",
                                        version, 3, "12.50", "2024-03-20T01:00:00.000000Z"))  # fmt: skip
        heard = hear(session, "AB2CD3E4F", "d1", "heard", {"claim": "少记了一次", "name": "某人"}, 2)
        hear(session, "AB2CD3E4F", "d1", "heard-2", {"claim": "没有意见"}, 0)
        session.execute(update(HeardObjection).where(HeardObjection.event_id == heard.event_id).values(case_no=TAKEN))
        note(session, kind="objection.taken_in", actor="Y01", data={"event": heard.event_id, "case": TAKEN}, unit="d1")
        return signed(session, url, folder, 20, 20)


def year(url: str, folder: Path) -> Lived:
    """A branch's spring: a closed quarter, a sheet with annexes, whole blocks of the tree."""
    demo.ensure(Settings(home=folder, database_url=url), spring.script)
    with opened(url) as session:
        return signed(session, url, folder, 200, 150)


def signed(session: Session, url: str, folder: Path, *batches: int) -> Lived:
    """Sealed and signed in so many batches, cosigned by somebody; what is left waits."""
    signer = Signer(folder / "signer")
    for batch in batches:
        some(session, batch)
        note = publish(session, signer)
    told = signer.state.now
    line = sign(key(signer.folder, 1), "test/witness", Note.read(note).text)
    session.execute(insert(LogCosignature).values(origin=told.origin, tree_size=told.size, witness="test/witness", line=line))
    session.commit()
    return Lived(url, signer.state)


def opened(url: str) -> Session:
    return Session(create_engine(url, poolclass=NullPool), expire_on_commit=False)


WORLDS: dict[str, Callable[[str, Path], Lived]] = {"brief": brief, "year": year}
