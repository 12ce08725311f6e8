"""What is wrong in a script is told with its line and field; nothing of it is played."""

import pytest

from procflow.rehearsal import ScriptError, bundled, read

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
        ("title: T\nafter: nowhere\n", 1, "after"),
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
