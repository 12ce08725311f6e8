"""The records verified and traced from the command line; what was changed behind the back is named."""

import sqlite3

import pytest

from procflow.cli import exits


@pytest.fixture
def behind(home):
    """Change a row as somebody with the database's file could."""

    def changed(statement):
        with sqlite3.connect(home / "procflow.db") as connection:
            triggers = [(name, sql) for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")]
            for name, _ in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(statement)
            for _, sql in triggers:
                connection.execute(sql)
        connection.close()

    return changed


def test_the_records_of_the_demo_prove_themselves(act):
    data = act("audit", "verify", "--json").data
    assert (data["ok"], data["findings"]) == (True, [])
    assert data["counts"]["records"] > 200


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE ledger_entry SET points = points + 1 WHERE rowid = 3", "ledger_entry"),
        ("UPDATE proc_case SET state = 'posted' WHERE no = 'LH1-JZ-2024-0002'", "proc_case"),
        ("UPDATE audit_event SET body = CAST(replace(body, '第', '弟') || ' ' AS BLOB) WHERE id = 20", "audit_event"),
        ("UPDATE audit_event SET actor_id = 'M01' WHERE id = 20", "audit_event"),
        ("DELETE FROM task WHERE closed IS NULL", "task"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_thing_that_differs_is_named_by_table_and_key(act, behind, statement, table, lang):
    behind(statement)
    said = act("audit", "verify", "--json", "--lang", lang)
    assert (said.code, said.data["ok"]) == (exits.REFUSED, False)
    first = said.data["findings"][0]
    assert first["where"]["table"] == table
    told = act("audit", "verify", "--lang", lang)
    assert told.code == exits.REFUSED
    assert f"✖ {table} {first['where']['key']}" in told.out


def test_a_trace_holds_every_record_of_the_case_and_says_that_they_hang_together(act):
    data = act("audit", "trace", "LH1-JL-2024-0001", "--as", "A01", "--json").data
    assert [each["seq"] for each in data["events"]] == list(range(len(data["events"])))
    assert data["faults"] == []
    assert data["events"][-1]["hash"] in act("audit", "trace", "LH1-JL-2024-0001", "--as", "A01").out


def test_a_trace_shows_refused_attempts_with_their_code(act):
    """The meeting of 12 April: nine of twenty, no discussion may begin."""
    assert "QUORUM_NOT_MET" in act("audit", "trace", "LH1-DH-2024-0015", "--as", "A01").out


def test_a_trace_with_a_record_missing_says_so(act, behind):
    behind("DELETE FROM audit_event WHERE case_seq = 2 AND case_id = (SELECT case_id FROM proc_case WHERE no = 'LH1-JL-2024-0001')")
    said = act("audit", "trace", "LH1-JL-2024-0001", "--as", "A01", "--json")
    assert said.code == exits.REFUSED
    assert said.data["faults"]
