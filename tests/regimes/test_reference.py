"""The reference of the regime file and its JSON Schema: complete, fresh, and true of every file that comes with procflow."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from procflow.regimes import editors, questions, reference
from procflow.regimes.check import check
from procflow.regimes.proof import proof
from procflow.regimes.rulebook import bundled, load
from procflow.regimes.schema import HEAD, LEAVES, ROWS
from tests.regimes.examples import TEXT, changed_text

DOCS = Path(__file__).parent.parent.parent / "docs"
REFRESH = "written anew by `python -m procflow.regimes.reference docs`"
POLICIES = yaml.safe_load((DOCS.parent / "tests/data/policies.yaml").read_text(encoding="utf-8"))
COLUMNS = {f"{path}.{column}" for path, columns in ROWS.items() for column in columns}
VALIDATOR = jsonschema.Draft202012Validator(editors.schema())


def data(text):
    return yaml.load(text, Loader=yaml.BaseLoader)


def test_every_parameter_list_and_column_has_a_meaning_and_no_meaning_is_left_over():
    said = {path for path in editors.meanings() if not (path.endswith((".code", ".label")) and path in COLUMNS)}
    wanted = {*HEAD, *LEAVES, *ROWS, *(path for path in COLUMNS if not path.endswith((".code", ".label")))}
    assert (sorted(wanted - said), sorted(set(editors.meanings()) - {*HEAD, *LEAVES, *ROWS, *COLUMNS})) == ([], [])
    assert sorted(COLUMNS - editors.meanings().keys()) == []


def test_the_page_is_fresh_and_names_everything():
    page = (DOCS / "regimes.md").read_text(encoding="utf-8")
    assert page == reference.page(), REFRESH
    assert [path for path in (*HEAD, *LEAVES, *ROWS) if f"`{path}`" not in page] == []
    assert page.count("```yaml") >= len({path.split(".")[0] for path in LEAVES}) + len(ROWS)


def test_each_row_of_the_policies_stands_on_the_page_with_its_parameters_and_what_carries_the_rest():
    found = questions.rows()
    assert list(found) == list(POLICIES) == [f"A{n}" for n in range(1, 68)]
    for name, row in found.items():
        assert set(questions.known()[name]) <= {"asks", "also", "otherwise"}
        assert row["parameters"] or row["otherwise"], name
        assert {*POLICIES[name].get("T", ()), *POLICIES[name].get("B", ())} - set(row["parameters"]) == set(), (
            f"{name}: pages/questions.yaml"
        )
        assert set(row["parameters"]) <= {*LEAVES, *ROWS}
    page = reference.page()
    assert "| A8 | a share of a small branch is a fraction | `quota.rounding`: `floor`<br>`quota.min_slots`: `0` |  |" in page
    assert "| A24 | whether 80 and 10 cap a quarter or the year | `components.base.per`: `year` / `quarter`<br>" in page


def test_one_whole_plan_stands_on_the_page_word_for_word_and_passes_the_check():
    shown = reference.whole().split("```yaml\n")[1].removesuffix("\n```")
    assert shown + "\n" == bundled()[reference.SHOWN].read_text(encoding="utf-8")
    assert shown in reference.page()
    assert [each for each in check(load(reference.SHOWN)) if each.severity == "error"] == []


@pytest.mark.parametrize("folder", [DOCS, editors.PAGES], ids=["docs", "package"])
def test_the_schema_is_fresh_where_it_is_published(folder):
    assert json.loads((folder / "regime.schema.json").read_text(encoding="utf-8")) == editors.schema(), REFRESH


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(editors.schema())


@pytest.mark.parametrize("regime", bundled())
def test_every_file_that_comes_with_procflow_keeps_to_the_schema(regime):
    assert [error.message for error in VALIDATOR.iter_errors(data(bundled()[regime].read_text(encoding="utf-8")))] == []


def test_numbers_may_be_numbers_as_an_editor_reads_them():
    given = data(TEXT)
    given["components"]["base"]["cap"]["is"] = 70
    given["quota"]["levels"][0]["share"] = 0.05
    assert list(VALIDATOR.iter_errors(given)) == []


@pytest.mark.parametrize(("old", "new"), [
    ("cap: {is: 70,", "cap: {is: seventy,"),
    ("start: {is: 01-01, by: T12}", "start: {is: 01-01}"),
    ("facts_by: {is: branch_committee,", "facts_by: {is: village_head,"),
    ("late: {is: refuse,", "late: {is: perhaps,"),
    ("all: [score >= 100]", "all: [score == 100]"),
    ("range: [3, 8]", "range: [3]"),
    ("share: 0.05,", "share: 5,"),
    ("  handle: {is: 2 wd, by: §3.5, bind: S}\n", ""),
    ("placeholder: {is: yes,", "colour: {is: yes,"),
])  # fmt: skip
def test_what_the_reader_refuses_the_editor_underlines(old, new):
    text = changed_text((old, new))
    assert list(VALIDATOR.iter_errors(data(text))) != []
    assert proof(text)[0].finding.severity == "error"


def test_the_examples_of_lists_on_the_page_are_read_as_they_stand():
    """Somebody who copies the one list that no file here has gets what the page says."""
    text = TEXT.replace(
        "  late_supplement: {is: no, by: §4.3}\n",
        "  late_supplement: {is: no, by: §4.3}\n  " + reference.OWN["scope.classes"].replace("\n", "\n  ") + "\n",
    )
    assert [each.finding.text() for each in proof(text) if each.finding.severity == "error"] == []
