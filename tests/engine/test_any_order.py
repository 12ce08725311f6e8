"""Claims and their motions under any acts of anybody in any order: what must hold, holds whatever happens."""

from datetime import date, timedelta

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import canon, forms
from procflow.errors import Invalid, Refused
from procflow.machines import tables
from procflow.models import Case, CaseLink, LedgerEntry
from tests import servers
from tests.world import MEMBERS, World, built

PEOPLE = (*MEMBERS, "eve", "adm")
STEPS = [(key, name) for key in ("bonus_claim", "member_meeting_vote") for name in tables()[key].rows]
ITEMS = ("serve_masses", "volunteer", "flattery")
RIGHT = {"draft": ("submit", ""), "verifying": ("verify_to_vote", "Y04"), "returned": ("resubmit", ""), "approved": ("post", "Y02")}
VALUES = {
    forms.Item: st.sampled_from(ITEMS), forms.Person: st.sampled_from(PEOPLE), forms.Text: st.just("说明"), forms.Words: st.just("说明"),
    forms.Several: st.lists(st.sampled_from(MEMBERS), unique=True), forms.Points: st.integers(1, 11).map(str), forms.Count: st.integers(0, 8),
}  # fmt: skip


class Branch(RuleBasedStateMachine):
    kind, folder = "sqlite", None

    def __init__(self):
        super().__init__()
        self.engine = create_engine(servers.migrated_copy(self.kind, self.folder, built), poolclass=NullPool)
        self.world = World(Session(self.engine, expire_on_commit=False))
        self.world.at("2024-03-10")
        self.cases = []

    @initialize(members=st.lists(st.sampled_from(MEMBERS), min_size=2, max_size=4))
    def claim(self, members):
        for number, member in enumerate(members):
            self.cases.append(self.world.claim(member, item=ITEMS[number % 2], event=f"E{number}"))

    @precondition(lambda self: len(self.cases) < 6)
    @rule(member=st.sampled_from(PEOPLE))
    def begin(self, member):
        self.tried(lambda: self.cases.append(self.world.begin("bonus_claim", member)))

    @precondition(lambda self: self.cases)
    @rule(data=st.data(), step=st.sampled_from(STEPS), actor=st.sampled_from(PEOPLE))
    def act(self, data, step, actor):
        self.take(data, data.draw(st.sampled_from(self.known(step[0]))), step[1], actor)

    @precondition(lambda self: self.cases)
    @rule(data=st.data())
    def go_on(self, data):
        """The step that the state waits for, by whoever is due to take it."""
        waiting = [row for row in self.world.rows(Case, Case.procedure == "bonus_claim") if row.state in RIGHT]
        if waiting:
            row = data.draw(st.sampled_from(sorted(waiting, key=lambda row: row.no)))
            step, actor = RIGHT[row.state]
            self.take(data, row.no, step, actor or row.subject)

    @precondition(lambda self: self.motions())
    @rule(data=st.data(), in_favour=st.integers(0, 8))
    def meet(self, data, in_favour):
        motion = data.draw(st.sampled_from(self.motions()))
        self.world.call(motion)
        self.world.vote(motion, in_favour, 8 - in_favour)

    @rule(days=st.integers(1, 40))
    def wait(self, days):
        self.world.later(days)

    def take(self, data, no, step, actor):
        before = self.world.case(no)
        form, files = self.form(data, before.procedure, step), (self.world.paper(),) if data.draw(st.booleans()) else ()
        if (outcome := self.tried(lambda: self.world.step(no, step, actor, form, files=files))) != "done":
            after = self.world.case(no)
            assert outcome in {"refused", "invalid"}
            assert (after.state, after.version, after.taken, after.period) == (before.state, before.version, before.taken, before.period)

    def tried(self, act):
        try:
            act()
        except Refused as refused:
            return refused.record.body["outcome"]
        except Invalid:
            return "invalid"
        return "done"

    def form(self, data, procedure, step):
        rows = tables()[procedure].rows.get(step)
        fields = rows[0].asks().fields if rows and rows[0].asks else {}
        return {name: value for name, field in fields.items() if (value := self.value(data, name, field)) is not None}

    def value(self, data, name, field):
        """Something that the field can read, often something that the guards accept."""
        if isinstance(field, forms.Meeting):
            on = (date.fromisoformat(self.world.today) + timedelta(days=1)).isoformat()
            said = {"title": "会", "notified_on": self.world.today, "chair": "Y01", "teller": "Y02"}
            return self.world.file("meeting", f"M{self.world.key()}", actor="Y01", since=on, **said).body["subject"]
        if name == "resolution":
            said = {"body": "points_group", "present": ["Y04", "Y05"], "title": "核实"}
            return self.world.file("resolution", f"R{self.world.key()}", actor="Y04", **said).body["subject"]
        if isinstance(field, forms.Day):
            return self.world.today
        if isinstance(field, forms.CaseRef):
            return data.draw(st.sampled_from(self.cases))
        if isinstance(field, forms.Choice):
            return data.draw(st.sampled_from(sorted(field.options)))
        return data.draw(VALUES[type(field)]) if type(field) in VALUES else None

    def known(self, procedure):
        return [row.no for row in self.world.rows(Case, Case.procedure == procedure)] or self.cases

    def motions(self):
        waiting = ("drafted", "adjourned", "deferred")
        return [row.no for row in self.world.rows(Case, Case.procedure == "member_meeting_vote") if row.state in waiting]

    def teardown(self):
        for row in self.world.rows(Case):
            chain = self.world.chain(row.no)
            sound(chain)
            replayed(row, chain)
        for stream in ("unit/d1", *(f"person/{name}" for name in PEOPLE)):
            sound(self.world.chain(stream))
        self.every_entry_has_its_vote()
        self.world.session.close()
        self.engine.dispose()

    def every_entry_has_its_vote(self):
        """T10: no points without a motion that was passed; one entry for each claim that was posted, worth what was verified."""
        posted = {row.case_id: row for row in self.world.rows(Case, Case.procedure == "bonus_claim", Case.state == "posted")}
        entries = self.world.rows(LedgerEntry)
        assert len(entries) == len(posted)
        for row in posted.values():
            states = [self.world.case(self.world.number(link.case_id)).state for link in self.links_to(row)]
            assert "passed" in states
            verified = [each.body["form"]["verified"] for each in self.world.chain(row.no) if done(each, "verify_to_vote")]
            assert [entry.points for entry in entries if entry.event_hash in hashes(self.world.chain(row.no))] == verified[-1:]

    def links_to(self, row):
        return self.world.rows(CaseLink, CaseLink.other_id == row.case_id, CaseLink.kind == "started")


