"""Rules with points for the appraisal, adopted for a year that was added up under others: the appraisal comes too late for it (B35 A31 A57)."""

from tests.machines import yearend
from tests.machines.appraising import MEETING, PROCEDURE, RULES, Appraisal, line
from tests.machines.yearend import YearEnd
from tests.refusals.tries import Try, scene
from tests.world import MEMBERS


class Backdated(YearEnd, Appraisal):
    """The year-end's branch, which holds its appraisal in January 2025."""


@scene(yearend.built, Backdated)
def added_up(world):
    """The rating was totalled under rules where the appraisal gives no points; those of its appraisal give some."""
    world.total()
    world.file("adoption", RULES.id, since="2024-12-01", rules=RULES, version=RULES.version, sha256=RULES.sha256)
    world.file("meeting", "HY1", actor="Y01", since="2025-01-23", title="组织生活会", notified_on=world.today, chair="Y01", teller="Y02")
    world.no = world.begin(PROCEDURE, "Y01", period="2024")
    world.take("open", "Y01", MEETING)
    world.take("self_done", "Y01", {"others": [{"member": name, "why": "paper"} for name in MEMBERS]})
    world.at("2025-01-23")
    world.take("record_attendance", "Y03", {"present": list(MEMBERS)})
    world.take("ballot", "Y01", {"discussion": "逐人互评", "issued": 8, "probationary": 0})
    ballots = {"returned": 8, "lines": [line(name, 1, 7, 0, 0) for name in MEMBERS]}
    world.take("count", "Y02", ballots)
    world.both_enter(ballots)
    return {"case": world.no}


APPRAISING = (Try("year_open", added_up, "mass_done", "Y02"),)
