"""A regime checked from the command line: the holes of its source are told, flaws end with 1."""

import pytest

from procflow.cli import exits
from procflow.regimes.rulebook import bundled

TOWNSHIP = bundled()["township_star"]


def test_the_township_has_holes_but_no_errors(call):
    said = call("regime", "check", "township_star", "--json")
    assert (said.code, said.data["counts"]["error"]) == (exits.DONE, 0)
    assert {"MISSING_WORD", "LATER_SHARES"} <= {each["code"] for each in said.data["findings"]}


def test_all_that_come_with_procflow_are_checked_where_none_is_named(call):
    assert {each["regime"] for each in call("regime", "check", "--json").data["findings"]} <= set(bundled())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_flaw_of_the_file_is_told_by_its_line(call, tmp_path, lang):
    path = tmp_path / "mine.yaml"
    path.write_text(TOWNSHIP.read_text(encoding="utf-8") + "\nnosuch: 1\n", encoding="utf-8")
    said = call("regime", "check", path, "--lang", lang)
    assert said.code == exits.REFUSED
    assert "nosuch" in said.out
    flaw = call("regime", "check", path, "--json").data["findings"][0]
    assert (flaw["line"], flaw["column"]) == (len(path.read_text(encoding="utf-8").splitlines()), 1)


@pytest.mark.parametrize(("content", "code"), [(b"", exits.REFUSED), (b"[", exits.REFUSED), (b"\xff\xfe", exits.INVALID)])
def test_a_file_that_is_no_regime_is_told_so(call, tmp_path, content, code):
    (tmp_path / "odd.yaml").write_bytes(content)
    assert call("regime", "check", tmp_path / "odd.yaml").code == code


def test_a_regime_that_there_is_not(call):
    assert call("regime", "check", "nosuch").code == exits.MISSING
