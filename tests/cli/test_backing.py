"""Backup, restore and drill, as an administrator calls them: verified, never over a living system unasked, an epoch after an older state."""

import sqlite3
import zipfile

import pytest

from procflow.cli import exits


@pytest.fixture
def backup(act, tmp_path):
    assert act("audit", "seal").code == exits.DONE
    assert act("backup", tmp_path / "b.zip").code == exits.DONE
    return tmp_path / "b.zip"


def test_a_backup_is_restored_elsewhere_whole_and_says_where_it_came_from(act, call, backup, tmp_path, home):
    data = call("restore", backup, "--home", tmp_path / "new", "--json").data
    assert data["report"]["ok"]
    assert (data["files"], data["aside"]) == (len(list((home / "evidence").rglob("?" * 64))), "")
    assert call("audit", "verify", "--home", tmp_path / "new").code == exits.DONE
    old, new = (table(each, "audit_event") for each in (home, tmp_path / "new"))
    assert new[: len(old)] == old
    assert [row[7] for row in new[len(old) :]] == ["log.restored"]
    assert table(home, "ledger_entry") == table(tmp_path / "new", "ledger_entry")


def table(home, name):
    with sqlite3.connect(home / "procflow.db") as connection:
        found = connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
    connection.close()
    return found


def test_without_its_keys_a_restored_log_signs_only_as_a_new_epoch(call, backup, tmp_path):
    new = ("--home", tmp_path / "new")
    assert call("restore", backup, *new, "--json").data["epoch"]
    assert call("audit", "seal", *new).code == exits.MISCONFIGURED


def test_a_living_system_is_replaced_only_when_told_and_is_kept_aside(act, backup, home):
    refused = act("restore", backup)
    assert refused.code == exits.MISCONFIGURED
    assert "--replace" in refused.err
    act("step", "--begin", "bonus_claim", "--unit", "lh1", "--as", "M01")
    act("audit", "seal")
    later = table(home, "audit_event")
    done = act("restore", backup, "--replace", "--json").data
    assert done["epoch"]
    assert len(list(home.glob("procflow.db.before-*"))) == 1
    aside = sqlite3.connect(done["aside"])
    assert aside.execute("SELECT count(*) FROM audit_event").fetchone() == (len(later),)
    aside.close()
    assert act("audit", "verify").code == exits.REFUSED  # the signer remembers more
    assert not list(home.glob(".*restoring*"))


def test_a_damaged_backup_is_refused_and_everything_stays(act, backup, home, tmp_path):
    before = table(home, "audit_event")
    for part in ("tables/ledger_entry.jsonl", "tables/audit_event.jsonl"):
        assert act("restore", changed(backup, tmp_path / "x.zip", part), "--replace").code == exits.MISCONFIGURED
    backup.write_bytes(backup.read_bytes()[:5000])
    assert act("restore", backup, "--replace").code == exits.MISCONFIGURED
    assert table(home, "audit_event") == before


def changed(source, target, part):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"2024", b"2025", 1) if name == part else content)
    return target


def test_a_backup_of_what_was_tampered_with_is_not_taken_unless_told(act, home, call, tmp_path):
    with sqlite3.connect(home / "procflow.db") as connection:
        connection.execute("DROP TRIGGER ledger_entry_keeps_update")
        connection.execute("UPDATE ledger_entry SET points = points + 1 WHERE rowid = 3")
    connection.close()
    assert act("backup", tmp_path / "t.zip").code == exits.DONE
    assert act("backup", "drill", tmp_path / "t.zip").code == exits.REFUSED
    assert call("restore", tmp_path / "t.zip", "--home", tmp_path / "new").code == exits.MISCONFIGURED
    assert not (tmp_path / "new" / "procflow.db").exists()
    assert not call("restore", tmp_path / "t.zip", "--home", tmp_path / "new", "--despite", "--json").data["report"]["ok"]


def test_a_drill_tells_figures_and_leaves_nothing(act, home):
    before = set(home.rglob("*"))
    data = act("backup", "drill", "--json").data
    assert data["ok"]
    assert data["records"] > 200
    assert set(home.rglob("*")) - before <= {home / "procflow.db-wal", home / "procflow.db-shm"}


def test_a_backup_holds_no_key_no_secret_and_no_session_and_is_its_owners_alone(backup, act):
    with zipfile.ZipFile(backup) as file:
        names = set(file.namelist())
        assert not any("secret" in name or "pem" in name or "auth_session" in name for name in names)
        assert b"PRIVATE" not in b"".join(file.read(name) for name in names if not name.startswith("files/"))
    assert backup.stat().st_mode & 0o077 == 0
    assert act("backup", backup).code == exits.MISCONFIGURED  # never over another file
