"""A rehearsal from the command line: played in a database of its own, compared line by line, and proved if asked."""

import pytest

from procflow.cli import exits
from tests import servers

STAGE = "title: 一季度\nparts: [township/branch]"


@pytest.fixture
def script(tmp_path):
    """A script that sets the stage of the quarter and takes none of its steps but those given."""

    def made(steps="  []", expect=""):
        path = tmp_path / "script.yaml"
        path.write_text(f"{STAGE}\nsteps:\n{steps}\n{expect}", encoding="utf-8")
        return path

    return made


def test_the_first_quarter_goes_as_expected_and_proves_itself(call, database_kind, tmp_path):
    url = servers.empty_database(database_kind, tmp_path)
    said = call("rehearse", "township-2024-q1", "--check", "--database", url, "--json")
    assert (said.code, said.data["differences"], said.data["verify"]["ok"]) == (exits.DONE, [], True)
    assert said.data["met"] > 30
    assert said.data["verify"]["counts"]["ledger_entry"] == 130


def test_what_differs_is_told_by_the_line_that_expects_it(call, script):
    path = script(expect='expect:\n  points:\n    2024-Q1: {M01: "25.5", X15: "0"}')
    said = call("rehearse", path, "--lang", "en", "--json")
    assert said.code == exits.REFUSED
    (one,) = said.data["differences"]
    assert (one["expected"], one["found"], said.data["met"]) == ("25.5", "0", 1)
    line = path.read_text(encoding="utf-8").splitlines()[one["line"] - 1 :]
    assert "25.5" in "".join(line[:3])
    assert "25.5" in call("rehearse", path).out


def test_a_rehearsal_can_be_kept_and_looked_at(call, script, tmp_path):
    kept = tmp_path / "kept" / "quarter.db"
    assert call("rehearse", script(), "--keep", kept).code == exits.DONE
    assert call("clock", "show", "--database", f"sqlite:///{kept}", "--home", tmp_path, "--json").data["clock"] == "rehearsal"
    assert call("rehearse", script(), "--keep", kept).code == exits.INVALID


def test_a_database_that_is_in_use_is_not_played_over(call, script, installed):
    said = call("rehearse", script(), "--database", f"sqlite:///{installed / 'procflow.db'}")
    assert said.code == exits.MISCONFIGURED
    assert call("inbox", "--as", "root", "--home", installed).code == exits.DONE


@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ("  - {on: 2024-02-30, by: Y01}", "on"),
        ("  - {on: 2024-02-03, by: M01, start: bonus_claim, colour: red}", "colour"),
        ("  - {on: 2024-02-03, by: M01, step: submit, case: C09}", "case"),
        ("  - {on: 2024-02-03, by: X15, start: bonus_claim, as: C01}", "bonus_claim"),
        ("  - [", "YAML"),
        ("  - {on: 2024-02-03, by: M01, start: nosuch, as: C01}", "case"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_script_that_cannot_be_played_is_told_by_its_line(call, script, steps, named, lang):
    said = call("rehearse", script(steps), "--lang", lang)
    assert (said.code, said.out) == (exits.INVALID, "")
    assert named in said.err
    assert any(character.isdigit() for character in said.err)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), exits.MISSING),
        (("nosuch",), exits.MISSING),
        (("/",), exits.MISSING),
        (("township-2024-q1", "--keep", "a.db", "--database", "sqlite:///b.db"), exits.INVALID),
    ],
)
def test_what_cannot_be_rehearsed_at_all(call, words, code):
    assert call("rehearse", *words).code == code


def test_a_file_that_is_no_text_is_told_so(call, tmp_path):
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\x00")
    assert call("rehearse", tmp_path / "odd.yaml").code == exits.INVALID
