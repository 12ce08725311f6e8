"""Help, language and wrong use: in the reader's words, with the documented exit code, never a traceback."""

import ast
import re
from pathlib import Path

import click
import pytest

from procflow.cli import exits, main, reference, told
from procflow.cli.place import Place, language
from procflow.errors import CODES
from procflow.web.errors import STATUS
from procflow.wording import missing

ROOT = Path(__file__).parent.parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def commands(group=main, path=()):
    for name, command in group.commands.items():
        yield from commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]


def test_the_page_of_commands_is_what_the_commands_say():
    assert (ROOT / "docs/cli.md").read_text(encoding="utf-8") == reference.markdown(main), "python -m procflow.cli.reference > docs/cli.md"


def test_every_sentence_of_the_command_line_has_its_english():
    files = [*sorted((ROOT / "procflow/cli").glob("*.py")), ROOT / "procflow/demo.py"]
    assert missing(text for path in files for text in sentences(ast.parse(path.read_text(encoding="utf-8")))) == []


def sentences(tree):
    parts = {id(value) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for value in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts and CHINESE.search(node.value):
            yield node.value


@pytest.mark.parametrize("path", list(commands()))
def test_the_help_of_every_command_is_english_for_english_readers_and_chinese_for_others(call, path):
    english, chinese = call(*path, "--help", "--lang", "en"), call(*path, "--help")
    assert english.code == chinese.code == 0
    assert not CHINESE.search(english.out)
    assert "用法" in chinese.out


def test_the_help_lists_every_exit_code(call):
    out = call("--help", "--lang", "en").out
    assert [number for number in exits.MEANINGS if not re.search(rf"^\s+{number}\s", out, re.MULTILINE)] == []


def test_a_refusal_ends_with_the_code_that_the_page_answers_with():
    """404 and 409 of the pages are 3 and 5 here, every other refusal is 1."""
    assert {code.name: exits.of_refusal(code.name) for code in CODES} == {
        code.name: {404: exits.MISSING, 409: exits.CONFLICT}.get(STATUS.get(code.name), exits.REFUSED) for code in CODES
    }


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ((), "init"),
        (("nosuch",), "nosuch"),
        (("inbx",), "inbox"),
        (("inbox", "--nosuch"), "--nosuch"),
        (("inbox",), "--as"),
        (("inbox", "--as", "M01", "--box", "attic"), "todo"),
        (("inbox", "--as", "M01", "--limit", "none"), "none"),
        (("inbox", "--as", "M01", "--limit", "0"), "--limit"),
        (("inbox", "--as", "M 01"), "--as"),
        (("inbox", "--as", "M01\n"), "--as"),
        (("case", "--as", "M01"), "CASE"),
        (("case", "../../etc/passwd", "--as", "M01"), "CASE"),
        (("case", "A" * 5000, "--as", "M01"), "CASE"),
        (("points", "M01", "--as", "M01", "--period", "2024-13"), "--period"),
        (("clock", "forward"), "--next"),
        (("clock", "forward", "--to", "2024-02-30"), "--to"),
        (("clock", "forward", "--days", "1", "--next"), "--next"),
        (("step", "--as", "M01"), "CASE"),
        (("step", "A", "b", "c", "--as", "M01"), "CASE"),
        (("step", "--begin", "bonus_claim", "--as", "M01"), "--unit"),
        (("serve", "--port", "70000"), "--port"),
        (("inbox", "--as", "M01", "--lang", "fr"), "--lang"),
        (("init", "--unit", "b1"), "--unit-title"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_use_is_told_with_the_word_that_is_wrong(call, words, named, lang):
    said = call(*words, PROCFLOW_LANG=lang)
    assert (said.code, said.out) == (exits.INVALID, "")
    assert named in said.err
    if lang == "en":
        assert not CHINESE.search(said.err)


def test_wrong_use_is_json_where_json_was_asked_for(call):
    assert call("inbox", "--json", "--lang", "en").data == {
        "error": "USAGE", "exit_code": 2, "message": "--as is missing\nHow to use it: procflow inbox --help",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "zh"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"PROCFLOW_LANG": "zh", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"PROCFLOW_LANG": "en"}, "en"),
        ({"PROCFLOW_LANG": "xx"}, "zh"),
    ],
)
def test_the_language_is_the_one_chosen_else_the_systems_else_chinese(environ, lang):
    assert language(environ) == lang


@pytest.mark.parametrize("words", [["--lang", "en"], ["--lang=en"], ["inbox", "--lang", "en"], ["--lang", "fr", "--lang", "en"]])
def test_the_language_is_known_before_the_words_are_understood(words):
    assert Place.of(words, {}).lang == "en"


def test_an_unforeseen_fault_is_told_by_a_code_that_the_log_has_with_the_whole_story(tmp_path, capsys):
    place = Place({}, "en", home=str(tmp_path))
    code = told.tell(place, LookupError("a screw is loose"))
    said, log = capsys.readouterr().err, (tmp_path / "errors.log").read_text(encoding="utf-8")
    assert code == exits.BROKEN
    assert ("a screw is loose" in said, "a screw is loose" in log) == (False, True)
    assert re.search(r"number ([0-9A-F]{8})\b", said)[1] in log


def test_an_interruption_is_told_and_ends_with_its_own_code(capsys):
    assert told.tell(Place({}, "en"), click.Abort()) == exits.STOPPED
    assert capsys.readouterr().err == "Stopped\n"