def done(record, step):
    return record.body["outcome"] == "done" and record.body["transition"] == step


def hashes(chain):
    return {each.hash for each in chain}


def sound(chain):
    assert [each.body["case_seq"] for each in chain] == list(range(len(chain)))
    assert [each.body["prev"] for each in chain] == [canon.ZERO, *(each.hash for each in chain)][: len(chain)]


def replayed(row, chain):
    """The state, version and steps of a case are those of its records, refusals aside."""
    taken = [each.body for each in chain if each.body["outcome"] == "done"]
    common = {step.name for step in tables()[row.procedure].common}
    assert all(one["from"] == ("new" if number == 0 else taken[number - 1]["to"]) for number, one in enumerate(taken))
    assert (row.state, row.period, row.head, row.seq) == (taken[-1]["to"], taken[-1]["period"], chain[-1].hash, len(chain))
    assert row.version == sum(one["transition"] not in common for one in taken)
    assert [(one["step"], one["form"]) for one in canon.loads(row.taken.encode())] == [(one["transition"], one["form"]) for one in taken]


@pytest.mark.slow
def test_whatever_anybody_does_records_and_cases_agree_and_no_point_is_without_a_vote(database_kind, tmp_path):
    class OfThisKind(Branch):
        kind, folder = database_kind, tmp_path

    examples, steps = (8, 30) if database_kind == "sqlite" else (2, 25)
    # Shrinking a branch's history costs more than reading it.
    run_state_machine_as_test(OfThisKind, settings=settings(max_examples=examples, stateful_step_count=steps, phases=(Phase.generate,)))
