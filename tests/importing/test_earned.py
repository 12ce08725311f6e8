"""A list of earlier points through the write door: read by cell, begun or written anew as one case, all of it or nothing (A54)."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow.errors import NotFound, Refused
from procflow.importing import earned
from procflow.sheets.columns import guessed, titles
from procflow.sheets.earned import COLUMNS
from procflow.sheets.opened import opened
from tests.machines.opened import PERIOD, Opened, branch_of
from tests.sheets.books import book

HEAD = tuple(each.title for each in COLUMNS)
SOURCE = "第二季度公示表第1页"
ROWS = (
    ("P01", "", "基础分", "", "二季度合计", "18", "2024-06-30", SOURCE),
    ("", "周文", "奖励分", "服务群众", "", 8, "2024-05-04", SOURCE),
    ("", "周文", "扣分", "", "两次迟到", "-2", "2024年6月1日", SOURCE),
)


@pytest.fixture(scope="module")
def branch(tmp_path_factory):
    """Only read from."""
    with branch_of("sqlite", tmp_path_factory.mktemp("earned")) as found:
        yield found


@pytest.fixture
def own(tmp_path) -> Opened:
    with branch_of("sqlite", tmp_path) as found:
        yield found


def planned(branch, *rows, actor="P04", unit="d3", head=HEAD):
    table = opened(book(*rows, head=head), titles(COLUMNS))
    branch.session.rollback()
    found = earned.plan(branch.session, actor, date.fromisoformat(branch.today), unit, table, guessed(COLUMNS, table.head))
    branch.session.rollback()
    return found


def brought(branch, *rows):
    found, key, papers = planned(branch, *rows), branch.key(), (branch.paper("公示表", "P04"),)
    earned.foresee(branch.session, "P04", key, found, papers)
    return earned.confirm(branch.session, "P04", key, found, papers, found.digest)


def test_a_list_becomes_one_case_with_its_paper_and_posts_nothing_yet(own):
    no = brought(own, *ROWS)
    lines = own.chain(no)[0].body["form"]["lines"]
    assert [(each["member"], each["component"], each["item"], each["points"], each["on"]) for each in lines] == [
        ("P01", "base", None, 1800, "2024-06-30"), ("P03", "bonus", "serve_masses", 800, "2024-05-04"), ("P03", "deduction", None, 200, "2024-06-01"),
    ]  # fmt: skip
    assert (own.case(no).period, own.case(no).state, len(own.chain(no)[0].body["attachments"]), own.booked()) == (PERIOD, "recorded", 1, [])


def test_the_same_file_again_changes_nothing_and_a_mended_one_writes_the_case_anew(own):
    no = brought(own, *ROWS)
    assert planned(own, *ROWS).nothing
    mended = (("P01", "", "基础分", "", "二季度合计", "17.5", "2024-06-30", SOURCE), *ROWS[1:])
    assert brought(own, *mended) == no
    assert [each.body["transition"] for each in own.chain(no)] == ["create", "amend"]


def test_once_it_is_in_the_ledger_the_same_file_is_refused_in_words_A54(own):
    no = brought(own, *ROWS)
    own.verify(no)
    own.agree(no)
    with pytest.raises(Refused) as caught:
        brought(own, *ROWS)
    (refusal,) = caught.value.refusals
    assert (refusal.code, refusal.inputs) == ("DUPLICATE", {"members": "李大山、周文", "period": PERIOD, "no": no})


@pytest.mark.parametrize(("column", "value", "cell", "said"), [
    (0, "P99", "A2", "名册里没有这个编号"), (1, "周文", "A2", "这个编号的人叫"), (2, "劳动分", "C2", "请填：基础分"), (2, "任务分", "C2", "本细则没有这一类"),
    (3, "服务群众", "D2", "细则的这一类里没有"), (4, "", "E2", "细则项目和缘由"), (5, "-3", "F2", "分值须大于 0"), (5, "三分", "F2", "分值写法不对"),
    (5, "1.255", "F2", "分值写法不对"), (6, "2024-07-02", "G2", "从{began}起"), (6, "2023-12-31", "G2", "只登记 {year} 年"), (6, "六月底", "G2", "日期写法不对"),
    (7, "", "H2", "请填写这一项"), (7, "页" * 81, "H2", "太长"),
])  # fmt: skip
def test_what_does_not_fit_is_told_by_its_cell(branch, column, value, cell, said):
    wrong = [value if place == column else each for place, each in enumerate(ROWS[0])]
    (fault,) = planned(branch, wrong, *ROWS[1:]).faults
    assert (fault.address, fault.sentence.startswith(said)) == (cell, True), fault.sentence


def test_namesakes_are_told_apart_by_their_numbers(branch):
    (fault,) = planned(branch, ("", "李大山", *ROWS[0][2:])).faults
    assert (fault.address, fault.sentence.inputs) == ("B2", {"n": 2, "ids": "P01、P06"})
    assert not planned(branch, ("P06", "李大山", *ROWS[0][2:])).faults


def test_another_quarter_another_scope_and_a_row_twice_are_told(branch):
    other = (*ROWS[0][:6], "2024-03-31", SOURCE)
    faults = planned(branch, ROWS[0], ROWS[1], ROWS[1], other).faults
    assert [each.address for each in faults] == ["F4", "G5"]
    assert (faults[0].sentence.startswith("和第 {row} 行"), faults[1].sentence.startswith("一张表只登记一个")) == (True, True)


def test_only_the_points_administrator_of_the_branch_reads_one_in(branch):
    for actor in ("P03", "adm", "Y02"):
        with pytest.raises(NotFound):
            planned(branch, *ROWS, actor=actor)


def test_titles_may_stand_in_any_order_and_in_other_words(branch):
    found = planned(
        branch, ("周文", "8", "加分", "服务群众", "2024-05-04", SOURCE), head=("党员", "得分", "积分类别", "项目", "日期", "登记册")
    )
    assert [(each.member, each.component, each.item, each.points) for each in found.lines] == [("P03", "bonus", "serve_masses", 800)]


WORDS = {"base": "基础分", "bonus": "奖励分", "deduction": "扣分"}
ANY = st.lists(
    st.tuples(
        st.sampled_from(("P01", "P02", "P03")), st.sampled_from(("基础分", "奖励分", "扣分")), st.integers(1, 9000), st.integers(1, 30)
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda row: (row[0], row[1], row[3]),
)


@settings(max_examples=6, deadline=None)
@given(rows=ANY)
def test_what_was_on_the_list_is_in_the_ledger_credited_or_not(rows, tmp_path_factory):
    """Nothing of it is lost and nothing invented, whatever a cap holds back (A24)."""
    told = [(who, "", what, "", "合计", f"{points / 100:.2f}", f"2024-06-{day:02d}", SOURCE) for who, what, points, day in rows]
    with branch_of("sqlite", tmp_path_factory.mktemp("sums")) as branch:
        no = brought(branch, *told)
        branch.verify(no)
        branch.agree(no)
        found = branch.booked()
    sums, kept = Counter(), Counter()
    for who, what, points, _ in rows:
        sums[who, what] += points
    for member, component, _, points, uncredited, _ in found:
        kept[member, WORDS[component]] += (-points if component == "deduction" else points) + uncredited
    assert kept == sums
    assert all(points <= 7000 for (who, what), points in credited(found).items() if what == "base")


def credited(found) -> Counter:
    sums = Counter()
    for member, component, _, points, _, _ in found:
        sums[member, component] += points
    return sums
