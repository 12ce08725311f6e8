"""Two sets of rules compared from the command line: bundled, from a file, or in force in an installation (B26)."""

import pytest

from procflow.cli import exits
from procflow.regimes.rulebook import bundled

TOWNSHIP = bundled()["township_star"]


@pytest.fixture
def ceil(tmp_path):
    path = tmp_path / "ceil.yaml"
    path.write_text(TOWNSHIP.read_text(encoding="utf-8").replace("rounding: {is: floor, by: A8}", "rounding: {is: ceil, by: A8}"), "utf-8")
    return path


def test_the_same_rules_differ_in_nothing(call):
    said = call("regime", "diff", "township_star", TOWNSHIP)
    assert (said.code, said.out.splitlines()[-1]) == (exits.DONE, "两份细则完全相同")


@pytest.mark.parametrize(
    ("lang", "line"),
    [("zh", "改动  名额尾数处理  舍去尾数 → 有尾数即进一  (A8)"), ("en", "Changed  Rounding of places  rounded down → rounded up  (A8)")],
)
def test_a_file_is_compared_with_the_rules_that_come_with_the_product(call, ceil, lang, line):
    said = call("regime", "diff", "township_star", ceil, "--lang", lang)
    assert line in said.out.splitlines()


def test_the_same_as_data(call, ceil):
    (change,) = call("regime", "diff", "township_star", ceil, "--json").data["changes"]
    assert (change["path"], change["kind"], change["old"]["is"], change["new"]["is"]) == ("quota.rounding", "changed", "floor", "ceil")


def test_the_version_in_force_in_an_installation_is_compared_too(act, ceil):
    assert act("regime", "diff", "org:lh1", "township_star", "--json").data["changes"] == []
    assert len(act("regime", "diff", "org:lh1@2024-06-30", ceil, "--json").data["changes"]) == 1


@pytest.mark.parametrize("named", ["org:nosuch", "nosuch.yaml"])
def test_rules_that_there_are_not(act, named):
    assert act("regime", "diff", "township_star", named).code == exits.MISSING


def test_a_file_that_is_no_regime_is_told_by_its_line(call, tmp_path):
    (tmp_path / "odd.yaml").write_text("id: [", encoding="utf-8")
    said = call("regime", "diff", "township_star", tmp_path / "odd.yaml")
    assert said.code == exits.INVALID
    assert "YAML" in said.all
