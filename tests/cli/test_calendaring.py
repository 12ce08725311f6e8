"""`procflow calendar`: a notice read in and an estimate, previewed unless --yes says otherwise."""

import pytest

from tests.sheets.books import book

COUNT = "SELECT count(*) FROM dated_fact WHERE kind = 'calendar' AND superseded_by IS NULL AND subject = '2027'"


@pytest.fixture
def who(rows):
    (person, unit), *_ = rows("SELECT subject, unit FROM dated_fact WHERE kind = 'role' AND data LIKE '%sysadmin%'")
    return ("--as", person, "--unit", unit)


def test_a_notice_is_previewed_then_filed(act, rows, who, tmp_path):
    path = tmp_path / "notice.xlsx"
    path.write_bytes(book(("2027-01-01", "休"), ("2027-02-20", "班"), head=("日期", "休/班")))
    seen = act("calendar", "import", path, *who)
    assert (seen.code, "2027 年：放假的工作日 1 天，上班的周末 1 天" in seen.out, rows(COUNT)) == (0, True, [(0,)])
    assert (act("calendar", "import", path, *who, "--yes").code, rows(COUNT)) == (0, [(1,)])


def test_an_estimate_is_marked_as_one(act, rows, who):
    assert act("calendar", "estimate", "2027", *who, "--yes").code == 0
    assert '"estimated":true' in rows("SELECT data FROM dated_fact WHERE kind = 'calendar' AND subject = '2027'")[0][0]


def test_faults_are_told_by_cell_and_nothing_is_filed(act, rows, who, tmp_path):
    path = tmp_path / "notice.xlsx"
    path.write_bytes(book(("2027-01-01", "或许"), head=("日期", "安排")))
    told = act("calendar", "import", path, *who, "--yes")
    assert (told.code, "B2" in told.out, rows(COUNT)) == (2, True, [(0,)])


def test_whoever_does_not_administer_files_none(act, rows):
    assert act("calendar", "estimate", "2027", "--as", "Y01", "--unit", "lh1", "--yes").code == 3
    assert rows(COUNT) == [(0,)]


def test_the_inbox_says_which_last_day_is_an_estimate(act, who):
    assert "(估计)" not in act("inbox", "--as", "Y02").out
    act("calendar", "estimate", "2024", *who, "--yes")
    said = act("inbox", "--as", "Y02")
    assert said.out.count("(估计)") == len([each for each in act("inbox", "--as", "Y02", "--json").data["rows"] if each["due"]])
