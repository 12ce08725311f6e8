"""Points earned before the branch worked here: entered with the paper, checked by somebody else, agreed, posted; corrected as any sheet (A54 G-SELF)."""

import pytest

from procflow.errors import Refused
from procflow.models import DatedFact
from procflow.proof.check import verify
from tests.machines.opened import BEGAN, COMMITTEE, PERIOD, UNIT, Opened, branch_of, line


@pytest.fixture
def branch(database_kind, tmp_path) -> Opened:
    with branch_of(database_kind, tmp_path) as found:
        yield found


def test_what_the_register_says_stands_in_the_ledger_with_its_day_its_period_and_its_mark_B10(branch):
    no = branch.posted_sheet(
        line(), line("P02", "bonus", "serve_masses", "8", "2024-05-04", None), line("P02", "deduction", None, "2", "2024-06-01", "三次迟到")
    )
    assert branch.case(no).state == "posted"
    assert branch.booked() == [
        ("P01", "base", "opening", 1800, 0, "original"),
        ("P02", "bonus", "serve_masses", 800, 0, "original"),
        ("P02", "deduction", "opening", -200, 0, "original"),
    ]
    entries = [each for each in branch.entries() if each.unit == UNIT]
    assert {each.rule for each in entries} == {"township_star@2024-1 T8 A4", "township_star@2024-1 T9 A5 A14", "township_star@2024-1 T11"}
    assert {(each.counts_in, each.booked_in, each.flags) for each in entries} == {(PERIOD, PERIOD, "opening")}
    assert sorted(each.occurred_on for each in entries) == ["2024-05-04", "2024-06-01", "2024-06-30"]


def test_a_cap_clips_it_as_it_clips_everything_A24(branch):
    branch.posted_sheet(line(points="60"), line(points="15", on="2024-06-29", reason="补充登记"))
    assert [row[3:5] for row in branch.booked()] == [(6000, 0), (1000, 500)]


def test_it_stands_on_the_closing_s_statement_and_the_log_holds(branch):
    branch.posted_sheet(line(), line("P02", points="12.5"))
    branch.sweep()
    branch.later(4)
    branch.sweep()
    branch.step(branch.find("quarterly_closing", PERIOD), "compile", "P04")
    statement = next(each for each in branch.rows(DatedFact) if each.unit == UNIT and each.kind == "statement" and each.subject == PERIOD)
    assert '["P01",1800,' in statement.data
    assert '["P02",1250,' in statement.data
    assert verify(branch.session).ok


def test_whoever_entered_it_does_not_check_it(branch):
    no = branch.sheet()
    branch.file("role", "P04", role="recorder")
    assert branch.refused(no, "verify", "P04", {"compared": "yes"}).code == "SELF_DEALING"


def test_the_own_line_of_whoever_checks_is_left_to_another(branch):
    no = branch.sheet(line("P05"), line("P03"))
    branch.verify(no, "P05")
    assert branch.case(no).state == "recorded"
    assert branch.refused(no, "verify", "P05", {"compared": "yes"}).code == "SELF_DEALING"
    branch.verify(no, "P03")  # whose own line P05 has seen
    assert branch.case(no).state == "verified"


def test_a_list_that_was_written_anew_is_checked_anew(branch):
    no = branch.sheet(line("P05"), line("P03"))
    branch.verify(no, "P05")
    branch.step(no, "return", "P05", {"reason": "第二行抄错"})
    branch.step(no, "amend", "P04", {"lines": [line("P05"), line("P03", points="17")]})
    branch.verify(no, "P03")
    assert branch.case(no).state == "recorded"
    branch.verify(no, "P05")
    assert branch.case(no).state == "verified"


def test_the_committee_sends_it_back_with_a_reason(branch):
    no = branch.sheet()
    branch.verify(no)
    branch.step(no, "return", "P04", {"reason": "缺第4页", "resolution": branch.resolve()})
    assert [task.desk for task in branch.tasks(no)] == ["points_admin"]
    branch.step(no, "amend", "P04", {"lines": [line(points="17")]})
    branch.verify(no)
    branch.agree(no)
    assert [row[3] for row in branch.booked()] == [1700]


