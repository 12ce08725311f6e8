"""A year's rating in the browser: who does what next, the grades as filed, forms that offer grades by name; no code on any page."""

import re
from itertools import count

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Account
from tests.machines import yearend
from tests.machines.yearend import POSTING, YearEnd
from tests.web import quarter
from tests.web.client import Reader

CODES = re.compile(r"[a-z]{2,}_?[a-z0-9]*|\b[MYU]0\d\b|2024-Q\d")
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
ALLOWED = {"xcel", "ord"}  # of Excel and Word, which a page names as what may be attached
NAMES = {"方建业", "党支部", "决议", "核实加分", "中文"}  # and the titles of resolutions, as they were entered
READERS = ("Y01", "Y02", "Y04", "U01")


def built(url):
    """Added up and tied: M01 and M02 wait for a run-off."""
    yearend.built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        world = at(session)
        world.total()
        session.add_all(Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in READERS)
        session.commit()
    store.dispose()


def at(session):
    world = YearEnd(session)
    world.numbers = count(9000)
    return world


class Site:
    """The pages, and the write door beside them for what others do meanwhile."""

    def __init__(self, app, session):
        self.app, self.world = app, at(session)
        self.world.numbers = count(9500)
        self.no = self.world.rating

    def reader(self, person, lang="zh"):
        client = quarter.signed_in(self.app, person)
        client.set_cookie("lang", lang)
        return Reader(client)

    def case(self, person, lang="zh"):
        return self.reader(person, lang).case(self.no)

    def form(self, person, step, lang="zh"):
        return self.reader(person, lang).get(f"/cases/{self.no}/do/{step}")


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, built) as app:
        store = create_engine(app.config["SQLALCHEMY_DATABASE_URI"], poolclass=NullPool)
        with Session(store, expire_on_commit=False) as session:
            yield Site(app, session)
        store.dispose()


def codes(page):
    return {each for each in CODES.findall(page.text) if each not in ALLOWED}


def chinese(page):
    """Chinese words that are no name of a person, a unit or a language."""
    return {each for each in CHINESE.findall(page.text) if not each.startswith("王") and each not in NAMES}


def test_while_the_meeting_votes_the_page_says_who_is_waited_for_and_between_whom(site):
    page = site.case("Y01")
    assert "等支委会、党员大会办理" in page.text
    assert "三星级还有 1 个名额，并列：王甲华、王乙华" in page.text
    assert codes(page) == set()
    motion = site.reader("Y01").case(site.world.motion)
    assert ("由哪个组织提出 支委会" in motion.text, codes(motion)) == (True, set())


def test_the_committee_sees_the_proposed_grades_and_decides_only_what_is_open(site):
    site.world.run_off(M01=2, M02=6)
    page = site.case("Y02")
    assert "王辛华 67 0 0 67 不评星 ⚠ 待逐人决定 —" in page.text
    assert codes(page) == set()
    form = site.form("Y02", "confirm")
    _, values = form.form("/check")
    assert [value for name, value in values.items() if name.endswith("-member")] == ["Y06", "", "", ""]
    assert re.findall(r'<option value="(star\d)"[^>]*>([^<]*)', form.html)[:5] == [
        ("star5", "五星级"), ("star4", "四星级"), ("star3", "三星级"), ("star2", "二星级"), ("star1", "一星级"),
    ]  # fmt: skip
    resolution = site.world.resolve()
    over = form.send("/check", resolution=resolution, decisions__0__grade="star3", decisions__0__reason="贡献突出")
    assert (over.status, "三星级的人数超过名额" in over.text) == (422, True)
    checked = form.send("/check", resolution=resolution, decisions__0__grade="star1", decisions__0__reason="带病坚持")
    assert "王辛华 一星级 带病坚持" in checked.text
    assert codes(checked) == set()
    assert checked.send("/steps").status == 303
    told = site.case("Y01")
    assert ("王辛华 67 0 0 67 不评星 一星级" in told.text, "现在要做什么 上报" in told.text, codes(told)) == (True, True, set())


def test_an_undecided_line_is_named_by_its_member(site):
    site.world.run_off(M01=2, M02=6)
    page = site.form("Y02", "confirm").send("/check", resolution=site.world.resolve(), without=["decisions-0-member"])
    assert "规则没有规定王辛华的等次" in page.text


def test_a_quarter_taken_up_again_is_named_in_words(site):
    world = site.world
    world.run_off(M01=2, M02=6)
    world.confirm()
    world.step(site.no, "submit", "Y01")
    world.step(site.no, "return", "U01", {"resolution": world.resolve("party_committee"), "reason": "补齐材料"})
    closing, claim = world.find("quarterly_closing", "2024-Q1"), world.find("bonus_claim", "2024-Q1")
    world.step(closing, "restate", "Y02", {"resolution": world.resolve(), "order": objected(world, closing, claim), "members": ["M01"]})
    page = site.case("Y04")
    assert "还没有下发的：2024年第一季度（1—3月）" in page.text
    assert codes(page) == set()


def objected(world, closing, claim):
    """An objection upheld, for which the quarter is taken up again."""
    member = world.case(claim).subject
    said = {"sheet": closing, "about": "line", "component": "bonus", "targets": [claim], "claim": "偏高", "source": "member"}
    no = world.begin("objection_review", member, subject=member, period="2024-Q1", form=said)
    world.step(no, "admit", "Y02", {"kind": "late", "handler": "Y05", "resolution": world.resolve()})
    decided = {"result": "upheld", "points": "-4", "evidence": "记录", "heard": "heard", "reason": "属实", "resolution": world.resolve()}
    world.step(no, "decide", "Y02", decided)
    world.step(no, "give_feedback", "Y01", {"objector_told": "yes", "subject_told": "yes"})
    world.step(no, "accept", member)
    return no


def test_the_superior_approves_and_posts_it_on_pages_without_codes(site):
    world = site.world
    world.run_off(M01=2, M02=6)
    world.confirm()
    world.step(site.no, "submit", "Y01")
    assert "年度汇总与评定 · 2024年 · D1ZB党支部" in site.reader("U01").get("/inbox").text  # a superior has the tasks of the units below
    assert codes(site.case("U01")) == set()
    resolution = world.resolve("party_committee")
    assert site.form("U01", "approve").send("/check", resolution=resolution, receipt="青党〔2025〕3号").send("/steps").status == 303
    assert site.form("U01", "publicise").send("/check", **POSTING).send("/steps").status == 303
    world.later(8)
    refused = site.form("Y01", "finalize").send("/check")
    assert "须已在组织生活会上通报" in refused.text
    done = site.form("Y01", "finalize").send("/check", reported_on=world.today, reported="yes").send("/steps")
    assert (done.status, codes(done.follow())) == (303, set())
    for person in READERS:
        page = site.case(person)
        assert ("终定" in page.text, "系统按期限" in page.text, codes(page)) == (True, False, set())
    assert "授牌表彰" in site.reader("Y02").get("/inbox").text


def test_the_same_in_english_has_no_chinese_but_names(site):
    site.world.run_off(M01=2, M02=6)
    assert chinese(site.case("Y02", "en")) == set()
    assert "to be decided" in site.case("Y02", "en").text
