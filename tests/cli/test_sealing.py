"""The sealed log from the command line: seal, status, keys, a new epoch by two people, and a witness; every answer in words and as data."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from procflow.cli import exits
from procflow.proof.checkpoint import opened
from procflow.proof.notes import Note, Verifier
from tests.cli.conftest import NONE

PERSON = "A02"


@pytest.fixture
def sealed(call, installed):
    """A new installation, sealed and signed once, and the program on it; an auditor beside its administrator."""
    run = lambda *words, **more: call(*words, "--home", installed, **more)
    for kind, *said in (("person", PERSON, "--field", "name=周敏"), ("role", PERSON, "--field", "role=auditor")):
        assert run("file", kind, *said, "--unit", "b1", "--as", "root").code == 0
    assert run("audit", "seal").code == 0
    return run


def test_sealing_by_hand_says_how_many_and_signs_them(call, installed):
    said = call("audit", "seal", "--json", "--home", installed)
    assert (said.code, said.data["sealed"] > 3) == (0, True)
    assert said.data["signed"] == said.data["sealed"]
    again = call("audit", "seal", "--home", installed)
    assert again.out.startswith("已封存 0 条，签名到")


def test_the_status_shows_the_last_checkpoint_and_the_key_that_signed_it(sealed):
    found = sealed("audit", "status", "--json").data
    assert (found["waiting"], found["alarms"], found["witnesses"]) == (0, [], [])
    assert opened(found["note"], *map(Verifier.of, found["vkeys"])).size == found["sealed"] == found["signed"]
    said = sealed("audit", "status", "--lang", "en")
    assert said.code == exits.DONE
    assert found["vkeys"][0] in said.out


def test_a_signer_that_refuses_is_told_and_the_exit_code_says_so(sealed, installed):
    with sqlite3.connect(installed / "procflow.db") as connection:
        for table, *_ in connection.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'table'").fetchall():
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        connection.execute("DELETE FROM log_head")
        connection.execute("DELETE FROM log_note")
        connection.execute("DELETE FROM audit_leaf")
        connection.execute("INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event ORDER BY id DESC")
    connection.close()
    said = sealed("audit", "status")
    assert said.code == exits.REFUSED
    assert "签名密钥拒绝签名" in said.out
    said = sealed("audit", "seal")
    assert said.code != exits.DONE
    assert "签名密钥拒绝签名" in said.all


def test_a_key_is_rotated_and_retired_by_the_administrator_alone(sealed):
    (first,) = sealed("audit", "key", "--json").data["signing"]
    assert sealed("audit", "key", "--rotate").code == exits.INVALID
    assert sealed("audit", "key", "--rotate", "--as", PERSON).code == exits.REFUSED
    both = sealed("audit", "key", "--rotate", "--as", "root", "--json").data["signing"]
    assert both[0] == first
    assert len(both) == 2
    sealed("audit", "seal")
    note = sealed("audit", "status", "--json").data["note"]
    assert [str(each) for each in Note.read(note).check(*map(Verifier.of, both))] == both
    assert sealed("audit", "key", "--retire", "--as", PERSON).code == exits.REFUSED
    said = sealed("audit", "key", "--retire", "--as", "root")
    assert first in said.out
    assert sealed("audit", "key", "--json").data["signing"] == both[1:]
    assert sealed("audit", "verify").code == 0


def test_an_epoch_is_asked_for_by_one_and_begun_by_another(sealed):
    before = sealed("audit", "key", "--json").data["origin"]
    for words in ((), ("--reason", "从备份恢复", "--approve")):
        assert sealed("audit", "epoch", *words, "--as", "root").code == exits.INVALID
    assert sealed("audit", "epoch", "--reason", "从备份恢复").code == exits.INVALID
    assert sealed("audit", "epoch", "--approve", "--as", PERSON).code not in (exits.DONE, exits.INVALID), "nobody asked yet"
    assert sealed("audit", "epoch", "--reason", "从备份恢复", "--as", PERSON).code == exits.REFUSED
    assert sealed("audit", "epoch", "--reason", "从备份恢复", "--as", "root").code == 0
    assert sealed("audit", "epoch", "--approve", "--as", "root").code == exits.REFUSED
    said = sealed("audit", "epoch", "--approve", "--as", PERSON, "--json")
    assert said.data["origin"] == f"{before}-2"
    assert sealed("audit", "seal").code == 0
    assert sealed("audit", "status", "--json").data["origin"] == f"{before}-2"
    assert sealed("audit", "verify").code == 0


def test_somebody_who_is_nobody_changes_no_key(sealed):
    assert sealed("audit", "key", "--rotate", "--as", "nobody").code not in (exits.DONE, exits.INVALID)
    assert len(sealed("audit", "key", "--json").data["signing"]) == 1


def test_without_witnesses_asking_them_says_where_they_are_named(sealed):
    said = sealed("audit", "cosign")
    assert said.code != exits.DONE
    assert "PROCFLOW_WITNESSES" in said.all
    assert "PROCFLOW_WITNESSES" in sealed("audit", "cosign", PROCFLOW_WITNESSES="w.example").all


@pytest.fixture
def served(call, tmp_path):
    """A witness as a second party runs it, a process of its own on this machine: its folder, address and key."""
    home = tmp_path / "second-party"
    vkey = call("witness", "init", "w1.example", "--home", home, "--json").data["vkey"]
    words = [sys.executable, "-m", "procflow", "witness", "serve", "--port", "0", "--home", str(home), "--lang", "en"]
    environ = {name: value for name, value in os.environ.items() if name not in NONE} | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environ, cwd=Path(__file__).parents[2])
    line = process.stdout.readline()
    yield home, line.split()[-4].rstrip("/"), vkey
    process.terminate()
    process.wait(timeout=30)
    process.stdout.close()
    assert process.returncode in (0, -15, 1, 130)


@pytest.mark.loopback
def test_a_witness_of_a_second_party_signs_what_the_log_shows_it(call, sealed, served):
    home, url, vkey = served
    asks = lambda *words: sealed("audit", *words, "--json", PROCFLOW_WITNESSES=f"{url} {vkey}")
    said = asks("cosign")
    assert said.code == exits.REFUSED
    assert [each["outcome"] for each in said.data] == ["unknown"]
    log = sealed("audit", "key", "--json").data["signing"][0]
    assert call("witness", "trust", log, "--home", home).code == 0
    first = asks("cosign")
    assert (first.code, [each["outcome"] for each in first.data]) == (exits.DONE, ["signed"])
    sealed("audit", "key", "--rotate", "--as", "root")
    sealed("audit", "seal")
    assert [each["outcome"] for each in asks("cosign").data] == ["signed"], "the old key signs on beside the new one"
    found = asks("status").data
    assert found["witnessed"] == found["signed"] == found["witnesses"][0]["size"]
    seen = call("witness", "status", "--home", home, "--json").data
    assert [(each["origin"], each["size"]) for each in seen["logs"]] == [(found["origin"], found["signed"])]
    assert Verifier.of(vkey) in Note.read(seen["logs"][0]["note"]).check(Verifier.of(vkey))
    assert call("witness", "status", "--home", home).code == exits.DONE
