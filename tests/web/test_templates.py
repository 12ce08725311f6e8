"""The templates themselves: nothing inline, nothing that only one language has, nothing that a norm of the design forbids."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import nodes

from procflow import wording
from procflow.app import create_app
from procflow.config import Settings

WEB = Path(__file__).parents[2] / "procflow" / "web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|<meta[^>]+http-equiv", re.IGNORECASE)
QUESTION = re.compile("能不能|无效票")  # may it be? forbids nothing; and a ballot that counts for nobody is called so
BANNED = ("不能", "无权", "禁止", "非法", "无效", "参数", "系统异常", "操作失败")
LANGUAGES_OWN_NAMES = {"中文"}


@pytest.fixture(scope="module")
def jinja(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return create_app(Settings(home=home, database_url=f"sqlite:///{home / 'x.db'}")).jinja_env


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_nothing_inline(path):
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_offers_no_greyed_button(path):
    assert re.findall(r"<(?:button|input)[^>]*\sdisabled", path.read_text(encoding="utf-8")) == []


WITHOUT_SESSION = {"ballot.html"}  # whoever holds a slip has none that could be abused: the code in the address is the whole credential


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_posts_carries_its_token(path):
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(encoding="utf-8"), re.DOTALL)
    assert [form for form in forms if "csrf" not in form and path.name not in WITHOUT_SESSION] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_chinese_stands_in_a_template_but_in_a_message(jinja, path):
    raw = [data.data for data in jinja.parse(path.read_text(encoding="utf-8")).find_all(nodes.TemplateData)]
    assert [text for text in raw if CHINESE.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_message_of_a_template_has_its_english(jinja, path):
    assert [each for each in wording.missing(of_template(jinja, path)) if each not in LANGUAGES_OWN_NAMES] == []


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda path: path.name)
def test_every_sentence_of_the_web_has_its_english(path):
    assert wording.missing(of_module(path)) == []


def test_no_sentence_speaks_as_a_machine_or_forbids(jinja):
    said = [each for path in TEMPLATES for each in of_template(jinja, path)] + [
        each for path in WEB.rglob("*.py") for each in of_module(path)
    ]
    assert [each for each in said if any(word in QUESTION.sub("", each) for word in BANNED)] == []


def of_template(jinja, path):
    return [const.value for const in jinja.parse(path.read_text(encoding="utf-8")).find_all(nodes.Const) if spoken(const.value)]


def of_module(path):
    """The Chinese texts of a module but its docstrings, patterns, and the single characters by which dates and lists are taken apart."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    with_docstrings = (
        node for node in ast.walk(tree) if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(node)
    )
    told = {id(node.body[0].value) for node in with_docstrings}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told | parts]
    return [text.value for text in texts if spoken(text.value) and len(text.value) > 1 and "\\" not in text.value]


def spoken(value):
    return isinstance(value, str) and bool(CHINESE.search(value))
