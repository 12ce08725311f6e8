"""Opening balances tried wrongly: for which period, off whose paper, checked by whom, corrected on whose order (B10 B11 B15 A51 A54)."""

from tests.machines.opened import PERIOD, Opened, line
from tests.refusals.tries import Try, scene
from tests.regimes.examples import changed

OPENING = "opening_balance"
SECOND = {"begins": OPENING, "subject": "d3", "period": PERIOD}
FIRST = {**SECOND, "period": "2024-Q1"}
GRANTED = changed(("mode: {is: accumulate, by: [T8, A32]}", "mode: {is: grant_and_deduct, by: A32}"))
COMPARED = {"compared": "yes"}


def sheet(*lines, **more):
    return {"lines": list(lines or (line(**more),))}


@scene(of=Opened)
def settled(world):
    """P01's sheet of the second quarter lies recorded; one of P03 and P05 was seen by P05; P02 has study on June's sheet; P07 came on 1 June."""
    world.settle()
    world.file("person", "P07", name="冯七")
    world.file("membership", "P07", since="2024-06-01", standing="formal")
    world.file("scope", "P07", since="2024-06-01")
    names = {"case": world.sheet(key="spent"), "own": world.sheet(line("P03"), line("P05"), line("P04"))}
    world.verify(names["own"], "P05")
    world.file("role", "P04", role="org_commissioner")
    june = {"source": "daily_record", "lines": [{"member": "P02", "item": "study", "mark": "present"}]}
    world.begin("base_registration", "P05", subject="d3", period="2024-06", form=june)
    return names


@scene(of=Opened)
def granted(world):
    """Rules that give the base first."""
    world.settle(GRANTED)
    return {}


@scene(of=Opened)
def verified(world):
    """The committee's own P02 and P03 are on the sheet: ZW-TWO was taken by these two, JF-1 by the points group, XZ-1 by the party group."""
    world.settle()
    no = world.sheet(line("P02"), line("P03"), line("P01"))
    world.verify(no)
    world.file("body", "points_group", members=["P01", "P05", "P06"], keepers=["P01"])
    world.file("body", "party_group", members=["P01", "P05", "P06"], keepers=["P04"])
    world.file("resolution", "ZW-TWO", actor="P04", body="branch_committee", present=["P02", "P03"], title="同意")
    world.file("resolution", "XZ-1", actor="P04", body="party_group", present=["P01", "P05", "P06"], title="同意")
    world.file("resolution", "JF-1", actor="P01", body="points_group", present=["P01", "P05", "P06"], title="同意")
    return {"case": no}


@scene(of=Opened)
def ordered(world):
    """P01's objection is upheld and the quarter is open; another sheet holds P02's points."""
    world.settle()
    names = {"case": world.posted_sheet(line(), line("P03")), "other_case": world.posted_sheet(line("P02"))}
    return {**names, "order": world.upheld(world.publicised(), names["case"], "2"), "other": world.entry(names["other_case"])}


@scene(of=Opened)
def final(world):
    """The first quarter is final; P01's objection came late and was upheld. A sheet of P03 had not been agreed by then."""
    world.settle()
    march = line(on="2024-03-31")
    names = {"case": world.posted_sheet(march, period="2024-Q1"), "left": world.sheet({**march, "member": "P03"}, period="2024-Q1")}
    world.verify(names["left"])
    closing = world.final("2024-Q1", names["left"])
    world.step(closing, "issue", "P03", {"number": "1号"})
    world.file("resolution", "ZW-LATE", actor="P04", body="branch_committee", present=["P02", "P03", "P04"], title="同意")
    return {**names, "order": world.upheld(closing, names["case"], "2", kind="late"), "own": world.entry(names["case"])}


def correction(*lines, **more):
    return {"order": "$order", **({"lines": list(lines)} if lines else {}), **more}


OPENINGS = (
    Try("of_this_cycle", settled, "create", "P04", sheet(line("P06", on="2024-05-31")), paper=True, **{**SECOND, "period": "2024-05"}),
    Try("before_the_beginning day_before_the_beginning of_this_cycle", settled, "create", "P04", sheet(line("P06")), paper=True,
        **{**SECOND, "period": "2024-Q4"}),
    Try("period_open", final, "create", "P04", sheet(line("P06", on="2024-03-31")), paper=True, **FIRST),
    Try("STALE_VERSION", settled, "amend", "P04", sheet(), version=0),
    Try("has_files", settled, "create", "P04", sheet(line("P06")), **SECOND),
    Try("each_line_says_what_for", settled, "create", "P04", sheet(line("P06", reason=None)), paper=True, **SECOND),
    Try("points_above_zero", settled, "create", "P04", sheet(line("P06", points="0")), paper=True, **SECOND),
    Try("of_the_component", settled, "create", "P04", sheet(line("P06", "bonus", "study")), paper=True, **SECOND),
    Try("base_is_earned", granted, "create", "P04", sheet(line("P06")), paper=True, **SECOND),
    Try("day_before_the_beginning", settled, "create", "P04", sheet(line("P06", on="2024-03-31")), paper=True, **SECOND),
    Try("lines_in_scope", settled, "create", "P04", sheet(line("P07", on="2024-05-31")), paper=True, **SECOND),
    Try("no_line_repeated", settled, "create", "P04", sheet(line("P06"), line("P06")), paper=True, **SECOND),
    Try("not_brought_before", settled, "create", "P04", sheet(), paper=True, **SECOND),
    Try("not_in_the_books", settled, "create", "P04", sheet(line("P02", on="2024-06-30")), paper=True, **SECOND),
    Try("not_in_the_books points_above_zero", settled, "amend", "P04", sheet(line("P02", item="study", points="0"))),
    Try("not_who_entered_it", settled, "verify", "P04", COMPARED),
    Try("own_lines_seen_by_another", settled, "verify", "P05", COMPARED, case="own"),
    Try("by_the_committee resolved", verified, "agree", "P04", {"resolution": "JF-1"}, by_hand=True),
    Try("by_the_committee", verified, "agree", "P04", {"resolution": "XZ-1"}),
    Try("by_the_committee", verified, "return", "P04", {"resolution": "XZ-1", "reason": "缺页"}),
    Try("own_lines_left_to_others", verified, "agree", "P04", {"resolution": "ZW-TWO"}),
    Try("period_open", final, "agree", "P04", {"resolution": "ZW-LATE"}, case="left"),
    Try("ordered", ordered, "reverse", "P04", {"order": "$order"}, case="other_case"),
    Try("something_named", ordered, "correct", "P04", correction()),
    Try("entries_stand", ordered, "correct", "P04", correction(entries=["$other"])),
    Try("not_brought_before", ordered, "correct", "P04", correction(line("P02"))),
    Try("lines_reopened", final, "correct", "P04", correction(line(on="2024-03-30"))),
    Try("lines_reopened", final, "reverse", "P04", {"order": "$order"}),
    Try("FORBIDDEN_ROLE", settled, "void", "P05", {"reason": "重复登记"}),
    Try("ILLEGAL_STATE", settled, "agree", "P04", {"resolution": "ZW-1"}, by_hand=True),
    Try("UNKNOWN_TRANSITION", settled, "fly", "P04"),
    Try("KEY_REUSED", settled, "create", "P04", sheet(points="17"), paper=True, key="spent", **SECOND),
)  # fmt: skip
UNGUARDED = (
    Try("", settled, "void", "P04", {"reason": "重复登记"}),
    Try("", settled, "return", "P05", {"reason": "第一行抄错"}),
)
NEVER = {"own_lines_left": "whoever has checked it already is told that the own line is another's to check: the row before says so"}
