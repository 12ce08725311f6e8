"""Seals attest what was there, nothing is booked after them, and a reversal undoes one entry once (audit-ledger §7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.proof.check import verify
from procflow.proof.findings import Findings
from procflow.proof.ledgers import Books
from procflow.proof.records import Line
from tests.proof.tamper import behind

ENTRIES = st.lists(st.tuples(st.sampled_from(["base", "bonus", "deduction"]), st.integers(-5000, 5000)), max_size=8)


def line(pk):
    return Line(pk, "c1", pk, "hash", {"unit": "d1"})


def entry(component="bonus", points=800, booked_in="2024-Q1", counts_in="2024-Q1"):
    return {"unit": "d1", "entry_id": "e", "component": component, "points": points, "booked_in": booked_in, "counts_in": counts_in}


def seal(entries, totals):
    return {"period": "2024-Q1", "entries": entries, "totals": totals}


def sentences(books):
    findings = Findings()
    books.finish(findings)
    return [found.sentence for found in findings.report({}).findings]


@given(ENTRIES)
def test_a_seal_that_attests_what_was_booked_before_it_stands(given_entries):
    books, sums = Books(), {}
    for pk, (component, points) in enumerate(given_entries):
        books.entry(line(pk), entry(component, points))
        sums[component] = sums.get(component, 0) + points
    books.seal(line(99), seal(len(given_entries), [[name, sums[name]] for name in sums]))
    books.entry(line(100), entry(booked_in="2024-Q2"))  # counts in the sealed quarter, booked in the open one
    assert sentences(books) == []


@pytest.mark.parametrize("attested", [(1, [["bonus", 801]]), (2, [["bonus", 800]]), (1, []), (1, [["base", 800]])])
def test_a_seal_that_attests_anything_else_is_named(attested):
    books = Books()
    books.entry(line(1), entry())
    books.seal(line(2), seal(*attested))
    assert sentences(books) == ["封账时的合计与台账不符：封账为{expected}，重新计算为{found}"]


def test_an_entry_booked_in_a_sealed_period_after_the_seal_is_named():
    books = Books()
    books.seal(line(1), seal(0, []))
    books.entry(line(2), entry())
    assert sentences(books) == ["期间{period}封账之后又有分录记入"]


def test_what_two_processes_gathered_is_judged_as_one():
    mine, other = Books(), Books()
    mine.entry(line(1), entry())
    other.entry(line(2), entry("base", 100))
    other.seal(line(3), seal(2, [["bonus", 800], ["base", 100]]))
    mine.merge(other)
    assert sentences(mine) == []


REVERSALS = {
    "another member": "'M02', component, 'reversal', -points, entry_id",
    "another component": "member_id, 'base', 'reversal', -points, entry_id",
    "other points": "member_id, component, 'reversal', -points + 1, entry_id",
    "no entry": "member_id, component, 'reversal', -points, 'nothing'",
    "nothing said": "member_id, component, 'reversal', -points, NULL",
    "an entry that is no reversal": "member_id, component, 'original', -points, entry_id",
}
ADD = (
    "INSERT INTO ledger_entry (entry_id, member_id, component, kind, points, reverses, unit, cycle, item, uncredited, booked_in, counts_in,"
    " occurred_on, recorded_at, rule, event_hash, effect_no, flags) SELECT substr(entry_id, 1, 30) || 'x{number}', {what}, unit, cycle, item, uncredited,"
    " booked_in, counts_in,"
    " occurred_on, recorded_at, rule, 'x', {number}, flags FROM ledger_entry WHERE entry_id LIKE {of}"
)


@pytest.mark.parametrize("name", REVERSALS)
def test_a_reversal_that_does_not_fit_its_entry_is_named(session, engine_url, name):
    with behind(engine_url) as door:
        door.run(ADD.format(what=REVERSALS[name], number=0, of="'%'"))
    assert "reversal" in {found.kind for found in verify(session).findings}


def test_a_reversal_of_a_reversal_is_named_and_a_fitting_one_is_not(session, engine_url):
    fitting = "member_id, component, 'reversal', -points, entry_id"
    with behind(engine_url) as door:
        door.run(ADD.format(what=fitting, number=0, of="'%'"))
    assert "reversal" not in {found.kind for found in verify(session).findings}
    with behind(engine_url) as door:
        door.run(ADD.format(what=fitting, number=1, of="'%x0'"))
    assert "reversal" in {found.kind for found in verify(session).findings}
