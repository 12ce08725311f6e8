"""`procflow person export`: written for whoever administers the person, noted each time, and for nobody else."""

import json
import zipfile

import pytest

from procflow.cli import exits

NOTED = "SELECT count(*) FROM audit_event WHERE type = 'personal.exported'"


@pytest.fixture
def admin(rows):
    return rows("SELECT subject FROM dated_fact WHERE kind = 'role' AND data LIKE '%sysadmin%'")[0][0]


def test_everything_about_one_person_is_written_and_the_export_is_on_record(act, rows, admin, tmp_path):
    path = tmp_path / "M01.zip"
    said = act("person", "export", "M01", path, "--as", admin)
    assert (said.code, str(path) in said.out, rows(NOTED)) == (exits.DONE, True, [(1,)])
    with zipfile.ZipFile(path) as whole:
        data = json.loads(whole.read("data.json"))
        assert sorted(whole.namelist()) == ["data.json", "data.xlsx"]
    assert "张建国" in [row["text"] for row in data["texts"]]
    assert sum(row["points"] for row in data["entries"] if row["counts_in"] == "2024-Q1") == 2550
    others = rows("SELECT v.value FROM pii_vault v WHERE v.field LIKE '%name' AND v.subject_id <> 'M01'")
    assert [name for (name,) in others if name in json.dumps(data, ensure_ascii=False)] == []


@pytest.mark.parametrize("who", ["Y01", "M02"])
def test_whoever_does_not_administer_gets_nothing_and_leaves_no_file(act, rows, tmp_path, who):
    path = tmp_path / "none.zip"
    assert act("person", "export", "M01", path, "--as", who).code != exits.DONE
    assert (path.exists(), rows(NOTED)) == (False, [(0,)])
