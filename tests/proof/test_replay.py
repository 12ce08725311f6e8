"""A case played again: every step declared by the stored table, refusals move nothing, AUTO rows name a cause."""

import pytest

from procflow.grammar.editions import as_data
from procflow.machines import tables
from procflow.proof.editions import table
from procflow.proof.findings import Findings
from procflow.proof.records import Line
from procflow.proof.replay import Played

BEGUN = {"transition": "create", "from": "new", "to": "draft", "clause": "T9"}
SUBMITTED = {"transition": "submit", "from": "draft", "to": "submitted", "clause": "T9 B31 A21"}
ROUTED = {"transition": "to_verify", "from": "submitted", "to": "verifying", "clause": "T10", "cause": "e1"}


class Shelf:
    """The stored table of a bonus claim, and two regimes."""

    def __init__(self):
        self.tables = {"p": table(as_data(tables()["bonus_claim"]))}
        self.regimes = {"r", "r2"}


def played(*steps):
    findings, case = Findings(), None
    for number, step in enumerate(steps):
        body = {
            "unit": "d1", "subject": "M01", "procedure": {"id": "bonus_claim", "edition": tables()["bonus_claim"].edition, "sha256": "p"},
            "regime": {"sha256": "r"}, "outcome": "done", "cause": None, "recorded_at": "2024-03-10T01:00:00.000000Z", "occurred_on": "2024-03-10",
            "period": "2024-Q1", "attachments": [], "actor": {"id": "M01"}, "form": {}, "event_id": f"e{number}", "resolution": None,
        } | step  # fmt: skip
        line = Line(number, "c1", number, "hash", body)
        case = case or Played(findings, Shelf(), line)
        case.step(line, step.get("effects", []))
    return case, [(found.kind, found.where.seq) for found in findings.report({}).findings]


def test_declared_steps_lead_where_the_table_says():
    case, found = played(BEGUN, SUBMITTED, ROUTED)
    assert found == []
    assert (case.state, case.version, [each["step"] for each in case.taken]) == ("verifying", 3, ["create", "submit", "to_verify"])


def test_a_desk_act_loops_and_leaves_the_version_as_it_is():
    case, found = played(BEGUN, {"transition": "comment", "from": "draft", "to": "draft", "clause": ""})
    assert found == []
    assert (case.state, case.version, len(case.taken)) == ("draft", 1, 2)


ADOPTED = {
    "transition": "adopt_rules",
    "from": "draft",
    "to": "draft",
    "clause": "A59",
    "cause": "e1",
    "effects": [{"kind": "adopt", "sha256": "r2"}],
}


def test_a_case_goes_on_under_the_rules_that_its_record_adopts_A59():
    case, found = played(BEGUN, ADOPTED, SUBMITTED | {"regime": {"sha256": "r2"}})
    assert found == []
    assert (case.regime, case.version) == ("r2", 3)
    assert "r2" in case.row()


@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ((SUBMITTED | {"regime": {"sha256": "r2"}},), [("step", 1)]),  # other rules, which no record adopted
        ((ADOPTED, SUBMITTED), [("step", 2)]),  # the rules before
        ((ADOPTED | {"regime": {"sha256": "r2"}},), [("step", 1)]),  # decided by the rules that it only adopts
        ((ADOPTED | {"effects": [{"kind": "adopt", "sha256": "r9"}]},), [("regime", 1)]),  # rules that nobody kept
        ((ADOPTED | {"cause": None},), [("step", 1)]),  # it fires by itself alone
    ],
)
def test_rules_that_no_record_adopted_are_named_A59(steps, named):
    assert played(BEGUN, *steps)[1] == named


def test_a_refusal_moves_nothing():
    case, found = played(BEGUN, SUBMITTED | {"outcome": "refused", "to": "draft"})
    assert found == []
    assert (case.state, case.version, len(case.taken)) == ("draft", 1, 1)


@pytest.mark.parametrize(
    "step",
    [
        SUBMITTED | {"to": "approved"},
        SUBMITTED | {"transition": "post"},
        SUBMITTED | {"from": "returned"},
        SUBMITTED | {"clause": "T11"},
        SUBMITTED | {"cause": "e0"},
        SUBMITTED | {"outcome": "refused"},
        SUBMITTED | {"subject": "M02"},
        SUBMITTED | {"unit": "d2"},
    ],
)
def test_what_the_table_does_not_declare_is_named(step):
    assert ("step", 1) in played(BEGUN, step)[1]


def test_a_row_that_fires_by_itself_names_its_cause():
    assert ("step", 2) in played(BEGUN, SUBMITTED, ROUTED | {"cause": None})[1]


def test_a_case_begins_from_nothing():
    assert ("step", 0) in played(SUBMITTED)[1]


@pytest.mark.parametrize(
    ("step", "kind"),
    [({"regime": {"sha256": "?"}}, "regime"), ({"procedure": {"id": "bonus_claim", "edition": "2026-1", "sha256": "?"}}, "edition"),
     ({"procedure": {"id": "bonus_claim", "edition": "1999-1", "sha256": "p"}}, "edition")],
)  # fmt: skip
def test_a_table_or_regime_that_was_not_kept_is_named(step, kind):
    assert (kind, 0) in played(BEGUN | step)[1]
