"""Who detects what (audit-ledger §6): the database by itself, a checkpoint that somebody kept, the signer's state; what none of them can is said too.

The attacker owns the database and can make everything in it fit; the signer's folder and the kept checkpoint lie elsewhere.
What stands here stands in docs/security.md too, row by row: a row that differs fails.
"""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.engine import note
from procflow.proof.check import verify
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import NoExtension, Signer
from tests import servers
from tests.proof import attacks
from tests.proof.attacks import Scene, cut_short
from tests.proof.conftest import live
from tests.proof.sealed_world import sealed

DOCUMENT = Path(__file__).parents[2] / "docs" / "security.md"
ALL, NONE, KEPT = (True, True, True, True), (False, False, False, False), (False, False, True, True)
# attack: found within the database, by a checkpoint of the first twenty records, by one of the whole log, by the signer's state
ROWS = {
    attacks.nothing: ("", NONE),
    attacks.app_edits: ("the application's own user edits, deletes or replaces a record, an entry, a leaf", NONE),
    attacks.body_edited: ("a record edited in place", ALL),
    attacks.column_edited: ("a column edited that only repeats what a record says", ALL),
    attacks.chained_anew: ("a record edited, its case chained anew", ALL),
    attacks.middle_deleted: ("a record deleted from the middle, with its place in the tree", ALL),
    attacks.place_deleted: ("a place taken out of the tree", ALL),
    attacks.rewritten: ("and the whole tree made anew", KEPT),
    attacks.cut_short: ("the tail cut off with everything about it", KEPT),
    attacks.order_within_a_chain: ("records of one chain put the other way round", ALL),
    attacks.order_across_chains: ("records of different chains put the other way round", KEPT),
    attacks.rewritten_and_signed: ("the key stolen too, another checkpoint signed", KEPT),
    attacks.restored_and_worked_on: ("an older backup restored and worked on", KEPT),
    attacks.split_view: ("two logs of one size, each shown to somebody else", KEPT),
    attacks.unpended: ("a record taken from those that wait to be sealed", ALL),
    attacks.rewritten_before_sealing: ("a record rewritten before it was sealed (about a second)", NONE),
    attacks.stolen_sign_in: ("records made with a stolen sign-in", NONE),
    attacks.false_content: ("false content entered by whoever may", NONE),
}  # fmt: skip


@pytest.fixture
def scene(session, engine_url, database_kind, tmp_path):
    with ExitStack() as opened:

        def other():
            engine = create_engine(servers.migrated_copy(database_kind, tmp_path, live), poolclass=NullPool)
            return opened.enter_context(Session(engine, expire_on_commit=False))

        yield Scene(session, engine_url, Signer(tmp_path / "signer"), other)


@pytest.mark.parametrize("attack", ROWS, ids=lambda attack: attack.__name__)
def test_each_attack_is_found_by_what_can_find_it_and_by_nothing_else(scene, attack):
    signer, early = sealed(scene.session, scene.signer.folder)
    at = attack(scene)
    at.rollback()
    told = signer.state.now
    late = Checkpoint(told.origin, told.size, bytes.fromhex(told.root))
    reports = [verify(at), verify(at, kept=early), verify(at, kept=late), verify(at, signer=signer.state)]
    assert tuple(not report.ok for report in reports) == ROWS[attack][1]


def test_the_page_on_security_says_of_each_attack_what_is_shown_here():
    said = dict(rows(DOCUMENT.read_text("utf-8")))
    for words, found in ROWS.values():
        if words:
            assert said[words] == found, words


def rows(document):
    """The table of attacks: found inside, by an early checkpoint, by one that covers it, by the signer's state."""
    for line in document.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) >= 4 and all(cell.startswith(("found", "**no**", "prevented")) for cell in cells[1:4]):
            inside, kept, signer = (cell.startswith("found") for cell in cells[1:4])
            yield cells[0], (inside, kept and ", if " not in cells[2] and "younger" not in cells[2], kept, signer)


def test_after_a_cut_with_a_stolen_key_the_signer_signs_no_more(scene):
    signer, _ = sealed(scene.session, scene.signer.folder)
    at: Session = cut_short(scene)
    assert verify(at).ok
    assert [each.kind for each in verify(at, signer=signer.state).findings] == ["signer"]
    note(at, kind="test", actor="M02", data={})
    seal(at)
    with pytest.raises(NoExtension):
        publish(at, signer)
