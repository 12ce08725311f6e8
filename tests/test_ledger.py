"""The ledger: caps clip and keep what they clipped, a reversal frees its room and happens once, a sealed period takes nothing more."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procflow import ledger
from procflow.errors import Invalid, NotFound
from procflow.grammar import Post, Reverse
from procflow.models import LedgerEntry, SealedPeriod
from tests.rules import capped

MEMBERS = (f"H{number}" for number in count())
RECORDS = count()
CAP = 1000


def post(points, period="2024-Q1", member="M01", component="bonus", **more):
    return Post(member, component, "volunteer", points, period, "2024-03-01", "T9", **more)


def record(session, rules, *said, unit="d1"):
    """The entries of one record, drafted and written; reversals are given by the entry or its number in the record."""
    drafts, ids = ledger.Drafts(session, unit, rules), count()
    number = next(RECORDS)
    new = lambda: f"e{number}-{next(ids)}"
    made = []
    for each in said:
        made += drafts.reverse(each, new(), new()) if isinstance(each, Reverse) else [drafts.post(each, new())]
    ledger.write(session, enumerate(made), f"{number:064d}", "2024-03-01T00:00:00.000000Z")
    return made


def figures(entries):
    return [(each["points"], each["uncredited"]) for each in entries]


def seal(session, *periods):
    for each in periods:
        ledger.seal(session, "d1", each, "f" * 64, next(RECORDS))


def test_what_is_above_the_cap_is_kept_as_uncredited(session):
    assert figures(record(session, capped(10, "year"), post(600), post(600, "2024-Q3"), post(600))) == [(600, 0), (400, 200), (0, 600)]


def test_the_room_is_seen_across_records(session):
    rules = capped(10, "year")
    record(session, rules, post(700))
    assert figures(record(session, rules, post(700))) == [(300, 400)]
    assert figures(record(session, rules, post(700, "2025-Q1"), post(700, member="M02"))) == [(700, 0), (700, 0)]


def test_a_quarterly_cap_has_its_room_each_quarter_and_months_count_in_theirs(session):
    rules = capped(10, "quarter")
    record(session, rules, post(700, "2024-02"))
    assert figures(record(session, rules, post(700), post(700, "2024-03"), post(700, "2024-04"), post(700, "2024-Q2"))) == [
        (300, 400), (0, 700), (700, 0), (300, 400),
    ]  # fmt: skip


def test_without_a_cap_everything_counts(world):
    assert figures(record(world.session, world.rules, post(99_900), post(99_900))) == [(99_900, 0)] * 2


def test_a_reversal_frees_its_room_within_the_same_record(session):
    """A part that stands is posted again: it must find the room that the whole has just left."""
    rules = capped(10, "year")
    (old,) = record(session, rules, post(1000))
    entries = record(session, rules, Reverse(old["entry_id"], keep=400), post(700))
    assert figures(entries) == [(-1000, 0), (400, 0), (600, 100)]
    assert [each["entry_kind"] for each in entries] == ["reversal", "original", "original"]
    assert (entries[0]["reverses"], entries[1]["reverses"]) == (old["entry_id"], None)


def test_a_reversal_repeats_what_it_takes_back(session):
    (old,) = record(session, capped(10, "year"), post(800))
    (back,) = record(session, capped(10, "year"), Reverse(old["entry_id"]))
    same = ("member_id", "component", "item", "counts_in", "occurred_on", "cycle", "rule", "unit")
    assert {name: back[name] for name in same} == {name: old[name] for name in same}


def test_an_entry_is_reversed_once_and_a_reversal_never(session):
    rules = capped(10, "year")
    first, second = record(session, rules, post(300), post(300))
    (back,) = record(session, rules, Reverse(first["entry_id"]))
    for said in ((Reverse(first["entry_id"]),), (Reverse(back["entry_id"]),), (Reverse(second["entry_id"]), Reverse(second["entry_id"]))):
        with pytest.raises(Invalid, match="冲销"):
            record(session, rules, *said)


def test_an_entry_that_is_none_or_another_unit_s_is_not_found(session):
    (old,) = record(session, capped(10, "year"), post(300))
    with pytest.raises(NotFound):
        record(session, capped(10, "year"), Reverse("e-none"))
    with pytest.raises(NotFound):
        record(session, capped(10, "year"), Reverse(old["entry_id"]), unit="d2")


def test_what_comes_after_a_seal_is_booked_in_the_first_open_period_and_counts_where_it_did(session):
    seal(session, "2024-Q1", "2024-Q2")
    (entry,) = record(session, capped(10, "year"), post(300))
    assert (entry["counts_in"], entry["booked_in"], entry["cycle"]) == ("2024-Q1", "2024-Q3", "2024")
    (entry,) = record(session, capped(10, "year"), post(300, "2024-Q4"))
    assert entry["booked_in"] == "2024-Q4"


def test_a_month_closes_with_its_quarter(session):
    seal(session, "2024-Q1")
    (late,) = record(session, capped(10, "year"), post(300, "2024-02"))
    assert (late["counts_in"], late["booked_in"]) == ("2024-02", "2024-04")


def test_the_last_quarter_sealed_leads_into_the_next_year(session):
    seal(session, *(f"2024-Q{number}" for number in range(1, 5)))
    (late,) = record(session, capped(10, "year"), post(300))
    assert (late["booked_in"], late["cycle"]) == ("2025-Q1", "2024")


def test_another_unit_s_seal_is_its_own(session):
    seal(session, "2024-Q1")
    (entry,) = record(session, capped(10, "year"), post(300), unit="d2")
    assert entry["booked_in"] == "2024-Q1"
    assert (ledger.sealed(session, "d1"), ledger.sealed(session, "d2")) == ({"2024-Q1"}, set())
    assert session.query(SealedPeriod).count() == 1


def test_sums_are_told_for_each_component(session):
    record(session, capped(10, "year"), post(300), post(-200, component="deduction"), post(100, member="M02"))
    assert [(row.component, row.entries, row.points) for row in ledger.sums(session, "d1", "2024-Q1")] == [
        ("bonus", 2, 400),
        ("deduction", 1, -200),
    ]
    assert ledger.sums(session, "d1", "2024-Q2") == []


def test_deductions_take_no_room_and_corrections_are_not_clipped(session):
    rules = capped(10, "year")
    entries = record(session, rules, post(1000), post(-500, component="deduction"), post(200, kind="adjustment"))
    assert figures(entries) == [(1000, 0), (-500, 0), (200, 0)]


POSTED = st.tuples(st.integers(1, 1500), st.sampled_from(["2024-Q1", "2024-Q2", "2024-05", "2025-Q1"]))
UNDONE = st.tuples(st.integers(0, 9), st.integers(0, 1500))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("per", ["year", "quarter"])
@given(st.lists(st.lists(st.one_of(POSTED, UNDONE), min_size=1, max_size=4), max_size=6))
def test_whatever_is_posted_and_reversed_no_sum_is_ever_above_the_cap(session, per, records):
    """Audit-ledger §7 (5) (9): credited and uncredited are what was asked; a reversed pair nets to zero."""
    rules, member = capped(CAP // 100, per), next(MEMBERS)
    standing = []
    for said in records:
        asked, wanted = [], []
        for first, second in said:
            if isinstance(second, str):
                asked.append(post(first, second, member))
                wanted.append(first)
            elif standing:
                asked.append(Reverse(standing.pop(first % len(standing)), keep=second))
                wanted += [None, second] if second else [None]
        entries = record(session, rules, *asked)
        assert [each["points"] + each["uncredited"] for each, want in zip(entries, wanted, strict=True) if want] == [
            each for each in wanted if each
        ]
        standing += [each["entry_id"] for each in entries if each["entry_kind"] == "original"]
        assert all(0 <= points <= CAP for points in spans(session, member, per).values())


def spans(session, member, per):
    found = {}
    for row in session.execute(LedgerEntry.__table__.select().where(LedgerEntry.member_id == member)):
        quarter = "2024-Q2" if row.counts_in == "2024-05" else row.counts_in
        span = row.cycle if per == "year" else quarter
        found[span] = found.get(span, 0) + row.points
    return found
