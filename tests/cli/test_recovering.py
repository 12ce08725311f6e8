"""The exported log and a row put back, as they are called."""

import sqlite3

from procflow.cli import exits


def test_the_log_is_exported_continued_and_checked(act, tmp_path):
    act("audit", "seal")
    first = act("audit", "export", tmp_path / "log", "--json").data
    assert first["added"] == first["size"] > 200
    assert act("audit", "export", tmp_path / "log", "--json").data["added"] == 0
    data = act("audit", "export", tmp_path / "log", "--check", "--json").data
    assert (data["size"], data["trusted"]) == (first["size"], first["size"])
    (tmp_path / "log").write_bytes((tmp_path / "log").read_bytes().replace(b"bonus_claim", b"bonus_claiM", 1))
    said = act("audit", "export", tmp_path / "log", "--check")
    assert (said.code, said.out) == (exits.MISCONFIGURED, "")


def test_a_changed_row_is_put_back_by_name_of_the_finding(act, home, tmp_path):
    act("audit", "seal")
    act("audit", "export", tmp_path / "log")
    with sqlite3.connect(home / "procflow.db") as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'ledger_entry_keeps_update'").fetchone()
        connection.execute("DROP TRIGGER ledger_entry_keeps_update")
        connection.execute("UPDATE ledger_entry SET points = points + 1 WHERE rowid = 3")
        connection.execute(guard)
    connection.close()
    key = act("audit", "verify", "--json").data["findings"][0]["where"]["key"]
    wanted = ("audit", "restore-row", key, "--from", tmp_path / "log")
    assert act(*wanted).code == exits.INVALID  # who?
    assert act(*wanted, "--as", "M01").code == exits.REFUSED
    assert act(*wanted, "--as", "A01", "--json").data["changed"]
    assert act("audit", "verify").code == exits.DONE
