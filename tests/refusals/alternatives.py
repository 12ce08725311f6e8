"""What rules may say otherwise, tried wrongly: days of a late entry, activists taken in by the branch, a choice of people, figures set, lots (A12 A20 A30 A40 A42)."""

from tests.machines import yearend, yearends
from tests.machines.opted import ON
from tests.machines.yearend import YearEnd
from tests.refusals.joining import JOINING, WISH
from tests.refusals.rating import names, submitted
from tests.refusals.supplements import ASKED, OTHER, begun
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed

BY_DAYS = changed(*ON, ("until: {is: next_activity, by: [B12, A40]}", "until: {is: days, by: A40}\n  days: {is: 10 d, by: A40}"))
BY_THE_BRANCH = changed(*ON, ("rated: {is: no, by: [B3, A42]}", "rated: {is: no, by: [B3, A42]}\n  begun_by: {is: branch, by: [B3, A42]}"))
NEED = {"reason": "培养考察需要", "resolution": "ZW-OK"}


@scene()
def too_late(world):
    """The activity was on 20 February, ten days are over on 1 March; M01's entry was attested in time."""
    branch = begun(world, "2024-02-26", rules=BY_DAYS)
    no = branch.ask("2024-02-20")
    branch.attest(no)
    world.at("2024-03-13", 0)
    return {"case": no}


def activists(world, **more):
    begun(world, "2024-01-08", **more)
    for name in ("K16", "K17"):
        world.file("person", name, name=f"积极分子{name[1:]}")
        world.file("membership", name, standing="activist")


@scene()
def applying(world):
    activists(world)
    return {"case": world.begin(JOINING, "K16", form=WISH)}


@scene()
def needed(world):
    """The branch has taken K16 in."""
    activists(world, rules=BY_THE_BRANCH)
    return {"case": world.begin(JOINING, "Y02", subject="K16", form=NEED)}


@scene(yearends.by_committee, YearEnd)
def choosing(year):
    """The committee is to choose between M01 and M02 for the one place of three stars."""
    year.total()
    return names(year)


@scene(yearends.setting, YearEnd)
def settable(year):
    year.total()
    year.confirm()
    year.step(year.rating, "submit", "Y01")
    return names(year)


@scene(yearend.by_lot, YearEnd)
def drawing(year):
    """Lots are to be drawn between M01 and M02."""
    year.total()
    return names(year)


@scene(yearend.by_lot, YearEnd)
def drawing_ones_own(year):
    """M01, one of the two, keeps the minutes of the committee."""
    year.total()
    known = names(year)
    year.file("body", "branch_committee", members=[*yearend.COMMITTEE, "M01"], keepers=["M01"])
    return known


def lot(drawn=(("M01", 2), ("M02", 1)), drawn_on="2025-01-20", witnesses=("Y04", "Y05"), resolution="$ok"):
    lines = [{"member": who, "number": number} for who, number in drawn]
    return {"drawn": lines, "drawn_on": drawn_on, "method": "封签", "witnesses": list(witnesses), "resolution": resolution}


def choice(*chosen, grade="star3", resolution="$ok"):
    return {
        "grade": grade,
        "decisions": [{"member": who, "chosen": said} for who, said in chosen],
        "reason": "一贯表现",
        "resolution": resolution,
    }


def figures(*lines, resolution="$committee"):
    set_to = [{"member": who, "component": component, "points": points, "reason": "核对原始记录"} for who, component, points in lines]
    return {"resolution": resolution, "decisions": set_to}


SUPPLEMENTS = (
    Try("within_the_days", too_late, "create", "M02", ASKED, **OTHER),
    Try("within_the_days", too_late, "post", "Y02"),
)
JOININGS = (
    Try("as_needed", applying, "create", "Y02", NEED, begins=JOINING, subject="K17"),
    Try("on_application", needed, "create", "K17", WISH, begins=JOINING),
    Try("on_application", needed, "withdraw", "K16"),
)
RATING = (
    Try("each_drew_once", drawing, "draw_lots", "Y02", lot((("M01", 1),))),
    Try("each_drew_once witnessed", drawing, "draw_lots", "Y02", lot((("M01", 1), ("M02", 1)), witnesses=("Y04", "M02"))),
    Try("witnessed", drawing, "draw_lots", "Y02", lot(witnesses=("Y02", "Y04"))),
    Try("drawn_since_the_total resolved", drawing, "draw_lots", "Y02", lot(drawn_on="2025-01-19", resolution="$group")),
    Try("no_lot_of_ones_own", drawing_ones_own, "draw_lots", "M01", lot()),
    Try("grade_due", choosing, "choose", "Y02", choice(("M01", "no"), ("M02", "yes"), grade="star4")),
    Try("eligible_listed", choosing, "choose", "Y02", choice(("M01", "yes"))),
    Try("as_many_as_places resolved", choosing, "choose", "Y02", choice(("M01", "yes"), ("M02", "yes"), resolution="$group")),
    Try("may_set", submitted, "set_points", "U01", figures(("M02", "bonus", "20"))),
    Try("another_figure", settable, "set_points", "U01", figures(("M02", "bonus", "12"))),
    Try("comes_out_as_set", settable, "set_points", "U01", figures(("M02", "base", "80"))),
    Try("each_set_once comes_out_as_set", settable, "set_points", "U01", figures(("M02", "bonus", "9"), ("M02", "bonus", "8"))),
)
NEVER = {
    "committee_chooses": "a year that is added up lies there only while the committee is to choose (tests/regimes/test_policies_choice.py)"
}
