"""One row put back from the exported log: the exact bytes, on record, by whoever may, and never anything that is not proved."""

import pytest
from sqlalchemy import text

from procflow.errors import Misconfigured, NotFound, Refused
from procflow.proof.check import verify
from procflow.proof.recovery.exporting import export
from procflow.proof.recovery.putting import put_back
from procflow.proof.signer import Signer
from tests.proof.tamper import behind


@pytest.fixture
def file(session, signer, tmp_path):
    export(session.get_bind(), tmp_path / "log", signer.state)
    session.rollback()
    return tmp_path / "log"


CHANGES = {
    "a body": ("UPDATE audit_event SET body = (SELECT body FROM audit_event WHERE id = 9) WHERE id = 12", "12"),
    "a column": ("UPDATE audit_event SET actor_id = 'M02' WHERE id = 12", "12"),
    "a handle": ("UPDATE audit_event SET id = 9999 WHERE id = 12", "12"),
    "a leaf": ("UPDATE audit_leaf SET leaf_hash = (SELECT leaf_hash FROM audit_leaf WHERE event_pk = 9) WHERE event_pk = 12", "12"),
    "a lost record": ("DELETE FROM audit_event WHERE id = 12", "12"),
    "a lost record by its place": ("DELETE FROM audit_event WHERE case_id = 'unit/d1' AND case_seq = 3", "unit/d1/3"),
    "points": ("UPDATE ledger_entry SET points = 1000", "SELECT entry_id FROM ledger_entry"),
    "a lost entry": ("DELETE FROM ledger_entry", "SELECT entry_id FROM ledger_entry"),
    "an annex": ("UPDATE audit_annex SET bytes = (SELECT body FROM audit_event WHERE id = 9)", "SELECT sha256 FROM audit_annex"),
    "a lost annex": ("DELETE FROM audit_annex", "SELECT sha256 FROM audit_annex"),
    "a table of a procedure": ("UPDATE procedure_edition SET edition = 'x' WHERE procedure = 'bonus_claim'",
                               "SELECT sha256 FROM procedure_edition WHERE procedure = 'bonus_claim'"),
    "rules": ("DELETE FROM regime_version", "SELECT sha256 FROM regime_version"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_the_exact_bytes_come_back_and_are_on_record(session, engine_url, signer, file, name):
    change, asked = CHANGES[name]
    with behind(engine_url) as door:
        keys = [row[0] for row in door.run(asked)] if asked.startswith("SELECT") else [asked]
        door.run(change)
    assert not verify(session, signer=signer.state).ok
    session.rollback()
    done = [put_back(session, signer.state, "aud", file, key) for key in keys]
    assert all(each.changed for each in done)
    report = verify(session, signer=signer.state)
    assert report.findings == ()
    session.rollback()
    assert not put_back(session, signer.state, "aud", file, keys[0]).changed
    noted = "SELECT count(*) FROM audit_event WHERE type = 'log.row_restored' AND actor_id = 'aud' AND outcome = 'done'"
    assert session.scalar(text(noted)) == len(keys)


def test_what_the_file_does_not_prove_is_not_put_back(session, engine_url, signer, file, tmp_path):
    other = Signer(tmp_path / "other")
    other.make("test/log")
    for state, key, error in ((other.state, "12", Misconfigured), (signer.state, "M01", NotFound), (signer.state, "9" * 6, NotFound)):
        with pytest.raises(error):
            put_back(session, state, "aud", file, key)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines) + lines[-2].replace(b"office", b"street"))
    with behind(engine_url) as door:
        door.run("UPDATE audit_event SET body = (SELECT body FROM audit_event WHERE id = 9) WHERE case_id = 'person/M01'")
    assert put_back(session, signer.state, "aud", file, "person/M01/0").changed  # a line behind the last checkpoint is no proof
    assert b'"from":"office"' in bytes(session.scalar(text("SELECT body FROM audit_event WHERE case_id = 'person/M01'")))
    session.rollback()
    file.write_bytes(b"".join(line.replace(b'"from":"office"', b'"from":"street"') for line in lines))
    with pytest.raises(Misconfigured):
        put_back(session, signer.state, "aud", file, "person/M01/0")


def test_only_the_administrator_or_an_auditor_puts_back(session, signer, file):
    with pytest.raises(Refused) as told:
        put_back(session, signer.state, "M01", file, "12")
    assert told.value.code == "FORBIDDEN_ROLE"
    assert session.scalar(text("SELECT count(*) FROM audit_event WHERE type = 'log.row_restored' AND outcome = 'refused'")) == 1
