"""What two regimes say differently: nothing for the same, everything for others, in titles that a clerk knows (B26, domain 3.11)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procflow import canon
from procflow.queries.titles import TITLES as ROLES
from procflow.regimes.diff import Change, apply, diff, flat, nested
from procflow.regimes.rulebook import bundled, from_canonical, load
from procflow.regimes.schema import HEAD, LEAVES, ROWS
from procflow.regimes.titles import TITLES, title
from procflow.regimes.told import labels, told
from procflow.regimes.words import COLUMNS, WORDS
from procflow.wording import missing
from tests.regimes.examples import TOWNSHIP, changed

PARTS = flat(canon.loads(TOWNSHIP.canonical))
NAMES = {**ROLES, **labels(TOWNSHIP)}
LISTS = sorted(path for path, part in PARTS.items() if isinstance(part, list) and part)
SINGLE = sorted(path for path, part in PARTS.items() if isinstance(part, dict))


SOME = st.lists(st.tuples(st.sampled_from(SINGLE), st.sampled_from(["T1", "A8", "B31"])), max_size=3)
OTHERWISE = st.lists(st.tuples(st.sampled_from(LISTS), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)), max_size=3)


def written(some, otherwise):
    """The township's rules, some parameters standing on another clause, some lists turned, cut short and grown, the same key twice too."""
    parts = dict(PARTS)
    for path, clause in some:
        parts[path] = {**parts[path], "by": [clause], "note": clause}
    for path, turn, cut, grown in otherwise:
        rows = parts[path][turn:] + parts[path][:turn]
        parts[path] = rows[cut:] + [{**row, "by": ["A5"]} for row in rows[:grown]]
    return from_canonical(canon.dumps({"format": "procflow-regime/1", **nested(parts)}))


@settings(max_examples=40)
@given(SOME, OTHERWISE, SOME, OTHERWISE)
def test_a_regime_differs_in_nothing_from_itself_and_the_changes_listed_made_to_the_one_give_the_other(some, otherwise, more, further):
    one, other = written(some, otherwise), written(more, further)
    changes = diff(one, other)
    assert diff(one, one) == ()
    assert apply(one, changes) == other
    assert bool(changes) == (one != other)
    lines = told(changes, names=NAMES)
    assert {each.path for each in lines} == {each.path for each in changes}
    assert all(each.title and (each.old != each.new or each.kind != "changed") for each in lines)


def test_a_parameter_is_told_by_its_title_old_and_new_value_and_clause_A8():
    (line,) = told(diff(TOWNSHIP, changed(("rounding: {is: floor, by: A8}", "rounding: {is: ceil, by: A8}"))))
    assert line.text() == "改动  名额尾数处理  舍去尾数 → 有尾数即进一  (A8)"


def test_a_deadline_tells_its_value_its_kind_and_its_note_apart_A39():
    later = changed(("cutoff_day: {is: none, by: A21, note: 申报至季度末日}", "cutoff_day: {is: 25, by: B31, bind: H}"))
    lines = told(diff(TOWNSHIP, later))
    assert [(each.part, each.old, each.new) for each in lines] == [
        ("", "不设", "25日"), ("期限性质", "不设", "硬期限"), ("依据条款", "A21", "B31"), ("附注", "申报至季度末日", "不设"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("share: 0.10", "share: 0.12", "改动  四星级第1年度的名额比例 · 比例  10% → 12%  (T15)"),
        ("all: [score >= 100]", "all: [score >= 105]", "改动  评定等次 “五星级” · 须同时符合  得分 >= 100 → 得分 >= 105  (T16)"),
        ("points: 1.5", "points: 2", "改动  积分项目 “政治学习” · 分值  1.5分 → 2分  (T3 T7 A5)"),
        ("    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n",
         "    - {grade: star3, cycle_no: 1, share: 0.15, by: T15}\n    - {grade: star3, cycle_no: 2, share: 0.20, by: T15}\n",
         "新增  三星级第2年度的名额比例  比例 20%  (T15)"),
        ("  - {what: disposal, to: grassroots_committee, by: [N12, A61]}\n", "", "删去  备案 “组织处置”  报送单位 基层党委  (N12 A61)"),
        ("chain: {is: [higher_bonus, lower_deduction, higher_base], by: A12}", "chain: {is: [higher_base], by: A12}",
         "改动  同分先后  奖励分高者先、扣分少者先、基础分高者先 → 基础分高者先  (A12)"),
        ("term: {is: 90 d, by: [T17, A19], bind: S}", "term: {is: 60 wd, by: [T17, A19], bind: S}", "改动  整改期限  90天 → 60个工作日  (T17 A19)"),
    ],
)  # fmt: skip
def test_a_change_is_one_plain_sentence_T15_T16(old, new, said):
    other = changed((old, new))
    assert [each.text() for each in told(diff(TOWNSHIP, other), names={**ROLES, **labels(TOWNSHIP, other)})] == [said]


def test_the_order_of_the_grades_is_a_change_of_its_own():
    parts = flat(canon.loads(TOWNSHIP.canonical))
    parts["grades"] = parts["grades"][::-1]
    turned = from_canonical(canon.dumps({"format": "procflow-regime/1", **nested(parts)}))
    (change,) = diff(TOWNSHIP, turned)
    assert (change.path, change.kind, change.new[0]) == ("grades", "order", "unqualified")
    assert told([change], names=labels(TOWNSHIP))[0].new.startswith("不合格、教育谈话")


def test_a_parameter_that_an_older_version_did_not_know_is_new_and_one_unknown_to_the_schema_keeps_its_path():
    parts = flat(canon.loads(TOWNSHIP.canonical))
    older = {path: part for path, part in parts.items() if path != "quota.rounding"} | {"old.word": {"is": "x", "by": ["T1"]}}
    before = from_canonical(canon.dumps({"format": "procflow-regime/1", **nested(older)}))
    found = diff(before, TOWNSHIP)
    assert [(each.path, each.kind) for each in found] == [("quota.rounding", "added"), ("old.word", "removed")]
    assert apply(before, found) == TOWNSHIP
    assert told([Change("old.word", "removed", older["old.word"], None)])[0].title == "old.word"


def test_every_parameter_every_list_and_every_column_has_a_title_in_both_languages():
    paths = [*HEAD, *LEAVES, *ROWS]
    assert [path for path in paths if title(path) == path] == []
    assert sorted(set(TITLES) - set(paths)) == []
    assert {column for columns in ROWS.values() for column in columns} - COLUMNS.keys() == set()
    assert missing([*TITLES.values(), *COLUMNS.values(), *WORDS.values()]) == []
    assert len(set(TITLES.values())) == len(TITLES)


def test_every_word_that_a_parameter_may_be_has_its_chinese():
    words = {word for sort in LEAVES.values() if sort.split()[0] in ("one", "some") for word in sort.rstrip("?!").split()[1:]}
    assert sorted(word.rstrip("?!") for word in words if word.rstrip("?!") not in WORDS) == []


@pytest.mark.parametrize("regime", bundled())
def test_the_rules_that_come_with_the_product_are_told_from_the_township_s_without_a_bare_code(regime):
    other = load(regime)
    for line in told(diff(TOWNSHIP, other), names={**ROLES, **labels(TOWNSHIP, other)}):
        assert line.title not in {*LEAVES, *ROWS}, line
