"""Motions tried wrongly: run-offs between those who are tied for the stars of a year, and a veto, which is an ordinary motion (A12 A45 A46)."""

from tests.machines import yearend
from tests.machines.tie import counted
from tests.machines.yearend import YearEnd
from tests.refusals.elections import ROLLS, meetings
from tests.refusals.tries import Try, scene
from tests.world import MEMBERS


@scene(yearend.built, YearEnd)
def tied(year):
    """A run-off that stands on no agenda yet, and the motion about a veto."""
    year.total()
    _, motion = year.veto()
    year.join("P10", standing="probationary")
    on = "2025-01-22"
    meetings(year, on, year.today)
    return {"case": year.motion, "other": motion}


def on_agenda(year, meeting="HY1"):
    names = tied(year)
    for no in names.values():
        year.step(no, "schedule", "Y01", {"meeting": meeting})
    return names


@scene(yearend.built, YearEnd)
def announced(year):
    return on_agenda(year)


def attended(year, present=MEMBERS, meeting="HY1"):
    names = on_agenda(year, meeting)
    year.at("2025-01-22")
    year.step(names["case"], "record_attendance", "Y03", {"present": list(present)})
    return names


@scene(yearend.built, YearEnd)
def too_few(year):
    return attended(year, MEMBERS[:3])


@scene(yearend.built, YearEnd)
def enough(year):
    return attended(year)


def discussed(year, meeting="HY1"):
    names = attended(year, meeting=meeting)
    for no in names.values():
        year.step(no, "open_discussion", "Y01")
    return names


@scene(yearend.built, YearEnd)
def discussing(year):
    return discussed(year)


@scene(yearend.built, YearEnd)
def unwatched(year):
    return discussed(year, "HY3")


@scene(yearend.built, YearEnd)
def day_after(year):
    names = discussed(year)
    year.at("2025-01-23")
    return names


@scene(yearend.built, YearEnd)
def counting(year):
    names = discussed(year)
    for no in names.values():
        year.step(no, "open_vote", "Y01", OPENED, key="spent" if no == names["case"] else "spent-2")
    return names


@scene(yearend.built, YearEnd)
def void(year):
    names = counting(year)
    year.step(names["case"], "void", "Y02", counted({"M01": 5, "M02": 4}))
    return names


@scene(yearend.built, YearEnd)
def void_day_after(year):
    names = void(year)
    year.at("2025-01-23")
    return names


@scene(yearend.built, YearEnd)
def second_round(year):
    """The first chose nobody, and the second is to be put on the same agenda."""
    names = counting(year)
    year.step(names["case"], "not_pass", "Y02", counted({"M01": 4, "M02": 4}))
    year.step(year.rating, "run_again", "Y02", {"resolution": year.resolve()})
    return {"case": year.motion}


OPENED = {"discussion": "依次讨论", "heard": "heard", "issued": 8}
TALLY = {"in_favour": 5, "against": 3, "abstained": 0, "returned": 8}

MOTIONS = (
    Try("meeting_called", tied, "schedule", "Y01", {"meeting": "HY9"}),
    Try("notice_given", tied, "schedule", "Y01", {"meeting": "HY2"}),
    Try("one_round", second_round, "schedule", "Y01", {"meeting": "HY1"}),
    *(Try(says, announced, "record_attendance", "Y03", roll) for says, roll in ROLLS),
    Try("meeting_today roll_called", announced, "open_discussion", "Y01"),
    Try("quorum_met", too_few, "open_discussion", "Y01"),
    Try("quorum_missed", enough, "adjourn", "Y01"),
    Try("meeting_today", day_after, "open_vote", "Y01", OPENED),
    Try("issued_to_present", discussing, "open_vote", "Y01", {**OPENED, "issued": 9}),
    Try("subject_heard", discussing, "open_vote", "Y01", {**OPENED, "heard": "not_needed"}, case="other"),
    Try("teller_named", unwatched, "open_vote", "Y01", OPENED),
    Try("ballots_valid", counting, "pass", "Y02", counted({"M01": 5, "M02": 4})),
    Try("options_counted", counting, "pass", "Y02", counted({"M01": 6, "Y06": 2}), by_hand=True),
    Try("choices_add_up", counting, "pass", "Y02", counted({"M01": 5, "M02": 2}, returned=8)),
    Try("one_over_half", counting, "pass", "Y02", counted({"M01": 4, "M02": 4})),
    Try("none_over_half", counting, "not_pass", "Y02", counted({"M01": 5, "M02": 3})),
    Try("too_many_ballots", counting, "void", "Y02", counted({"M01": 5, "M02": 3})),
    Try("tally_adds_up", counting, "pass", "Y02", {**TALLY, "against": 2}, case="other"),
    Try("carried_by_majority", counting, "pass", "Y02", {**TALLY, "in_favour": 4, "against": 4}, case="other"),
    Try("not_carried", counting, "not_pass", "Y02", TALLY, case="other"),
    Try("issued_to_present", void, "revote", "Y01", {**OPENED, "issued": 9}),
    Try("meeting_today", void_day_after, "revote", "Y01", OPENED),
    Try("FORBIDDEN_ROLE", counting, "pass", "Y01", counted({"M01": 5, "M02": 3})),
    Try("ILLEGAL_STATE", counting, "schedule", "Y01", {"meeting": "HY1"}),
    Try("STALE_VERSION", counting, "pass", "Y02", counted({"M01": 5, "M02": 3}), version=1),
    Try("UNKNOWN_TRANSITION", counting, "fly", "Y01"),
    Try("KEY_REUSED", counting, "open_vote", "Y01", {**OPENED, "issued": 7}, key="spent"),
)  # fmt: skip
