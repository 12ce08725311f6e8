"""Objections on pages: from the posted sheet to the form, what a case holds up, and the objector's name kept from the member concerned."""

import re

import pytest

from tests.machines.posted import Posted
from tests.world import NAMES

LATIN = re.compile(r"[A-Za-z_]{3,}")
KNOWN = re.compile(r"\b(PDF|Word|Excel|MB|p\.png|GUARD_FAILED)\b")
PERSON = re.compile(r"\b[MY]\d\d\b")


@pytest.fixture
def played(lived):
    return Posted(lived.world)


def raw(page):
    """Ids and words that no reader of Chinese should meet: all Latin but case numbers, file kinds and the codes of reasons."""
    text = re.sub(r"D1ZB[-A-Z0-9]*|JY\d+|HY\d+|\b[TBANR]\d+\b|§[\d.]+|G-[A-Z]+", " ", page.text)
    return sorted(set(LATIN.findall(KNOWN.sub(" ", text))) | set(PERSON.findall(text)))


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


def test_an_official_whose_own_line_it_is_learns_no_name_either(lived, played):
    """Never the subject, whatever office: Y02 keeps the committee's minutes and posts the points."""
    no = played.file("M01", "Y02", about="omission", component="base", targets=None, claim="漏记")
    for path, page in everything(lived.as_("Y02"), no).items():
        assert NAMES["M01"] not in page.html or path.startswith(("/?", "/inbox")), path
    assert NAMES["M01"] not in lived.as_("Y02").case(no).html
    assert "异议由提出异议、被反映的党员以外的人办理" in lived.as_("Y02").case(no).text


def start(reader, subject="M02"):
    return reader.get(f"/start/objection_review?about-subject={subject}&about-period=2024-Q1&self=1")


GIVEN = {"about": "line", "component": "bonus", "claim": "分值偏高", "source": "member"}


WRONG = (
    ({"sheet": "D1ZB-JZ-2024-0099"}, 422, "不是本支部"), ({"sheet": "D2ZB-JZ-2024-0001"}, 422, "不是本支部"), ({"sheet": "'; --"}, 422, "没有"),
    ({"sheet": ""}, 422, "请填写这一项"), ({"targets": ["D2ZB-JL-2024-0001"]}, 422, "登记、加分或扣分"), ({"about": "rating"}, 422, "年度评定"),
    ({"claim": ""}, 422, "请填写这一项"), ({"source": "masses"}, 403, "支部工作人员登记"), ({"component": "x"}, 422, "没有“x”这一项"),
)  # fmt: skip


def test_an_objection_that_cannot_be_filed_is_told_why_with_the_text_kept(lived, played):
    for fields, status, words in WRONG:
        page = start(lived.as_("M01")).send("/check", **{**GIVEN, **fields})
        assert (page.status, words in page.text) == (status, True), (fields, page.status, page.text)
        assert fields.get("claim", "分值偏高") in page.html
    assert [row for row in lived.world.everything()["proc_case"] if "objection_review" in row] == []


def test_a_villager_s_objection_without_paper_is_told_what_is_missing(lived, played):
    page = start(lived.as_("Y03")).send("/check", **{**GIVEN, "source": "anonymous"})
    assert "须附书面反映或谈话记录" in page.text


def test_a_conclusion_without_points_or_of_the_wrong_sign_is_told_why(lived, played):
    no = played.overstated()
    played.admit(no)
    form = lived.as_("Y02").get(f"/cases/{no}/do/decide")
    _, values = form.form("/check")
    assert (values["component"], values.getlist("targets"), values.getlist("result")) == ("bonus", [played.claim], [])
    fields = {"result": "partly", "evidence": "过磅单", "heard": "heard", "reason": "查明", "resolution": played.resolve()}
    for points, words in (
        ("", "须写明分值变化"),
        ("0", "须写明分值变化"),
        ("4", "按异议只核减"),
        ("-11", "超出范围"),
        ("减四分", "分值写法不对"),
    ):
        page = form.send("/check", **{**fields, "points": points})
        assert (page.status, words in page.text, raw(page)) == (422, True, []), page.text


def test_every_page_of_an_objection_is_in_chinese_alone(lived, played):
    no = played.told(played.overstated(), "partly", "-4")
    for who, steps in (("M02", ("acknowledge", "request_reconsideration")), ("Y03", ("acknowledge", "withdraw"))):
        reader = lived.as_(who)
        pages = [reader.case(no), *(reader.get(f"/cases/{no}/do/{step}") for step in steps), start(reader, "M02"), reader.get("/start")]
        assert [raw(page) for page in pages] == [[]] * len(pages)


def test_an_official_enters_a_member_s_paper_from_the_start_page(lived, played):
    begin = lived.as_("Y03").get("/start/objection_review?about-period=2024-Q1")
    assert "关于哪位党员" in begin.text
    assert "为谁办" in begin.text
    form = lived.as_("Y03").get("/start/objection_review?about-subject=M02&about-period=2024-Q1&about-for=M01")
    refused = form.send("/check", **GIVEN)
    assert "纸质材料" in refused.text
    paper = lived.world.paper("签字的异议书", "Y03")
    done = form.send("/check", **{**GIVEN, "files-kept": paper}).send("/begin").follow()
    assert done.status == 200
    no = played.find("objection_review", "2024-Q1")
    assert (lived.world.case(no).opened_by, lived.world.case(no).subject) == ("M01", "M02")
    seen = lived.as_("M02").case(no)
    assert NAMES["M01"] not in seen.html
    assert paper not in seen.html
