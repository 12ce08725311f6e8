"""The small lived world for each test, with somebody who may approve an epoch."""

import pytest

from procflow.proof.signer import Signer
from tests.proof.conftest import engine_url  # noqa: F401 - a fixture
from tests.proof.sealed_world import sealed
from tests.proof.world import World


@pytest.fixture
def signer(session, tmp_path) -> Signer:
    world = World(session, unit="xz", keys=iter(range(2000, 3000)))
    world.file("person", "aud", name="审计")
    world.file("role", "aud", role="auditor")
    return sealed(session, tmp_path / "signer")[0]


@pytest.fixture
def papers(tmp_path):
    """The one paper of the world, where papers lie."""
    from procflow.evidence.folder import place, write
    from tests.proof.world import PAPER

    write(place(tmp_path / "papers", PAPER), b"paper")
    return tmp_path / "papers"
