"""The evidence bundle from the command line: written, checked by itself, on record, for whoever may have it."""

import sqlite3

import pytest

from procflow.cli import exits
from tests.proof.bundle import forging

CLAIM = "LH1-JL-2024-0001"


def test_a_bundle_is_written_sealed_up_to_now_and_checks_by_itself(act, home, tmp_path):
    said = act("audit", "bundle", CLAIM, "--as", "A01", "-o", tmp_path / "b.zip", "--json").data
    assert said["whole"] == said["size"] - 1, "everything was sealed, stated and signed first"
    code, told = forging.verified(tmp_path / "away", (tmp_path / "b.zip").read_bytes(), "--case", CLAIM)
    assert code == 3, told
    assert "本事项的记录齐全" in told
    again = act("audit", "bundle", CLAIM, "--as", "A01", "-o", tmp_path / "c.zip", "--at", said["size"])
    assert said["sha256"] in again.out
    assert (tmp_path / "c.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with sqlite3.connect(home / "procflow.db") as connection:
        rows = connection.execute("SELECT actor_id FROM audit_event WHERE type = 'case.bundled'").fetchall()
    connection.close()
    assert rows == [("A01",), ("A01",)]
    assert act("audit", "verify", "--json").data["findings"] == []


@pytest.mark.parametrize("words", [("--as", "nobody"), (), ("--as", "A01", "--at", "7")])
def test_a_bundle_that_cannot_be_had_is_refused_in_words(act, tmp_path, words):
    said = act("audit", "bundle", CLAIM, "-o", tmp_path / "b.zip", *words)
    assert said.code != exits.DONE
    assert not (tmp_path / "b.zip").exists()
