"""A year's rating tried wrongly: added up, its ties, confirmed, approved, final, corrected (T12-T18 A12 A15 A20 A26 A28 A51)."""

from tests.machines import yearend
from tests.machines.yearend import YearEnd
from tests.refusals.tries import Try, scene

APPROVAL = {"resolution": "$committee", "receipt": "青党〔2025〕3号"}


def names(year, **more):
    year.file("body", "member_meeting", members=["M01", "M02"], keepers=["M01"])
    own = {"ok": year.resolve(), "group": year.resolve("points_group"), "committee": year.resolve("party_committee")}
    year.file("resolution", "ZW-TWO", actor="Y02", body="branch_committee", present=["Y01", "Y02"], title="确认等次")
    return {"case": year.rating, **own, **more}


@scene(yearend.waiting, YearEnd)
def not_issued(year):
    return names(year)


@scene(yearend.built, YearEnd)
def begun(year):
    year.join("N10")
    return names(year)


@scene(yearend.built, YearEnd)
def pending(year):
    """A veto is still to be decided."""
    no, _ = year.veto()
    return names(year, open=no)


@scene(yearend.built, YearEnd)
def tied(year):
    year.total()
    return names(year)


@scene(yearend.built, YearEnd)
def proposed(year):
    year.proposed()
    return names(year)


@scene(yearend.built, YearEnd)
def confirmed(year):
    year.proposed()
    year.confirm()
    return names(year)


@scene(yearend.built, YearEnd)
def approved(year):
    year.submitted()
    year.approve()
    return names(year)


@scene(yearend.built, YearEnd)
def submitted(year):
    year.proposed()
    year.confirm()
    year.step(year.rating, "submit", "Y01", key="spent")
    return names(year)


@scene(yearend.built, YearEnd)
def moved(year):
    """Submitted; and then a line of the first quarter was corrected."""
    year.submitted()
    year.line_moved()
    return names(year)


@scene(yearend.built, YearEnd)
def shown(year):
    year.publicised()
    return names(year)


@scene(yearend.built, YearEnd)
def shown_long(year):
    year.publicised()
    year.later(8)
    return names(year)


@scene(yearend.built, YearEnd)
def objected(year):
    """An objection that came in time lies with the committee when the days are over."""
    year.publicised()
    year.doubted()
    year.later(8)
    return names(year)


@scene(yearend.built, YearEnd)
def upheld(year):
    """The year is to be added up anew, and the correction is not posted."""
    year.publicised()
    year.upheld(year.objected(), points="3")
    return names(year)


@scene(yearend.built, YearEnd)
def final(year):
    year.final()
    no, _ = year.veto()
    return names(year, open=no)


def totalling(resolution="$group"):
    return {"resolution": resolution}


def confirming(*decisions, resolution="$ok"):
    return {"resolution": resolution, "decisions": [{"reason": "研究决定", "member": who, "grade": grade} for who, grade in decisions]}


GAP = ("Y06", "star1")
REASONED = {"resolution": "$ok", "reason": "两次会议均未过半"}

RATING = (
    Try("quarters_issued", not_issued, "total", "Y04", totalling()),
    Try("nothing_pending", pending, "total", "Y04", totalling()),
    Try("corrections_posted", upheld, "total", "Y04", totalling()),
    Try("resolved", begun, "total", "Y04", totalling("$ok")),
    Try("run_off_failed", tied, "run_again", "Y02", {"resolution": "$ok"}),
    Try("run_off_failed", tied, "tie_unresolved", "Y02", REASONED),
    Try("resolved run_off_failed", tied, "tie_unresolved", "Y02", {**REASONED, "resolution": "$group"}),
    Try("undetermined_decided", proposed, "confirm", "Y02", {"resolution": "$ok"}),
    Try("resolved undetermined_decided", proposed, "confirm", "Y02", {"resolution": "$group"}),
    Try("all_rated", proposed, "confirm", "Y02", confirming(GAP, ("adm", "star1"))),
    Try("each_decided_once", proposed, "confirm", "Y02", confirming(GAP, GAP)),
    Try("within_discretion within_places", proposed, "confirm", "Y02", confirming(GAP, ("M01", "star3"))),
    Try("within_places", proposed, "confirm", "Y02", confirming(("Y06", "star3"))),
    Try("own_grade_left_to_others", proposed, "confirm", "Y02", confirming(GAP, ("Y01", "star1"), resolution="ZW-TWO")),
    Try("resolved", submitted, "return", "U01", {**REASONED}),
    Try("resolved", submitted, "approve", "U01", {**APPROVAL, "resolution": "$ok"}),
    Try("as_totalled", moved, "approve", "U01", APPROVAL),
    Try("window_over", shown, "finalize", "Y01", {"reported_on": "2025-01-22", "reported": "yes"}),
    Try("reported", shown_long, "finalize", "Y01"),
    Try("reported", shown_long, "finalize", "Y01", {"reported_on": "2024-12-30", "reported": "yes"}),
    Try("clear_of_objections reported", objected, "finalize", "Y01"),
    Try("later_decision", final, "restate", "U01", {"resolution": "$committee", "order": "$open"}),
    Try("later_decision resolved", final, "restate", "U01", {"resolution": "$ok", "order": "$open"}),
    Try("FORBIDDEN_ROLE", begun, "total", "Y02", totalling()),
    Try("FORBIDDEN_ROLE", submitted, "approve", "Y01", APPROVAL),
    Try("ILLEGAL_STATE", shown, "confirm", "Y02", confirming(GAP)),
    Try("STALE_VERSION", submitted, "approve", "U01", APPROVAL, version=1),
    Try("UNKNOWN_TRANSITION", begun, "fly", "Y04"),
    Try("KEY_REUSED", submitted, "submit", "Y01", {"summary": "另一份"}, key="spent"),
)  # fmt: skip

UNGUARDED = (  # no guard stands against these forms: they are filled in wrongly all the same
    Try("", confirmed, "submit", "Y01", {"summary": "八名党员"}),
    Try("", approved, "publicise", "U01", yearend.POSTING),
)
