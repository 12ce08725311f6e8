"""The inbox: what waits and until when, filters that live in the address, and words for every box that is empty."""

import pytest


@pytest.fixture
def claims(lived):
    """Two claims at the points group: M01's, a week old by now and late, and M02's of today."""
    first = lived.world.claim("M01")
    lived.world.at("2024-03-19")
    return first, lived.world.claim("M02")


def test_tasks_stand_by_urgency_with_their_points_step_day_and_sender(lived, claims):
    text = lived.as_("Y04").get("/inbox").text
    assert "待办 2 件，其中 1 件逾期" in text
    assert text.index("逾期和今天 （1 件）") < text.index("王甲华") < text.index("以后 （1 件）") < text.index("王乙华")
    for words in ("+8", "核实中", "逾期 4 天", claims[0], claims[1]):
        assert words in text


def test_the_button_leads_to_the_most_urgent_one_even_where_a_filter_hides_it(lived, claims):
    reader = lived.as_("Y04")
    for address in ("/inbox", f"/inbox?q={claims[1]}", "/inbox?box=done"):
        assert f'href="/cases/{claims[0]}">办理最急的一件' in reader.get(address).html


def test_the_count_stands_in_the_navigation_of_every_page(lived, claims):
    reader = lived.as_("Y04")
    for address in ("/inbox", f"/cases/{claims[0]}", "/start"):
        assert 'pf-nav__count">2<' in reader.get(address).html


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {0, 1}), ("?box=overdue", {0}), ("?q=王乙华", {1}), ("?due=overdue", {0}), ("?due=later", {1}), ("?due=nonsense", {0, 1}),
        ("?step=bonus_claim.verifying", {0, 1}), ("?step=bonus_claim.draft", set()), ("?q=%25", set()), ("?box=done", set()),
    ],
)  # fmt: skip
def test_a_filter_shows_what_it_says(lived, claims, query, shown):
    page = lived.as_("Y04").get(f"/inbox{query}")
    assert {place for place, no in enumerate(claims) if no in page.text} == shown


def test_a_filter_that_hides_everything_says_how_much_and_how_to_undo_it(lived, claims):
    page = lived.as_("Y04").get("/inbox?step=bonus_claim.draft")
    assert "这一栏的 2 件都不符合筛选条件。" in page.text
    assert 'href="/inbox">取消筛选' in page.html


def test_the_way_back_from_a_case_keeps_the_filter(lived, claims):
    reader = lived.as_("Y04")
    reader.get("/inbox?q=%E7%8E%8B%E7%94%B2%E5%8D%8E&due=overdue")
    assert 'href="/inbox?q=%E7%8E%8B%E7%94%B2%E5%8D%8E&amp;due=overdue"' in reader.case(claims[0]).html


def test_what_was_begun_and_done_is_found_again(lived, claims):
    assert claims[0] in lived.as_("M01").get("/inbox?box=mine").text
    assert claims[0] in lived.as_("M01").get("/inbox?box=done").text
    lived.world.step(claims[0], "nudge", "M01")
    assert "催办一件事" in lived.as_("Y04").get("/inbox?box=cc").text


@pytest.mark.parametrize(
    ("box", "words"),
    [
        ("todo", "没有要您办的事"), ("overdue", "没有逾期的事"), ("mine", "您还没有发起过事项"), ("done", "您还没有办过事项"),
        ("cc", "没有抄送给您的通知"),
    ],
)  # fmt: skip
def test_an_empty_box_says_so_and_what_comes_next(lived, box, words):
    page = lived.as_("M02").get(f"/inbox?box={box}")
    assert words in page.text
    assert box != "todo" or "下一个期限：" in page.text


def test_a_box_that_there_is_not_is_not_found(lived):
    assert lived.as_("M02").get("/inbox?box=all").status == 404


def test_a_long_box_is_read_page_by_page(lived):
    for _ in range(51):
        lived.world.begin("bonus_claim", "M01")
    reader = lived.as_("M01")
    first = reader.get("/inbox?box=mine")
    assert first.text.count("D1ZB-JL-2024-") == 50
    following = first.html.partition("下一页")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert reader.get(following).text.count("D1ZB-JL-2024-") == 1


def test_what_belongs_to_another_unit_is_not_shown(lived, claims):
    assert "D1ZB" not in lived.as_("eve").get("/inbox").text
