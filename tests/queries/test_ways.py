"""No silent block (T10): whatever leaves a state is offered or explained, for every procedure, state, role and regime, from the tables alone."""

from itertools import product

import pytest

from procflow import decide
from procflow.errors import CODES, Refusal
from procflow.filing.titles import ROLES, TITLES
from procflow.grammar import AUTO, TIMER, Asked, Taken
from procflow.machines import tables
from procflow.queries.titles import role
from procflow.queries.ways import by_step
from tests.machines.world import BODIES, BUREAU, facts
from tests.regimes.examples import TOWNSHIP

KINDS = {"open", "missing", "not_yet", "not_yours", "recused"}
NAMES = {code.name for code in CODES}
UNATTENDED = {AUTO, TIMER}
READERS = ("", "member", *ROLES, *BODIES)
STATES = [(key, state.name) for key, table in tables().items() for state in table.states if table.leaving(state.name)]


def holds(one, row, _):
    return Asked(one.name, one.clause or row.clause, {}, True), None


def refuses(one, row, _):
    clause = one.clause or row.clause
    return Asked(one.name, clause, {}, False), Refusal(one.code, one.sentence, {}, one.name, clause)


def seen(key, state, rules, reader):
    """Facts of a case in that state; what earlier steps must have said for the tables' own desks is there."""
    said = (Taken("create", "Y01", "2024-04-01", {"kind": "deduction"}, "e1"),) if key == "deduction_proposal" else ()
    return facts(rules=rules, state=state, procedure=key, roles=(reader,) if reader else (), bodies=BODIES, colleagues={}, taken=said)


@pytest.mark.parametrize("asked", [holds, refuses])
@pytest.mark.parametrize(("key", "state"), STATES)
def test_every_way_out_of_a_state_is_an_action_or_an_explained_item_T10(key, state, asked, monkeypatch):
    monkeypatch.setattr(decide, "question", asked)
    table, found = tables()[key], 0
    for rules, reader in product((TOWNSHIP, BUREAU), READERS):
        here = seen(key, state, rules, reader)
        told = {each.row.name: each for each in by_step(decide.options(table, here))}
        due = {row.name for row in table.leaving(state) if (roles := set(row.roles(here))) and not roles & UNATTENDED}
        assert set(told) == due
        for each in told.values():
            assert each.kind in KINDS
            assert explained(each), (reader, each)
        found += len(told)
    assert found or all(UNATTENDED & set(row.named) for row in table.leaving(state))


def explained(said):
    """Open; or whose it is, by a title; or what stands against it: a sentence, a code that is known, and a clause."""
    if said.kind == "not_yours":
        return bool(said.roles) and all(role(name.partition("@")[0]) != name.partition("@")[0] for name in said.roles)
    return said.kind == "open" or (bool(said.refusals) and all(one.sentence and one.code in NAMES and one.clause for one in said.refusals))


def test_the_titles_of_whoever_is_named_are_words_and_no_codes():
    assert [name for name, title in TITLES.items() if name == title] == []
