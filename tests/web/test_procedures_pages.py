"""The procedures as pages: whatever a table declares is drawn and told, in both languages, and can be taken away."""

import re
from xml.etree import ElementTree as ET

import pytest

from procflow.machines import tables
from tests.web import quarter


@pytest.fixture(scope="module", params=quarter.KINDS)
def reader(request, tmp_path_factory):
    with quarter.readers(request.param, tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def member(reader):
    return reader("M01")


def test_every_procedure_is_listed(member):
    said = quarter.words(member.get("/procedures"))
    assert [each.title for each in tables().values() if each.title not in said] == []


@pytest.mark.parametrize("key", sorted(tables()))
def test_a_page_tells_every_state_and_step_of_its_table(member, key):
    said = quarter.words(member.get(f"/procedures/{key}"))
    table = tables()[key]
    assert [each.title for each in (*table.states, *table.steps) if each.title not in said] == []


@pytest.mark.parametrize("key", sorted(tables()))
def test_no_internal_word_and_no_brace_is_shown(member, key):
    page = member.get(f"/procedures/{key}").get_data(as_text=True)
    outside = re.sub(r"<svg.*?</svg>", "", page[page.index("<main") : page.index("</main>")], flags=re.DOTALL)
    said = quarter.TAG.sub(" ", outside)
    assert re.findall(r"\{\w+\}|\b[a-z]+_[a-z_]+\b", said) == []


@pytest.mark.parametrize("key", sorted(tables()))
def test_in_english_nothing_stays_chinese(reader, key):
    page = reader("M01", "en").get(f"/procedures/{key}").get_data(as_text=True)
    assert re.findall(r"[\u4e00-\u9fff]+", quarter.TAG.sub(" ", page[page.index("<main") : page.index("</main>")])) == []


def test_the_drawing_can_be_taken_away_in_three_forms(member):
    svg, bpmn, mmd = (member.get(f"/procedures/bonus_claim/flow.{kind}") for kind in ("svg", "bpmn", "mmd"))
    assert ET.fromstring(svg.data).tag.endswith("svg")
    assert ET.fromstring(bpmn.data).tag.endswith("definitions")
    assert mmd.get_data(as_text=True).startswith("stateDiagram-v2")
    assert "attachment" in bpmn.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/procedures/none", "/procedures/bonus_claim/flow.exe", "/procedures/%00", "/procedures/none/flow.svg"])
def test_an_unknown_procedure_is_a_page_that_there_is_not(member, path):
    assert member.get(path).status_code == 404


def test_settings_are_kept_in_this_browser_and_shown(reader):
    member = quarter.signed_in(reader.app, "M01")
    member.post("/settings", data={"size": "large", "lang": "en"})
    page = member.get("/settings").get_data(as_text=True)
    assert 'class="pf-large"' in page
    assert 'value="en" checked' in page


def test_a_setting_that_is_not_offered_changes_nothing(member):
    answer = member.post("/settings", data={"size": "huge", "lang": "xx\r\nSet-Cookie: a=b"})
    assert [each for each in answer.headers.getlist("Set-Cookie") if each.startswith(("size", "lang"))] == []


def test_the_help_is_there(member):
    assert "看一分是怎么来的" in quarter.words(member.get("/help"))
