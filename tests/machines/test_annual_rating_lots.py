"""A tie that the rules decide by lot (A12): drawn before witnesses, entered with its minutes, and the order that was drawn stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import awarding
from procflow.decide import automatic
from procflow.guards import lots, ratings
from procflow.machines import annual_rating, tables
from procflow.regimes.check import check
from procflow.regimes.proof import proof
from procflow.regimes.rating import as_data, rate
from tests.machines import yearend
from tests.machines.rated import ENTRIES, ROSTER, Y2024, year
from tests.machines.world import asked, code, entry, step
from tests.regimes.examples import changed, changed_text, codes

TABLE = tables()["annual_rating"]
FINAL = ("final: {is: member_meeting_vote,", "final: {is: lot,")
RULES = changed(FINAL)
FILED = as_data(rate(RULES, Y2024, ENTRIES, ROSTER, 1), 1)  # M02 and M03 have 84 points each, for one place of three stars
TOTAL = step("total", on="2025-01-15")
AUTOMATIC = {"actor": "system", "roles": ("auto",)}
LOT = {
    "drawn": [{"member": "M03", "number": 1}, {"member": "M02", "number": 2}],
    "drawn_on": "2025-01-18",
    "method": "封签",
    "witnesses": ["M05", "M06"],
}


def tied(*taken, **more):
    return year(*(taken or (TOTAL,)), **{"rules": RULES, "rating": FILED, "people": ROSTER, "form": LOT, "actor": "M09", **more})


def test_a_tie_goes_to_the_lot_where_the_rules_say_so_and_to_the_meeting_where_they_do_not_A12():
    by_lot = automatic(TABLE, tied(state="totalled", **AUTOMATIC))
    by_vote = automatic(TABLE, year(TOTAL, state="totalled", **AUTOMATIC))
    assert ([each.fired.name for each in by_lot], [each.fired.name for each in by_vote]) == (["need_lot"], ["need_tie_vote"])
    assert by_lot[0].effects == ()
    assert automatic(TABLE, tied(state="tie_lot", **AUTOMATIC)) == []


@pytest.mark.parametrize(("wrong", "guard"), [
    ({"drawn": LOT["drawn"][:1]}, "each_drew_once"), ({"drawn": [{"member": "M02", "number": 1}, {"member": "M04", "number": 2}]}, "each_drew_once"),
    ({"drawn": [{"member": "M02", "number": 2}, {"member": "M03", "number": 2}]}, "each_drew_once"),
    ({"drawn": [{"member": "M02", "number": 2}, {"member": "M03", "number": 3}]}, "each_drew_once"),
    ({"witnesses": ["M05"]}, "witnessed"), ({"witnesses": ["M05", "M02"]}, "witnessed"), ({"witnesses": ["M05", "M09"]}, "witnessed"),
    ({"witnesses": ["M05", "eve"]}, "witnessed"), ({"drawn_on": "2025-01-14"}, "drawn_since_the_total"), ({"drawn_on": "2025-01-21"}, "drawn_since_the_total"),
])  # fmt: skip
def test_a_lot_that_nobody_could_rely_on_is_refused_A12(wrong, guard):
    failing = [each.name for each in annual_rating.DRAWN[1:] if code(each, tied(form={**LOT, **wrong}))]
    assert failing == [guard]
    assert [each.name for each in annual_rating.DRAWN[1:] if code(each, tied())] == []


def test_nobody_enters_a_lot_of_ones_own_A12():
    assert (code(lots.no_lot_of_ones_own, tied(actor="M02")), code(lots.no_lot_of_ones_own, tied())) == ("SELF_DEALING", "")
    assert asked(lots.witnessed, tied(form={**LOT, "witnesses": ["M02", "M05"]})).inputs == {"least": 2, "strange": "M02"}


def test_how_many_witnesses_is_the_rules_to_say_and_never_none_A12():
    one = changed((FINAL[0], "witnesses: {is: 1, by: A12}\n  " + FINAL[1]))
    assert (code(lots.witnessed, tied(rules=one, form={**LOT, "witnesses": ["M05"]})), codes(check(one), "error")) == ("", [])
    none = changed_text((FINAL[0], "witnesses: {is: 0, by: A12}\n  " + FINAL[1]))
    (told,) = [each for each in proof(none) if each.finding.severity == "error"]
    assert (told.finding.code, "witnesses" in none.splitlines()[told.line - 1], told.column) == ("NO_WITNESS", True, 14)


@given(st.permutations([f"M{n:02}" for n in range(1, 7)]), st.integers(0, 40))
def test_the_tied_have_the_places_in_the_order_drawn_and_nobody_is_left_tied_A12(drawn, members):
    entries = tuple(entry(name, 9500, period="2024-Q2") for name in drawn)
    roster = {f"M{n:02}": ROSTER["M01"] for n in range(1, members + 1)} | {name: ROSTER[name] for name in drawn}
    found = rate(RULES, Y2024, entries, roster, 1, tuple(lots.chosen(drawn)))
    assert found.allotment.ties == found.allotment.unresolved == ()
    four, three = found.allotment.shares[1:3]
    assert (list(four.chosen), set(three.chosen)) == (drawn[: four.places], set(drawn[four.places : four.places + three.places]))
    assert found == rate(RULES, Y2024, tuple(reversed(entries)), roster, 1, tuple(lots.chosen(drawn)))


def test_without_a_lot_none_of_the_tied_has_the_place_A12():
    assert [(tie["members"], tie["places"]) for tie in FILED["ties"]] == [(["M02", "M03"], 1)]
    assert FILED["shares"][2]["chosen"] == []


def test_what_was_drawn_is_filed_with_the_rating_and_stands_when_the_year_is_added_up_again_A12():
    filed = awarding.drawn(tied(state="tie_lot")).data
    assert (filed["ties"], filed["shares"][2]["chosen"], filed["shares"][2]["chosen_by"]) == ([], ["M03"], "lot")
    assert filed["lots"] == [{"order": ["M03", "M02"], "on": "2025-01-18", "method": "封签", "witnesses": ["M05", "M06"]}]
    again = awarding.totalled(tied(TOTAL, step("need_lot"), step("draw_lots", form=LOT), step("return"), form={})).data
    assert (again["version"], again["shares"][2]["chosen"], again["lots"]) == (2, ["M03"], filed["lots"])
    assert "lots" not in FILED


def test_a_lot_between_others_decides_nothing_A12():
    other = (*ENTRIES, entry("M04", 1400, period="2024-Q3"))  # now M04 is tied with them
    later = tied(TOTAL, step("draw_lots", form=LOT), entries=other, form={})
    assert [tie["members"] for tie in awarding.totalled(later).data["ties"]] == [["M02", "M03", "M04"]]
    assert [each.between for each in ratings.decided(later)] == [frozenset({"M02", "M03"})]


@pytest.fixture
def branch(database_kind, tmp_path):
    with yearend.opened(database_kind, tmp_path, yearend.by_lot) as world:
        yield world


def test_a_tie_is_decided_by_lot_before_witnesses_and_the_order_stands_A12(branch):
    branch.total()
    assert (branch.state, [task.desk for task in branch.tasks(branch.rating)]) == ("tie_lot", ["branch_committee"])
    said = {"drawn": [{"member": "M01", "number": 2}, {"member": "M02", "number": 1}], "drawn_on": branch.today, "method": "自封信封内抽取"}
    one = {**said, "resolution": branch.resolve(), "witnesses": ["Y04"]}
    assert [each.guard for each in branch.refused(branch.rating, "draw_lots", "Y02", one).refusals] == ["witnessed"]
    assert branch.refused(branch.rating, "draw_lots", "M05", one).code == "FORBIDDEN_ROLE"
    branch.step(branch.rating, "draw_lots", "Y02", {**one, "witnesses": ["Y04", "Y05"]})
    graded = {line["member"]: line["computed"] for line in branch.filed()["lines"]}
    assert (branch.state, graded["M02"], graded["M01"], branch.filed()["ties"]) == ("proposed", "star3", "star2", [])
    assert branch.filed()["lots"][0]["order"] == ["M02", "M01"]
