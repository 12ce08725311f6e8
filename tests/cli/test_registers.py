"""The registers from the command line: as a file, a page or data, for whoever may read them, each export on the log."""

import csv
import io
import json

import pytest


def test_a_register_comes_as_csv_html_or_json(act):
    said = ("register", "r3", "--unit", "lh1", "--year", "2024", "--as", "Y01")
    table = list(csv.DictReader(io.StringIO(act(*said).out.removeprefix("\ufeff"))))
    data = json.loads(act(*said, "--format", "json").out)
    assert data["register"] == "R3"
    assert len(table) == len(data["rows"]) > 0
    assert act(*said, "--json").data == data
    assert act(*said, "--format", "html").out.count("<tr>") == len(table) + 1


def test_one_member_alone(act):
    said = ("register", "R1", "--unit", "lh1", "--year", "2024", "--as", "Y01", "--json")
    assert {row[0] for row in act(*said, "--member", "M01").data["rows"]} == {"张建国"}
    assert len({row[0] for row in act(*said).data["rows"]}) > 1


def test_every_export_is_on_record(act, rows):
    act("register", "R1", "--unit", "lh1", "--year", "2024", "--as", "M01", "--format", "html")
    found = rows("SELECT actor_id, body FROM audit_event WHERE type = 'register.exported'")
    assert [(actor, json.loads(body)["form"]) for actor, body in found] == [
        ("M01", {"register": "R1", "year": "2024", "member": "M01", "format": "html"})
    ]


@pytest.mark.parametrize(
    "wrong", [("R3", "--as", "M01"), ("R1", "--as", "M01", "--member", "M02"), ("R17", "--as", "Y01"), ("R1", "--as", "nobody")]
)
def test_what_may_not_be_read_is_refused_and_leaves_no_record(act, rows, wrong):
    done = act("register", *wrong, "--unit", "lh1", "--year", "2024")
    assert done.code != 0
    assert (done.out, bool(done.err)) == ("", True)
    assert rows("SELECT 1 FROM audit_event WHERE type = 'register.exported'") == []
