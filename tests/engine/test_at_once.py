"""Sixteen at once: caps hold from no row at all, a key is used once, a person's chain does not fork, numbers are not given twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from procflow.engine import Command, advance, note
from procflow.grammar import NEW, Post, Procedure, State, Step
from procflow.models import Case, LedgerEntry
from tests.rules import capped

MANY = 16


def gift(facts):
    return Post(facts.subject, "bonus", "volunteer", 800, facts.case.period, facts.today.isoformat())


GIFT = Procedure("gift", "赠分", "ZF", edition="1", states=(State("given", "已给", settled=True),),
                 steps=(Step("create", "给", NEW, "given", by="member", then=(gift,)),))  # fmt: skip


@pytest.fixture
def at_once(world):
    """Calls an act sixteen times at once, each in a session of its own, and gives what they returned."""

    def run(act):
        engine = world.session.get_bind()

        def one(number):
            with Session(engine, expire_on_commit=False) as own:
                return act(own, number)

        with ThreadPoolExecutor(MANY) as pool:
            return list(pool.map(one, range(MANY)))

    return run


@pytest.mark.parametrize(("per", "period"), [("year", "2024"), ("quarter", "2024-Q1")])
def test_a_cap_holds_when_all_post_at_once_from_no_row_at_all(world, with_table, at_once, per, period):
    with_table(GIFT)
    rules = capped(20, per)
    world.file("adoption", rules.id, rules=rules, version=rules.version, sha256=rules.sha256)
    at_once(lambda own, number: advance(own, Command("create", "M01", f"k{number}", procedure="gift", unit="d1", period=period)))
    entries = world.rows(LedgerEntry)
    assert sorted((row.points, row.uncredited) for row in entries) == [(0, 800)] * 13 + [(400, 400)] + [(800, 0)] * 2
    assert sum(row.points for row in entries) == 2000


def test_one_key_asked_for_by_all_at_once_is_done_once(world, with_table, at_once):
    with_table(GIFT)
    done = at_once(lambda own, _: advance(own, Command("create", "M01", "k", procedure="gift", unit="d1", period="2024")))
    assert len({record.hash for record in done}) == 1
    assert len(world.rows(LedgerEntry)) == 1


def test_every_case_gets_a_number_of_its_own(world, at_once):
    world.at("2024-03-10")
    at_once(lambda own, number: advance(own, Command("create", "M01", f"k{number}", procedure="bonus_claim", unit="d1")))
    assert sorted(row.no for row in world.rows(Case)) == [f"D1ZB-JL-2024-{number:04d}" for number in range(1, MANY + 1)]


def test_the_chain_of_one_person_does_not_fork_whatever_they_do_at_once(world, at_once):
    at_once(lambda own, number: note(own, kind="export", actor="M01", data={"number": number}))
    chain = world.chain("person/M01")
    assert [each.body["case_seq"] for each in chain] == list(range(MANY))
    assert [each.body["prev"] for each in chain] == ["0" * 64, *(each.hash for each in chain[:-1])]


def test_one_note_under_one_key_is_noted_once(world, at_once):
    noted = at_once(lambda own, _: note(own, kind="export", actor="M01", data={}, key="k"))
    assert len({record.hash for record in noted}) == 1


def test_branches_that_use_a_procedure_for_the_first_time_at_once_store_its_table_once(world, with_table, at_once):
    with_table(GIFT)
    people = {"d1": "M01", "d2": "eve"}

    def give(own, number):
        unit = ("d1", "d2")[number % 2]
        return advance(own, Command("create", people[unit], f"k{number}", procedure="gift", unit=unit, period="2024"))

    at_once(give)
    assert len(world.everything()["procedure_edition"]) == 1
    assert len(world.rows(LedgerEntry)) == MANY
