"""Any byte of any column of any row, flipped behind the application's back, is found (audit-ledger §6)."""

from sqlite3 import IntegrityError as SqliteRefuses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import IntegrityError as PostgresRefuses
from sqlalchemy import LargeBinary

from procflow.models import Base
from procflow.proof.check import verify
from procflow.proof.publishing import publish
from procflow.proof.sealer import some
from procflow.proof.signer import Signer
from tests.proof.tamper import behind

# Not rebuilt from records: who may sign in, what waits to be done, what an installation is set to, what other programs were told.
OUTSIDE = {"account", "auth_session", "job", "installation", "event_outbox", "event_feed", "webhook", "delivery", "delivery_attempt"}
# No record speaks of these.
UNSAID = {
    ("audit_pending", "pending"),
    *(("evidence_file", name) for name in ("name", "uploaded_by", "uploaded_at")),
}
COLUMNS = [
    (table, column.name)
    for table in Base.metadata.sorted_tables
    if table.name not in OUTSIDE
    for column in table.columns
    if (table.name, column.name) not in UNSAID
]


@pytest.fixture
def signer(session, tmp_path):
    """Thirty records are sealed and signed, the others wait."""
    made = Signer(tmp_path / "signer")
    some(session, 30)
    publish(session, made)
    return made.state


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(where=st.sampled_from(COLUMNS), row=st.integers(0, 10**6), place=st.integers(0, 10**6), bit=st.integers(0, 6))
def test_a_flipped_byte_anywhere_is_found(session, engine_url, signer, where, row, place, bit):
    table, column = where
    keys = [each.name for each in table.primary_key.columns]
    with behind(engine_url) as door:
        rows = door.run(f"SELECT {column}, {', '.join(keys)} FROM {table.name} ORDER BY {', '.join(keys)}")
    if not rows:
        return  # nothing sealed in this world
    old, *key = rows[row % len(rows)]
    new = flipped(bytes(old) if isinstance(table.c[column].type, LargeBinary) else old, place, bit)
    matching = " AND ".join(f"{name} = ?" for name in keys)
    try:
        with behind(engine_url) as door:
            door.run(f"UPDATE {table.name} SET {column} = ? WHERE {matching}", new, *key)
    except (SqliteRefuses, PostgresRefuses):
        return  # a constraint of the database would not have it
    report = verify(session, signer=signer)
    with behind(engine_url) as door:
        now = [new if name == column else value for name, value in zip(keys, key, strict=True)]
        door.run(f"UPDATE {table.name} SET {column} = ? WHERE {matching}", old, *now)
    assert not report.ok, (table.name, column, old, new)
    assert verify(session, signer=signer).ok


def flipped(value, place, bit):
    match value:
        case None:
            return "x"
        case int():
            return value ^ (1 << bit)
        case bytes():
            at = place % len(value) if value else 0
            return value[:at] + bytes([value[at] ^ (1 << bit)]) + value[at + 1 :] if value else b"x"
        case "":
            return "x"
    at = place % len(value)
    other = chr(ord(value[at]) ^ (1 << bit)) if value[at].isascii() else "x"
    return value[:at] + (other if other.isprintable() else "~") + value[at + 1 :]


def test_most_columns_are_under_test():
    assert len(COLUMNS) > 100