def test_the_same_member_and_period_again_is_refused_in_words_until_the_first_is_out_of_the_way_A54(branch):
    first = branch.sheet()
    with pytest.raises(Refused) as caught:
        branch.sheet(line(), line("P02"))
    (refusal,) = caught.value.refusals
    assert (refusal.code, refusal.inputs) == ("DUPLICATE", {"members": "P01", "period": PERIOD, "no": first})
    branch.sheet(line("P02"))
    branch.sheet(line(on="2024-03-31"), period="2024-Q1")
    branch.step(first, "void", "P04", {"reason": "填错了季度"})
    branch.sheet(line())


@pytest.mark.parametrize(
    ("period", "on", "guard"),
    [("2024-Q2", "2024-07-01", "day_before_the_beginning"), ("2024-Q3", BEGAN, "day_before_the_beginning"), ("2024-Q3", "2024-07-01", "")],
)
def test_only_what_came_before_the_first_day_here(branch, period, on, guard):
    branch.later(3)
    if not guard:
        assert branch.sheet(line(on=on), period=period)
        return
    with pytest.raises(Refused) as caught:
        branch.sheet(line(on=on), period=period)
    assert [each.guard for each in caught.value.refusals] == [guard]


def test_a_branch_that_was_here_all_the_time_has_nothing_to_bring_in(branch):
    branch.unit = "d1"
    with pytest.raises(Refused) as caught:
        branch.begin("opening_balance", "Y02", subject="d1", period=PERIOD, form={"lines": [line("M01")]}, files=(branch.paper(),))
    assert {each.guard for each in caught.value.refusals} >= {"before_the_beginning"}


def test_the_whole_of_it_is_taken_back_only_on_an_order_A51(branch):
    no = branch.posted_sheet()
    assert branch.refused(no, "reverse", "P04", {"order": no}).refusals[0].guard == "ordered"


def test_the_committee_s_members_are_seen_each_by_the_others(branch):
    no = branch.sheet(line("P02"), line("P03"))
    branch.verify(no)
    short = branch.resolve("P02", "P03")  # of P02's line, P03 alone of two others was there
    assert COMMITTEE == ["P02", "P03", "P04"]
    assert branch.refused(no, "agree", "P04", {"resolution": short}).code == "SELF_DEALING"
    branch.agree(no)


def test_an_upheld_objection_corrects_one_line_and_leaves_the_others_A51(branch):
    no = branch.posted_sheet(line(), line("P02"), line("P02", "bonus", "serve_masses", "3"))
    order = branch.upheld(branch.publicised(), no, "2")
    branch.step(no, "correct", "P04", {"order": order, "entries": [branch.entry(no)], "lines": [line(points="20")]})
    assert [row[3] for row in branch.booked("P01")] == [1800, -1800, 2000]
    assert [row[3] for row in branch.booked("P02")] == [1800, 300]
    assert verify(branch.session).ok


def test_a_deduction_and_a_bonus_are_corrected_where_they_came_in_A62(branch):
    no = branch.posted_sheet(line("P01", "deduction", None, "5", reason="旷会"), line("P01", "bonus", "serve_masses", "6", reason=None))
    closing = branch.publicised()
    order = branch.upheld(closing, no, "-2", component="deduction")
    branch.step(no, "correct", "P04", {"order": order, "entries": [branch.entry(no)], "lines": [line("P01", "deduction", None, "3")]})
    assert [row[3] for row in branch.booked() if row[1] == "deduction"] == [-500, 500, -300]
    order = branch.upheld(closing, no, "-6", component="bonus")
    branch.step(no, "reverse", "P04", {"order": order})
    assert sum(row[3] for row in branch.booked()) == 0
    assert branch.sheet(line("P01", "bonus", "serve_masses", "6", reason=None))
