"""The exported log: continued, self-proving, and the first to tell that a database was set back or rewritten (audit-ledger §5.7 L2)."""

import pytest

from procflow.errors import Misconfigured
from procflow.proof.recovery.exported import read
from procflow.proof.recovery.exporting import export
from tests.proof.attacks import cut, rehashed
from tests.proof.sealed_world import bodies, goes_on, resealed
from tests.proof.tamper import behind


@pytest.fixture
def file(session, signer, tmp_path):
    path = tmp_path / "log"
    assert export(session.get_bind(), path, signer.state).added == 53
    session.rollback()
    return path


def checked(path, known=None):
    with path.open("rb") as opened:
        return read(opened, path, known or {})


def test_a_file_holds_the_exact_bodies_in_their_order_and_proves_itself(session, engine_url, signer, file):
    with behind(engine_url) as door:
        order = [body for _, body in bodies(door)]
    lines = file.read_bytes().splitlines()
    assert [line[5:] for line in lines if line.startswith(b"body ")] == order
    found = checked(file, signer.state.vkeys)
    assert (found.size, found.trusted, found.checkpoints) == (53, 53, 1)
    assert checked(file).trusted == 0  # a stranger's file proves only itself
    assert file.stat().st_mode & 0o077 == 0
    assert "某M01".encode() not in file.read_bytes()


def test_it_is_continued_and_what_was_written_stays_byte_for_byte(session, signer, file):
    before = file.read_bytes()
    assert export(session.get_bind(), file, signer.state).added == 0
    assert file.read_bytes() == before
    session.rollback()
    goes_on(session, signer)
    session.rollback()
    assert export(session.get_bind(), file, signer.state).added == 1
    assert file.read_bytes()[: len(before)] == before
    assert checked(file).checkpoints == 2
    again = file.with_name("again")
    export(session.get_bind(), again, signer.state)
    assert {*again.read_bytes().splitlines()} <= {*file.read_bytes().splitlines()}


@pytest.mark.parametrize("left", [1, 400, 5000])
def test_a_run_that_was_interrupted_is_taken_up_again(session, signer, file, left):
    whole = file.read_bytes()
    goes_on(session, signer)
    session.rollback()
    export(session.get_bind(), file, signer.state)
    added = file.read_bytes()[len(whole) :]
    file.write_bytes(whole + added[: min(left, len(added) - 1)])
    assert checked(file).size == 53
    export(session.get_bind(), file, signer.state)
    assert file.read_bytes() == whole + added


@pytest.mark.parametrize("attack", [cut, lambda door: (rehashed(door), resealed(door, bodies(door)))], ids=["set back", "rewritten"])
def test_a_database_that_is_not_what_it_was_is_told_and_the_file_stays(session, engine_url, signer, file, attack):
    before = file.read_bytes()
    session.rollback()
    with behind(engine_url) as door:
        attack(door)
    with pytest.raises(Misconfigured, match="不是同一个"):
        export(session.get_bind(), file, signer.state)
    assert file.read_bytes() == before


def test_a_record_that_was_changed_in_place_is_not_exported(session, engine_url, signer, tmp_path):
    session.rollback()
    with behind(engine_url) as door:
        rehashed(door)
    with pytest.raises(Misconfigured, match="不是同一个"):
        export(session.get_bind(), tmp_path / "log", signer.state)
    assert (tmp_path / "log").read_bytes() == b""


def test_any_changed_line_is_told(file):
    lines = file.read_bytes().splitlines(keepends=True)
    for number, line in enumerate(lines):
        bent = bytearray(line)
        bent[len(line) // 2] ^= 1
        file.write_bytes(b"".join([*lines[:number], bytes(bent), *lines[number + 1 :]]))
        if not line.startswith((b"log", b"key")):
            with pytest.raises(Misconfigured):
                checked(file)
        file.write_bytes(b"".join([*lines[:number], *lines[number + 1 :]]))
        if not line.startswith((b"key", b"note")):
            with pytest.raises(Misconfigured):
                checked(file)


def test_the_log_of_another_installation_is_not_continued(session, signer, file):
    file.write_bytes(file.read_bytes().replace(b"log test/log", b"log other/log", 1))
    with pytest.raises(Misconfigured, match="other/log"):
        export(session.get_bind(), file, signer.state)
