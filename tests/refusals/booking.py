"""Sheets of base points tried wrongly: recorded, verified, posted, corrected, taken back (T3 T8 B10 B11 B12 B30 A51 A54)."""

from tests.machines.test_placeholders import RULES as UNSET
from tests.refusals.bureau import INTO_ISSUED
from tests.refusals.objecting import posted, quarter
from tests.refusals.tries import Try, scene

BOOK = "base_registration"
JANUARY = {"begins": BOOK, "subject": "d1", "period": "2024-01"}
FEBRUARY = {**JANUARY, "period": "2024-02"}


def line(member="M01", item="study", on="", mark="present"):
    return {"member": member, "item": item, "mark": mark, **({"on": on} if on else {})}


def sheet(*lines):
    return {"source": "daily_record", "lines": list(lines or (line(),))}


def resolved(world, **more):
    """JF-1 by two of three of the points group, JF-TWO by the two who stand on a sheet, ZW-1 by nobody who verifies."""
    world.file("body", "branch_committee", members=["Y01", "Y02", "Y05"], keepers=["Y02"])
    for no, body, actor, present in (("JF-1", "points_group", "Y04", ["Y04", "Y06"]), ("JF-TWO", "points_group", "Y04", ["Y04", "Y05"]),
                                     ("ZW-1", "branch_committee", "Y02", ["Y01", "Y02"])):  # fmt: skip
        world.file("resolution", no, actor=actor, body=body, present=present, title="核实登记")
    return more


@scene()
def recorded(world):
    """January's sheet names M01, Y02, Y04 and Y05; N10 came into scope on 1 March, and today is the 11th."""
    world.at("2024-03-01")
    world.join("N10")
    world.at("2024-03-11")
    no = world.begin(BOOK, "Y03", subject="d1", period="2024-01", form=sheet(*map(line, ("M01", "Y02", "Y04", "Y05"))), key="spent")
    return resolved(world, case=no, claim=world.claim())


@scene()
def verified(world):
    world.at("2024-03-11")
    no = world.begin(BOOK, "Y03", subject="d1", period="2024-01", form=sheet())
    names = resolved(world, case=no)
    world.step(no, "verify", "Y04", {"resolution": "JF-1"})
    return names


@scene()
def unset(world):
    world.file("adoption", UNSET.id, rules=UNSET, version=UNSET.version, sha256=UNSET.sha256)
    world.at("2024-03-11")
    return {"case": world.begin(BOOK, "Y03", subject="d1", period="2024-01", form=sheet(line(item="dues")))}


@scene(quarter)
def ordered(world):
    """M01's omission in January and February is upheld; the quarter is open, and M02's study stands on January's sheet. March was right."""
    played = posted(world)
    no = played.told(played.omission(), "upheld", "3")
    world.step(no, "accept", "M01")
    return {"case": played.sheets[0], "order": no, "other": entry(world, played.sheets[1]), "march": played.sheet("2024-03")}


@scene(quarter)
def closed(world):
    """The same, of an objection that came late: the quarter is final."""
    played = posted(world)
    world.at("2024-04-06")
    world.step(played.closing, "finalize", "Y02", {"resolution": played.resolve()})
    world.step(played.closing, "issue", "Y01", {"number": "1号"})
    no = played.told(played.omission(), "upheld", "3", kind="late")
    world.step(no, "accept", "M01")
    return {"case": played.sheets[0], "order": no, "own": entry(world, played.sheets[0])}


def entry(world, no):
    """An entry that a sheet posted."""
    effects = [each for record in world.chain(no) for each in record.body["effects"]]
    return next(each["entry_id"] for each in effects if each["kind"] == "entry")


def correction(*lines, **more):
    return {"order": "$order", **({"lines": list(lines)} if lines else {}), **more}


BOOKS = (
    Try("book_begun", recorded, "create", "Y03", sheet(), **{**JANUARY, "period": "2024-04"}),
    Try("in_catalogue", recorded, "create", "Y03", sheet(line(item="honours")), by_hand=True, **FEBRUARY),
    Try("fits_the_book", recorded, "create", "Y03", sheet(line(item="pledge")), **FEBRUARY),
    Try("day_in_book", recorded, "create", "Y03", sheet(line(on="2024-03-01")), **FEBRUARY),
    Try("lines_in_scope", recorded, "create", "Y03", sheet(line("N10")), **FEBRUARY),
    Try("no_line_twice", recorded, "create", "Y03", sheet(line(), line()), **FEBRUARY),
    Try("not_registered_before", recorded, "create", "Y03", sheet(), **JANUARY),
    Try("points_set", unset, "create", "Y03", sheet(), **FEBRUARY),
    Try("points_set", unset, "amend", "Y03", sheet()),
    Try("day_in_book no_line_twice", recorded, "amend", "Y03", sheet(line(on="2024-02-01"), line())),
    INTO_ISSUED,
    Try("no_own_line", recorded, "verify", "Y02"),
    Try("resolved", verified, "post", "Y04", {"resolution": "ZW-1"}),
    Try("own_lines_left_to_others", recorded, "verify", "Y04", {"resolution": "JF-TWO"}),
    Try("ordered", ordered, "reverse", "Y02", {"order": "$order"}, case="march"),
    Try("something_named", ordered, "correct", "Y02", correction()),
    Try("entries_stand", ordered, "correct", "Y02", correction(entries=["$other"])),
    Try("not_standing", ordered, "correct", "Y02", correction(line("M02"))),
    Try("lines_reopened", closed, "correct", "Y02", correction(line())),
    Try("lines_reopened", closed, "reverse", "Y02", {"order": "$order"}),
    Try("FORBIDDEN_ROLE", recorded, "verify", "Y03"),
    Try("ILLEGAL_STATE", recorded, "post", "Y02"),
    Try("STALE_VERSION", recorded, "amend", "Y03", sheet(), version=0),
    Try("UNKNOWN_TRANSITION", recorded, "fly", "Y03"),
    Try("KEY_REUSED", recorded, "create", "Y03", sheet(), key="spent", **JANUARY),
)  # fmt: skip
UNGUARDED = (Try("", recorded, "void", "Y02", {"reason": "重复登记"}),)
