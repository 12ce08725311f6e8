"""The laws of every procedure: what must hold of any table, whoever wrote it, before anybody runs it."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from procflow import decide, desk
from procflow.filing import BODY_TITLES, KINDS, ROLES, STANDINGS
from procflow.forms import Choice, Form, Lines
from procflow.grammar import AUTO, EVERYONE, NEW, TIMER, Guard, MeetingSeen, Procedure, Step
from procflow.grammar.editions import edition
from procflow.grammar.table import reads_of
from procflow.machines import tables
from procflow.wording import missing
from tests import editions
from tests.machines.world import BODIES, BUREAU, TOWNSHIP, facts, step

DATA = Path(__file__).parent / "data"
REFRESH = "a table changed: give it a new edition or, before a release, run `.venv/bin/python -m tests.editions`"
DOMAIN = yaml.safe_load((DATA / "procedures.yaml").read_text(encoding="utf-8"))

POSITIONS = {"member", "branch_member", "handler", "proposer", "substitute", "meeting_chair", "teller", "objector", "slip"}
KNOWN = {AUTO, TIMER, EVERYONE, *ROLES, *BODY_TITLES, *POSITIONS}
# A motion is taken off the agenda by whoever put it, with a reason; a meeting that hears the rules decides nothing (B27).
WITHOUT_RESOLUTION = {("member_meeting_vote", "withdraw"), ("rule_revision", "communicate")}
LAST = {"T": 20, "B": 40, "N": 20, "A": 67, "R": 16}
WORDS = {"G-SELF", "G-SCOPE", "G-QUORUM", "G-REASON", "G-WINDOW", "G-CLEAR", "H", "S"}

each_table = pytest.mark.parametrize("table", tables().values(), ids=tables().keys())


@each_table
def test_every_step_leads_from_and_to_a_state_of_the_table(table):
    names = {NEW, *table.by_name}
    assert len(table.by_name) == len(table.states)
    assert {state for row in table.steps for state in (*row.sources, row.to or NEW)} <= names
    assert NEW in table.steps[0].sources


@each_table
def test_every_state_can_be_reached(table):
    assert set(table.by_name) - reached(table, {NEW}) == set()


@each_table
def test_every_case_can_come_to_an_end(table):
    ends = {state.name for state in table.states if not state.open}
    assert [state.name for state in table.states if state.open and not reached(table, {state.name}) & ends] == []


@each_table
def test_an_open_state_lies_with_somebody_or_leaves_by_itself(table):
    alone = [
        state.name
        for state in table.states
        if state.open and not state.desk and not any(row.named == (AUTO,) for row in table.leaving(state.name))
    ]
    assert alone == []


@each_table
def test_neglect_leads_to_a_step_of_the_clock_and_every_step_of_the_clock_follows_neglect(table):
    said = {(state.name, state.overdue) for state in table.states if state.overdue}
    timers = {(source, row.name) for row in table.steps if row.named == (TIMER,) for source in row.sources if source != NEW}
    chosen = {name for name, overdue in said if callable(overdue)}  # one of several, by the facts
    assert {each for each in said if each[0] not in chosen} == {each for each in timers if each[0] not in chosen}
    assert all(len({row for source, row in timers if source == name}) > 1 for name in chosen)
    assert all(
        table.by_name[state].within and (table.by_name[state].desk or table.by_name[state].settled) for state, _ in said
    )  # without a desk no task (the clock waits in a settled state), without a day no neglect


@each_table
def test_nothing_leads_out_of_a_final_state(table):
    assert [(row.name, state) for row in table.steps for state in row.sources if state != NEW and table.by_name[state].final] == []


@each_table
def test_rows_of_one_step_that_ask_for_different_forms_are_told_apart_before_a_form_is_read(table):
    """By the guards that need none: each of two has one that the other lacks."""
    for name, rows in table.rows.items():
        people = [row for row in rows if row.named not in {(AUTO,), (TIMER,)}]
        for one, other in combinations(people, 2):
            if one.asks is not other.asks and set(one.sources) & set(other.sources):
                assert set(one.when) - set(other.when), name
                assert set(other.when) - set(one.when), name


@each_table
def test_no_row_stands_in_the_shadow_of_an_earlier_one(table):
    """Where the earlier row's guards are among the later one's, and somebody may take both, the later one never fires."""
    shadowed = [
        (late.name, state)
        for rows in table.rows.values()
        for early, late in combinations(rows, 2)
        for state in set(early.sources) & set(late.sources)
        if {*early.when, *early.fits} <= {*late.when, *late.fits} and roles(early, state) & roles(late, state)
    ]
    assert shadowed == []


@each_table
def test_automatic_rows_of_a_state_never_ask_the_very_same(table):
    for state in table.by_name:
        asked = [frozenset(guard.name for guard in row.when + row.fits) for row in table.automatic(state)]
        assert len(set(asked)) == len(asked), state


@each_table
def test_a_step_that_may_fire_by_itself_names_its_actors_outright(table):
    mixed = {row.name for row in table.steps if row.named == (AUTO,)}
    assert [row.name for row in table.steps if row.name in mixed and callable(row.by)] == []


@each_table
def test_every_role_and_desk_is_known(table):
    for row in (*table.steps, *table.common):
        assert {role for state in row.sources for role in roles(row, state)} <= KNOWN, row.name
    assert {name.partition("@")[0] for state in table.states if state.desk for name in as_tuple(state.desk)} <= KNOWN


@each_table
def test_a_body_acts_only_through_a_resolution_or_a_closed_motion(table):
    without = {
        (table.key, row.name)
        for row in table.steps
        if row.sources != (NEW,) and {role for state in row.sources for role in roles(row, state)} & BODY_TITLES.keys()
        and not {"resolved", "carried"} & {guard.name for guard in row.when + row.fits}
    }  # fmt: skip
    assert without - WITHOUT_RESOLUTION == set()


@each_table
def test_what_is_offered_is_decided_without_the_form(table):
    for row in table.steps:
        assert [guard.name for guard in row.when if looks_at_form(guard)] == [], row.name


@each_table
def test_every_clause_is_one_of_the_sources(table):
    stated = [table.clause, *(row.clause for row in table.steps), *(guard.clause for guard in guards(table))]
    assert {word for clause in stated for word in clause.split() if not known_clause(word)} == set()
    assert [row.name for row in table.steps if not row.clause] == []


@each_table
def test_every_word_on_the_screen_has_its_english(table):
    assert missing(words(table)) == []


@each_table
def test_a_refusal_has_a_value_for_each_of_its_braces(table):
    for guard in guards(table):
        needed = set(re.findall(r"\{(\w+)\}", guard.sentence))
        given = findings(guard)
        assert all(needed <= each for each in given), guard.name
        assert given or not needed, guard.name


@each_table
def test_states_and_steps_are_those_of_the_domain(table):
    said = DOMAIN[table.key]
    kinds = {state.name + ("!" if state.final else "*" if state.settled else "") for state in table.states}
    assert kinds == set(said["states"].split())
    rows = {(row.name, source, row.lands(source)) for row in table.steps for source in row.sources if source != NEW}
    expected = {row for part in ("steps", "added") for row in arrows(said.get(part, {}))}
    assert rows == expected


@each_table
def test_a_table_changes_only_with_its_edition(table):
    assert editions.kept()[table.key].get(table.edition) == edition(table)[0], REFRESH


def test_desk_acts_and_what_is_filed_have_their_english():
    titles = [*(row.title for row in desk.STEPS), *(kind.title for kind in KINDS.values())]
    forms = [field for kind in KINDS.values() for field in shown(kind.form)]
    assert missing([*titles, *forms, *STANDINGS.values(), *ROLES.values(), *BODY_TITLES.values()]) == []


def reached(table: Procedure, found: set[str]) -> set[str]:
    while more := {row.lands(state) for state in found for row in table.leaving(state)} - found:
        found = found | more
    return found - {NEW}


def roles(row: Step, state: str) -> set[str]:
    return {role for rules in (TOWNSHIP, BUREAU) for role in as_tuple(row.by, state, rules)}


def as_tuple(said, state="", rules=TOWNSHIP) -> tuple[str, ...]:
    if not callable(said):
        return (said,) if isinstance(said, str) else said
    lead = step("create", form={"kind": "deduction", "item": "absence", "happened_on": "2024-03-01"})
    meeting = MeetingSeen("LH1-0419", "2024-04-19", "2024-04-15", "Y01", "Y03")
    sections = {"bodies": BODIES, "people": {}, "roster": {}, "colleagues": {}, "meeting": meeting}
    found = said(facts(rules=rules, state=state, taken=(lead,), **sections).only(reads_of(said)))
    return (found,) if isinstance(found, str) else tuple(found)


def guards(table: Procedure) -> set[Guard]:
    return {guard for row in (*table.steps, *table.common) for guard in row.when + row.fits} | set(decide.COMMON)


def source(function) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def looks_at_form(guard: Guard) -> bool:
    """Whether the guard's own text names the form that is being entered: `facts.form`."""
    found = [node for node in ast.walk(source(guard.check)) if isinstance(node, ast.Attribute) and node.attr == "form"]
    return any(isinstance(node.value, ast.Name) and node.value.id == "facts" for node in found)


