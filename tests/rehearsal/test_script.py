"""What is wrong in a script is told with its line and field; nothing of it is played."""

import ast
from pathlib import Path

import pytest

from procflow import rehearsal
from procflow.rehearsal import ScriptError, bundled, read
from procflow.rehearsal.reading import PARTS
from procflow.rehearsal.script import PLACE, PLACE_IN_PART
from procflow.wording import missing

HEAD = """title: T
regime: township_star
starts: 2024-01-01
units: [{id: a, title: A, kind: township, code: A}]
people: {a: []}
"""


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("title: T\n", 1, "regime"),
        (HEAD + "steps:\n  - {on: 2024-13-01, by: M}\n", 7, "on"),
        (HEAD + "steps:\n  - {on: 2024-01-02, by: M, stepp: x}\n", 7, "stepp"),
        (HEAD + "steps: []\nstps: []\n", 1, "stps"),
        (HEAD + "title: again\nsteps: []\n", 6, "title"),
        ("title: T\nparts: [nowhere]\n", 1, "parts"),
        ("title: T\nparts: nowhere\n", 1, "parts"),
        ("a: [\n", 2, "YAML"),
        (HEAD + "steps: [x]\n", 6, "YAML"),
    ],
)
def test_a_mistake_is_named_by_line_and_field(text, line, field):
    with pytest.raises(ScriptError) as caught:
        read(text)
    assert caught.value.values["line"] == line
    assert caught.value.values["field"] == field


@pytest.mark.parametrize("text", ["", "- 1", "a: [", "\t"])
def test_what_is_no_script_is_told_too(text):
    with pytest.raises(ScriptError):
        read(text)


def test_every_bundled_script_reads():
    assert {name: bool(read(path.read_text("utf-8")).steps) for name, path in bundled().items()} == dict.fromkeys(bundled(), True)


@pytest.mark.parametrize(
    ("part", "line", "field"),
    [
        ("# nothing but\nsteps:\n  - {on: 2024-13-01, by: M}\n", 3, "on"),
        ("steps: []\nexpect: {}\n", 1, "expect"),
        ("steps: []\nregime: township_star\n", 1, "regime"),
        ("steps: [\n", 2, "YAML"),
    ],
)
def test_a_mistake_in_a_part_is_named_by_file_too(tmp_path, part, line, field):
    (tmp_path / "february.yaml").write_text(part, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        read(HEAD + "parts: [february]\n", tmp_path)
    assert (caught.value.values["file"], caught.value.values["line"], caught.value.values["field"]) == ("february", line, field)
    assert str(caught.value).startswith(f"february 第 {line} 行 {field}：")


def test_parts_stand_before_the_script_in_their_order_and_its_own_folder_goes_first(tmp_path):
    (tmp_path / "township").mkdir()
    for name in ("q1", "june"):
        step = f"{{on: 2024-01-02, by: {name}}}"
        (tmp_path / "township" / f"{name}.yaml").write_text(
            f"people: {{a: [{{id: {name}, name: X}}]}}\nsteps: [{step}]\n", encoding="utf-8"
        )
    script = read(HEAD + "parts: [township/june, township/q1]\nsteps: [{on: 2024-01-03, by: own}]\n", tmp_path)
    assert [(line.get("by"), line.file) for line in script.steps] == [("june", "township/june"), ("q1", "township/q1"), ("own", "")]
    assert [line.said["id"] for line in script.people["a"]] == ["june", "q1"]


def test_every_part_is_short_enough_to_be_read_at_one_sitting():
    assert [path.stem for path in PARTS.rglob("*.yaml") if len(path.read_text("utf-8").splitlines()) > 250] == []


def test_every_sentence_about_a_script_has_its_english():
    """The words of `wrong(field, sentence)`, wherever they stand, and the place that is said before them."""
    found = [PLACE, PLACE_IN_PART]
    for path in Path(rehearsal.__file__).parent.glob("*.py"):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Attribute) and call.func.attr == "wrong":
                found += [each.value for each in call.args[1:] if isinstance(each, ast.Constant)]
    assert len(found) > 14
    assert missing(found) == []
