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


def test_a_member_takes_the_proof_of_the_own_score(act, home, tmp_path):
    said = act("audit", "score", "2024-Q1", "--as", "M01", "-o", tmp_path / "s.zip", "--json").data
    code, told = forging.verified(tmp_path / "away", (tmp_path / "s.zip").read_bytes(), "--case", "M01", "--lang", "zh")
    assert code == 3, told
    assert "得分证明：M01，2024-Q1" in told
    with sqlite3.connect(home / "procflow.db") as connection:
        rows = connection.execute("SELECT actor_id FROM audit_event WHERE type = 'score.proved'").fetchall()
    connection.close()
    assert rows == [("M01",)]
    assert said["sha256"] in act("audit", "score", "2024-Q1", "--as", "M01", "-o", tmp_path / "t.zip", "--at", said["size"]).out
    refused = act("audit", "score", "2031-Q1", "--as", "M01", "-o", tmp_path / "u.zip")
    assert refused.code != exits.DONE
    assert not (tmp_path / "u.zip").exists()
