"""One bundle of the small world's claim for all questions of a file, made once; they change copies of its files."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import evidence
from procflow.proof import heads
from procflow.proof.bundle import bundle
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer
from procflow.schema import upgrade
from tests.proof.world import PAPER, small

DAY = date(2024, 3, 10)
CLAIM, MOTION, OTHER = "D1ZB-JL-2024-0001", "D1ZB-DH-2024-0001", "D1ZB-JL-2024-0002"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """A session in a world whose log is sealed, its heads stated, signed; `paper` is the checkpoint as it stood before the statement."""
    folder = tmp_path_factory.mktemp("bundle")
    url = f"sqlite:///{folder / 'world.db'}"
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        small(session)
        evidence.locate(engine.url, folder / "files")
        evidence.write(evidence.place(folder / "files", PAPER), b"paper")
        signer = Signer(folder / "signer")
        seal(session)
        paper = publish(session, signer)
        heads.state(session)
        seal(session)
        publish(session, signer)
        yield SimpleNamespace(session=session, signer=signer, paper=paper, folder=folder, url=url)
    engine.dispose()


@pytest.fixture(scope="module")
def made(sealed):
    """The claim's bundle, for the secretary."""
    return bundle(sealed.session, "Y01", DAY, CLAIM, sealed.signer.state)


@pytest.fixture
def chain(sealed):
    return sealed.session.scalar(text("SELECT case_id FROM proc_case WHERE no = :no"), {"no": CLAIM})
