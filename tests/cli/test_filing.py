"""Facts from the command line: the same rules, warnings and records as on the pages; a preview files nothing."""

import pytest

from procflow.cli import exits


@pytest.fixture
def count(rows):
    return lambda: rows("SELECT count(*) AS n FROM dated_fact")[0].n


def test_a_preview_tells_what_to_consider_and_files_nothing(act, count):
    before = count()
    said = act("file", "role", "M01", "--as", "admin", "--unit", "lh1", "--field", "role=recorder", "--preview", "--json")
    assert (said.code, said.data["subject"], "record" in said.data) == (exits.DONE, "M01", False)
    assert count() == before


def test_what_is_filed_is_told_with_its_record_and_the_same_key_files_it_once(act, count):
    before = count()
    line = ("file", "role", "M01", "--as", "admin", "--unit", "lh1", "--field", "role=deputy_secretary", "--key", "k1", "--json")
    first, second = act(*line), act(*line)
    assert first.code == second.code == exits.DONE
    assert first.data["record"] == second.data["record"]
    assert count() == before + 1


def test_the_rules_of_the_organisation_hold_here_too(act, count):
    before = count()
    said = act("file", "role", "M01", "--as", "admin", "--unit", "lh1", "--field", "role=points_admin", "--preview")
    assert said.code == exits.REFUSED
    assert "积分管理员只设一人" in said.out + said.err
    said = act("file", "role", "M01", "--as", "admin", "--unit", "lh1", "--field", "role=points_admin")
    assert said.code == exits.REFUSED
    assert count() == before


@pytest.mark.parametrize(("kind", "field"), [("role", "role=emperor"), ("rumour", "role=recorder"), ("role", "nothing")])
def test_what_cannot_be_read_files_nothing(act, count, kind, field):
    before = count()
    assert act("file", kind, "M01", "--as", "admin", "--unit", "lh1", "--field", field).code != exits.DONE
    assert count() == before
