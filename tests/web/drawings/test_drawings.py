"""Pictures by their properties: no bar beyond its mark, no two words over each other, every figure drawn, nothing off the paper."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from procflow.web.drawings.bars import compared, long
from procflow.web.drawings.columns import Band, columns
from procflow.web.drawings.distribution import distribution
from procflow.web.drawings.marks import LEADING
from procflow.web.drawings.radar import Axis, radar
from procflow.web.drawings.slots import slots
from procflow.web.drawings.trend import BOTTOM, TOP, Total, trend

TOWNSHIP = tuple(Band(title, low, high, title == "空档") for title, low, high in (
    ("五星级", 10000, None), ("四星级", 9000, 10000), ("三星级", 8000, 9000), ("二星级", 7500, 8000), ("一星级", 7000, 7500),
    ("空档", 6500, 7000), ("教育谈话、限期整改", 6000, 6500), ("不合格", None, 6000)))  # fmt: skip
BUREAU = (Band("优秀", 9000, None), Band("合格", 7000, None), Band("不合格", None, None), Band("待定", 7000, None, gap=True))
INTEGER = (Band("五星级", 9600, None), Band("四星级", 9000, 9500), Band("不合格", None, 9000))  # a hole that no score of it can hit
NONE = (Band("不评等次", None, None, gap=True),)
SCORES = st.lists(st.tuples(st.integers(-2000, 20_000), st.booleans()), max_size=60)


def shown(hundredths):
    return f"{hundredths / 100:g}"


def colliding(picture):
    """Words of a picture that touch: they share a line's height and overlap."""
    return [(one.text, two.text) for one, two in combinations(picture.words, 2)
            if abs(one.y - two.y) < LEADING - 4 and one.left < two.right and two.left < one.right]  # fmt: skip


def outside(picture):
    words = [each.text for each in picture.words if each.left < 0 or each.right > picture.wide or not 0 < each.y <= picture.high]
    boxes = [
        each for each in picture.boxes if each.x < 0 or each.x + each.wide > picture.wide or each.y < 0 or each.y + each.high > picture.high
    ]
    dots = [each for each in picture.dots if not (0 < each.x < picture.wide and 0 < each.y < picture.high)]
    return words + boxes + dots


@given(st.integers(-10_000, 10_000), st.integers(-100, 10_000))
def test_a_bar_is_never_longer_than_its_full_mark_nor_shorter_than_nothing(value, full):
    assert 0 <= long(value, full) <= 100
    assert (long(value, full) == 100) == (0 < full <= value or (full > 0 and value >= full * 0.9995))


@given(st.lists(st.tuples(st.just("x"), st.integers(0, 500), st.integers(0, 500)), max_size=8))
def test_bars_that_are_compared_share_one_scale(rows):
    found = compared(rows)
    most = max((max(each.before, each.after) for each in found), default=0)
    assert all(abs(each.long_before * most - 100 * each.before) <= most / 10 for each in found)
    assert max((max(each.long_before, each.long_after) for each in found), default=0) == (100 if most else 0)


@given(st.lists(st.integers(-3000, 60_000), min_size=1, max_size=4), st.sampled_from(["2024年\n第四季度", "Q4 2024"]))
def test_a_trend_says_every_total_and_no_words_touch(totals, label):
    picture = trend([Total(label, value, shown(value)) for value in totals], "走势", shown)
    assert [each.text for each in picture.words if each.kind == "strong"] == [shown(value) for value in totals]
    assert colliding(picture) == []
    assert outside(picture) == []
    assert [each.text for each in picture.words].count(label.split("\n")[0]) == len(totals)
    assert all(TOP <= dot.y <= BOTTOM for dot in picture.dots)
    by_value = sorted(zip(totals, picture.dots, strict=True), key=lambda pair: pair[0])
    assert [dot.y for _, dot in by_value] == sorted((dot.y for _, dot in by_value), reverse=True)


def test_what_a_running_quarter_has_so_far_is_no_fall():
    totals = [Total("一", 2550, "25.5"), Total("二", 2600, "26"), Total("三", 0, "0", running=True)]
    lines = {each.kind: each for each in trend(totals, "走势", shown).lines}
    dots = trend(totals, "走势", shown).dots
    assert lines["trend"].points == tuple((dot.x, dot.y) for dot in dots[:2])
    assert lines["running"].points == tuple((dot.x, dot.y) for dot in dots[1:])
    assert {each.kind for each in trend([Total("一", 50, "0.5", running=True)], "走势", shown).lines} == {"grid"}


@given(SCORES, st.sampled_from([TOWNSHIP, BUREAU, INTEGER, NONE]))
def test_every_score_stands_in_just_one_column_and_the_picture_says_all_of_them(scores, bands):
    found = columns(scores, bands)
    assert sum(each.count for each in found) == len(scores)
    assert sum(each.gaps for each in found) == sum(gap for _, gap in scores)
    picture = distribution(found, bands, "分布", "", shown, "空档")
    assert Counter(each.text for each in picture.words if each.kind == "strong") == Counter(str(each.count) for each in found if each.count)
    assert colliding(picture) == []
    assert outside(picture) == []


def test_the_stretch_without_a_grade_is_marked_between_its_bounds_A26():
    found = columns([(6700, True), (8300, False), (8400, False), (0, False)], TOWNSHIP)
    picture = distribution(found, TOWNSHIP, "分布", "", shown, "空档")
    (hole,) = [each for each in picture.words if each.kind == "gap"]
    left, right = (next(each.x for each in picture.words if each.text == text) for text in ("65", "70"))
    assert left < hole.x < right
    (gap,) = [each for each in picture.boxes if each.kind == "gap"]
    assert left < gap.x < gap.x + gap.wide < right
    assert {"65", "70", "75", "80", "90", "100", "五星级", "三星级"} <= {each.text for each in picture.words}


def test_two_thousand_members_are_drawn_in_as_few_columns_as_two_dozen():
    many = columns([(score % 11_000, False) for score in range(0, 2_000_000, 1000)], TOWNSHIP)
    assert len(many) <= 11
    assert colliding(distribution(many, TOWNSHIP, "分布", "", shown, "空档")) == []


@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5))
def test_there_is_a_slot_for_every_place_and_for_every_one_who_waits(taken, places, waiting):
    picture = slots(taken, places, waiting, "名额")
    drawn = max(taken, places) + waiting
    assert (picture is None) == (drawn == 0 or drawn > 12)
    if picture:
        kinds = Counter(each.kind for each in picture.boxes)
        assert (kinds["ink"], kinds["free"], kinds["gap"]) == (taken, max(0, places - taken), waiting)
        assert outside(picture) == []


@given(st.lists(st.tuples(st.sampled_from(["组织生活", "党费缴纳"]), st.integers(-500, 4000), st.integers(0, 3000)), max_size=10))
def test_a_radar_has_three_to_eight_axes_in_the_order_given_and_stays_within_its_ring(given_axes):
    picture = radar([Axis(*each) for each in given_axes], "雷达图")
    assert (picture is None) == (not 3 <= len(given_axes) <= 8)
    if picture:
        assert [each.text.split()[0] for each in picture.words] == [title for title, _, _ in given_axes]
        assert outside(picture) == []
        assert colliding(picture) == []