def findings(guard: Guard) -> list[set[str]]:
    calls = [node for node in ast.walk(source(guard.check)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    return [{each.arg for each in call.keywords if each.arg} for call in calls if ast.unparse(call.func) == "Finding.of"]


def known_clause(word: str) -> bool:
    found = re.fullmatch(r"([TBNAR])([1-9]\d?)", word)
    return word in WORDS or bool(found and int(found[2]) <= LAST[found[1]])


def words(table: Procedure) -> Iterator[str]:
    yield from (table.title, *(state.title for state in table.states), *(guard.sentence for guard in guards(table)))
    for row in (*table.steps, *table.common):
        yield row.title
        yield from shown(row.asks) if row.asks else ()


def shown(form: type[Form]) -> Iterator[str]:
    for field in form().fields.values():
        yield from (word for word in (field.title, getattr(field, "hint", "")) if word)
        yield from field.options.values() if isinstance(field, Choice) else shown(field.schema) if isinstance(field, Lines) else ()


def arrows(said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """`from one, another -> to`, several of them parted by `;`; without a target the state stays."""
    for name, written in ((name, way) for name, ways in said.items() for way in ways.split(";")):
        sources, _, to = written.partition("->")
        for one in sources.replace(",", " ").split():
            yield name, one, to.strip() or one
