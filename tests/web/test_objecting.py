"""Objections on pages: from the posted sheet to the form, what a case holds up, and the objector's name kept from the member concerned."""

import re

import pytest

from tests.machines.posted import Posted
from tests.world import NAMES

LATIN = re.compile(r"[A-Za-z_]{3,}")
KNOWN = re.compile(r"D1ZB|\b(PDF|Word|Excel|MB)\b")
PERSON = re.compile(r"\b[MY]\d\d\b")


@pytest.fixture
def played(lived):
    return Posted(lived.world)


def raw(page):
    """Ids and words that no reader of Chinese should meet: all Latin but case numbers, file kinds and the codes of reasons."""
    text = re.sub(r"D1ZB[-A-Z0-9]*|JY\d+|HY\d+|\b[TBANR]\d+\b|§[\d.]+|G-[A-Z]+", " ", page.text)
    return sorted({each for each in LATIN.findall(KNOWN.sub(" ", text))} | set(PERSON.findall(text)))


def filed(reader, played, subject="M01", **fields):
    """From the link on the posted sheet to the record."""
    form = reader.get(f"/start/objection_review?about-subject={subject}&about-period=2024-Q1&self=1")
    assert form.status == 200, form.text
    checked = form.send("/check", **{"about": "omission", "component": "base", "claim": "学习漏记", "source": "member", **fields})
    assert checked.status == 200, (checked.status, checked.text)
    return checked.send("/begin").follow()


def test_the_posted_sheet_leads_to_an_objection_with_member_and_period_said(lived, played):
    sheet = lived.as_("M01").get("/publicity/d1/2024-Q1")
    link = re.search(r'href="(/start/objection_review\?about-subject=M01[^"]*)"', sheet.html)[1].replace("&amp;", "&")
    form = lived.as_("M01").get(link)
    _, values = form.form("/check")
    assert values["sheet"] == played.closing
    offered = set(re.findall(r'name="targets" type="checkbox" value="([^"]+)"|value="([^"]+)"[^>]*name="targets"', form.html))
    assert {a or b for a, b in offered} == set(played.sheets)
    assert raw(form) == []


def test_what_an_objection_leads_to_and_holds_up_stands_on_its_page(lived, played):
    done = filed(lived.as_("M01"), played, targets=list(played.sheets))
    assert done.status == 200
    no = played.find("objection_review", "2024-Q1")
    page = lived.as_("M01").case(no)
    assert "下一步：支委会决定是否受理" in page.text
    assert "办结之前，2024年第一季度（1—3月）不能定稿" in page.text
    assert raw(page) == []
    _, values = lived.as_("Y02").get(f"/cases/{no}/do/admit").form("/check")
    assert values["kind"] == "publicity"


def everything(reader, no):
    """All that a reader can open about a case, and the boxes it may lie in."""
    paths = [f"/cases/{no}", f"/cases/{no}?all=1", f"/cases/{no}/steps", f"/cases/{no}/steps?show=all", "/objections",
             *(f"/?box={box}" for box in ("todo", "overdue", "mine", "done", "cc")), *(f"/inbox?box={box}" for box in ("todo", "done", "cc"))]  # fmt: skip
    return {path: page for path in paths if (page := reader.get(path)).status == 200}


@pytest.mark.parametrize("who", ["member", "villager"])
def test_whoever_objected_is_not_named_to_the_member_concerned_anywhere(lived, played, who):
    """Domain §4.2: visible to those who handle it and the auditor, never to the subject."""
    world = lived.world
    no = played.file("M01", "M02", targets=[played.claim]) if who == "member" else played.overstated()
    objector, name = ("M01", NAMES["M01"]) if who == "member" else ("Y03", NAMES["Y03"])
    played.told(no, "partly", "-4", handler="Y01")
    world.step(no, "acknowledge", objector, {"answer": "accepted"})
    reader = lived.as_("M02")
    seen = everything(reader, no)
    assert {f"/cases/{no}", f"/cases/{no}/steps?show=all"} <= set(seen)
    for path, page in seen.items():
        assert [each for each in (name, "李村民", f'"{objector}"', f">{objector}<") if each in page.html] == [], path
    assert "（保密）" in seen[f"/cases/{no}"].text
    if who == "villager":
        paper = world.paper("村民的书面反映", "Y03")
        assert reader.get(f"/cases/{no}/files/{paper}").status == 404
        assert paper not in seen[f"/cases/{no}"].html
    for act in ("acknowledge", "request_reconsideration"):
        assert name not in reader.get(f"/cases/{no}/do/{act}").text
    assert name in lived.as_("Y02").case(no).text  # who handles it knows
