"""The page on which something is begun: in the words of whoever wants it, with what will be asked, until when, and who begins the rest."""

from datetime import date

import pytest

from procflow import queries
from procflow.machines import tables
from procflow.web.beginnings import WANTED, asked_for


@pytest.fixture
def database_kind():
    return "sqlite"


def test_what_one_may_begin_says_what_is_asked_and_until_when(lived):
    text = lived.as_("M01").get("/start").text
    begun = text[text.index("您可以发起的") : text.index("别人可以发起的")]
    assert begun.index("申报奖励加分") < begun.index("要填：加分项目、事情发生在哪一天、申报分值、做了什么")
    assert "计入2024年第一季度（1—3月）的，最迟 3月31日（周日）" in begun


def test_what_others_begin_is_one_table_and_not_one_tag_a_line(lived):
    page = lived.as_("M01").get("/start")
    assert page.text.count("不归您办") == 0
    assert "由谁发起" in page.text


def test_the_page_in_english(lived):
    reader = lived.as_("M01")
    reader.client.set_cookie("lang", "en")
    assert "Claim bonus points" in reader.get("/start").text


def test_every_wish_is_that_of_a_procedure():
    assert set(WANTED) <= set(tables())


def test_what_is_begun_without_a_form_tells_the_form_that_sends_it(lived):
    found = {each.procedure: each for each in queries.start(lived.world.session, "M01", date.fromisoformat(lived.world.today), "d1")}
    assert asked_for(found["bonus_claim"])[0] == "加分项目"
    assert asked_for(found["objection_review"])[0] == "对哪一期的公示"


def test_the_procedures_stand_in_the_order_of_the_regulations():
    titles = [each.title for each in queries.procedures()]
    assert titles[:4] == ["党员大会表决", "入册申请", "支部审核（批次）", "基础分登记"]
    assert titles.index("授牌表彰") < titles.index("免予纳入申请")
