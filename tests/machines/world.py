"""Facts made by hand for the guards and effects of the procedures: a case, its actor, its form, and only the sections that a test gives."""

from datetime import date
from typing import Any

from procflow.dates import Calendar, Period
from procflow.errors import Refusal
from procflow.grammar import ActorSeen, BodySeen, CaseSeen, EntrySeen, Facts, Guard, LinkSeen, PeriodSeen, PersonSeen, ResolutionSeen, Taken
from procflow.regimes.rulebook import Rulebook
from tests.regimes.examples import TOWNSHIP, changed

UNIT = "lh1"
BUREAU = changed(  # the township's rules with the bureau's paths (B7 B8 B31 B32) and a cap for each quarter (A24)
    ("bonus: {is: [points_group, member_meeting], by: [T9, T10]}", "bonus: {is: [party_group, branch_committee], by: [B7, B31]}"),
    ("deduction: {is: [points_group, member_meeting], by: T11}", "deduction: {is: [branch_committee], by: B8}"),
    ("veto: {is: [points_group, member_meeting], by: T11}", "veto: {is: [branch_committee], by: B8}"),
    ("cap: {is: 70, by: [T8, A4], note: 原文未定基础分总额，备案时须确认}", "cap: {is: 80, by: [B5, A24]}"),
    ("  per: {is: year, by: A4}", "  per: {is: quarter, by: A24}"),
    ("cutoff_day: {is: none, by: A21, note: 申报至季度末日}", "cutoff_day: {is: 25, by: B31, bind: S}"),
    ("last_cutoff: {is: 01-05, by: A21, bind: H, note: 第四季度申报至次年 1 月 5 日}", "last_cutoff: {is: none, by: A39}"),
    ("late: {is: refuse, by: A21}", "late: {is: next_period, by: A39}"),
    ("filing:\n", "filing:\n  - {what: quarter, to: party_building_office, by: [B32, A36]}\n"),
)
BODIES = {
    "points_group": BodySeen("points_group", ("Y04", "Y05", "Y06"), ("Y04",)),
    "branch_committee": BodySeen("branch_committee", ("Y01", "Y02", "Y03"), ("Y02",)),
}


def facts(
    *,
    rules: Rulebook = TOWNSHIP,
    on: str = "2024-04-08",
    state: str = "",
    subject: str = UNIT,
    period: str = "2024-Q1",
    actor: str = "Y02",
    roles: tuple[str, ...] = (),
    entered_for: str = "",
    form: dict[str, Any] | None = None,
    taken: tuple[Taken, ...] = (),
    files: tuple[str, ...] = (),
    due: str = "",
    procedure: str = "",
    before: tuple[str, ...] = (),
    **sections: Any,
) -> Facts:
    case = CaseSeen("c1", "LH1-XX-2024-0001", UNIT, procedure, state, 1, subject, period, "Y07", due, "", taken)
    always = {
        "case": case, "actor": ActorSeen(actor, frozenset(roles), frozenset(), entered_for), "form": form or {}, "today": date.fromisoformat(on),
        "regime": rules, "calendar": Calendar(), "files": files, "roster": {}, "last_rating": {},
    }  # fmt: skip
    if "-" in period:
        always["period"] = PeriodSeen(Period.parse(period), sealed=False, open_before=before)
    if "people" in sections:
        always["roster"] = sections["people"]
    return Facts({**always, **sections})


def step(
    name: str, on: str = "2024-04-01", form: dict[str, Any] | None = None, by: str = "Y07", files: tuple[str, ...] = (), **more: Any
) -> Taken:
    return Taken(name, by, on, form or {}, f"e-{name}", files=files, **more)


def person(name: str, since: str = "2024-01-01", until: str = "", standing: str = "formal") -> PersonSeen:
    return PersonSeen(name, standing, scope_from=since, scope_until=until, may_vote=standing == "formal")


def everyone(*names: str) -> dict[str, PersonSeen]:
    return {name: person(name) for name in names}


def resolution(body: str = "points_group", present: tuple[str, ...] = ("Y04", "Y05", "Y06"), on: str = "2024-04-03") -> ResolutionSeen:
    return ResolutionSeen("JF-1", body, on, present)


def entry(member: str, points: int, *, component: str = "base", item: str = "study", period: str = "2024-Q1", **more: Any) -> EntrySeen:
    return EntrySeen(
        more.pop("id", f"{member}-{item}-{points}"), member, component, item, points, period, more.pop("kind", "original"), **more
    )


def linked(
    procedure: str, state: str, *taken: Taken, no: str = "LH1-YY-2024-0001", subject: str = "M01", kind: str = "", **ends: Any
) -> LinkSeen:
    return LinkSeen(
        no, no, procedure, state, subject, kind, ends.get("settled", False), ends.get("final", False), taken, ends.get("period", "")
    )


def asked(guard: Guard, seen: Facts) -> Refusal | None:
    """What the guard says: nothing, or its refusal. It sees the sections that it names, and no other."""
    found = guard.ask(seen)
    return None if found.ok else Refusal(guard.code, guard.sentence, found.inputs, guard.name, guard.clause)


def code(guard: Guard, seen: Facts) -> str:
    refusal = asked(guard, seen)
    return refusal.code if refusal else ""


# A quarter as its closing sees it

FILED = {"version": 1, "period": "2024-Q1", "lines": [["M01", 300, 0, 0, 0, 300, 1], ["M02", 0, 0, 0, 0, 0, 2]]}
EARNED = (entry("M01", 150), entry("M01", 150, item="dues"))
COMMITTEE = {"actor": "Y02", "roles": ("branch_committee",), "bodies": BODIES, "resolution": resolution("branch_committee", ("Y01", "Y02"))}


def quarter(*taken, **more):
    given = {
        "period": "2024-Q1",
        "taken": taken,
        "statement": FILED,
        "entries": EARNED,
        "people": everyone("M01", "M02"),
        "links": (),
        "bodies": BODIES,
    }
    return facts(**{**given, **more})


def objection(state, kind="publicity", **ends):
    return linked("objection_review", state, step("file", form={"kind": kind}), no=f"O-{state}-{kind}", **ends)


def final(**more):
    given = {"state": "publicised", "on": "2024-04-26", "publicity": {"last": "2024-04-25"}, "form": {"resolution": "ZW-1"}, **COMMITTEE}
    return quarter(step("compile"), step("publicise"), **{**given, **more})
