"""The procedures as pages: whatever a table declares is drawn and told, in both languages, and can be taken away."""

import re
from xml.etree import ElementTree as ET

import pytest

from procflow import canon
from procflow.db import db
from procflow.grammar.editions import as_data
from procflow.machines import tables
from procflow.models import ProcedureEdition
from tests.web import quarter


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
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


def test_an_edition_has_an_address_and_an_older_one_is_shown_as_it_was_stored(member, reader):
    assert "加分申报" in quarter.words(member.get("/procedures/bonus_claim@2026-1"))
    assert member.get("/procedures/bonus_claim@1999-1").status_code == 404
    old = as_data(tables()["bonus_claim"]) | {"edition": "1998-1"}
    with reader.app.app_context():
        db.session.add(ProcedureEdition(sha256="0" * 64, procedure="bonus_claim", edition="1998-1", body=canon.dumps(old)))
        db.session.commit()
    assert 'href="/procedures/bonus_claim@1998-1"' in member.get("/procedures/bonus_claim").get_data(as_text=True)
    said = quarter.words(member.get("/procedures/bonus_claim@1998-1"))
    assert "这是以前的一版" in said
    assert [each.title for each in tables()["bonus_claim"].steps if each.title not in said] == []


def test_how_many_cases_lie_where_is_told_to_officials_alone(reader):
    told = {
        who: re.findall(r'data-l="现有">(\d+) 件', reader(who).get("/procedures/bonus_claim").get_data(as_text=True))
        for who in ("Y02", "M01")
    }
    assert (sum(map(int, told["Y02"])) > 5, told["M01"]) == (True, [])
