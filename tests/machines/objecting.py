"""Objections made by hand for their guards: the sheet and cases they point at, the form, and the case at each of its states."""

from dataclasses import replace

from procflow.grammar import Facts
from procflow.machines import tables
from tests.machines.world import BODIES, everyone, facts, linked, resolution, step

TABLE = tables()["objection_review"]
CLOSING, CLAIM, JAN, FEB, LEAD = "LH1-JZ-2024-0001", "LH1-JL-2024-0001", "LH1-DJ-2024-0001", "LH1-DJ-2024-0002", "LH1-KF-2024-0001"
POSTED = linked("quarterly_closing", "publicised", step("publicise", on="2024-04-02"), no=CLOSING, subject="lh1", period="2024-Q1")
SHEETS = tuple(linked("base_registration", "posted", step("create", by="Y07"), step("post", by="Y02"), no=no, subject="lh1", period=period)
               for no, period in ((JAN, "2024-01"), (FEB, "2024-02")))  # fmt: skip
BONUS = linked(
    "bonus_claim", "posted", step("verify_to_vote", form={"verified": 1000}, by="Y04"), no=CLAIM, subject="M05", period="2024-Q1"
)
DEDUCTION = linked("deduction_proposal", "posted", step("to_decision", form={"points": 400}), step("confirm", form={"points": 200}), no=LEAD,
                   subject="M05", period="2024-Q1")  # fmt: skip
NAMED = {one.no: one for one in (POSTED, *SHEETS, BONUS, DEDUCTION)}
FORM = {"sheet": CLOSING, "about": "line", "component": "bonus", "targets": [CLAIM], "claim": "偏高", "source": "member", "name": None}


def filing(**more):
    form = {**FORM, **more.pop("form", {})}
    given = {"on": "2024-04-04", "subject": "M05", "period": "2024-Q1", "actor": "M01", "roles": ("branch_member",), "named": NAMED, "alike": (),
             "roster": everyone("M01", "M05"), "state": "new"}  # fmt: skip
    return facts(**{**given, **more, "form": form})


def case(*taken, **more):
    """The objection of M01 against M05's bonus, filed on 4 April."""
    form = {**FORM, **more.pop("filed", {})}
    given = {"on": "2024-04-08", "subject": "M05", "period": "2024-Q1", "actor": "Y02", "roles": ("branch_committee",), "bodies": BODIES,
             "resolution": resolution("branch_committee", ("Y01", "Y02", "Y03"), on="2024-04-05"), "links": (POSTED, BONUS), "named": {}, "alike": (),
             "people": everyone("M01", "M05", "Y01", "Y06"), "entries": ()}  # fmt: skip
    made = facts(**{**given, "taken": (step("create", on="2024-04-04", form=form, by="M01"), *taken), **more})
    return made_by(made, more.get("opened_by", "M01"))


def made_by(seen, opened_by):
    return Facts({**seen._sections, "case": replace(seen.case, opened_by=opened_by)})


def told(*taken, result="upheld", state="feedback_given", **more):
    decided = step("decide", form={"result": result, "points": None if result == "dismissed" else -400})
    return case(step("admit", form={"handler": "Y06"}), decided, step("give_feedback", on="2024-04-08"), *taken, state=state, **more)


def says(who, answer="accepted"):
    return step("acknowledge", form={"answer": answer}, by=who)


def closed(points=-400, component="bonus", state="closed_partly", targets=(CLAIM,), event="e-accept", **more):
    form = {**FORM, "component": component, "targets": list(targets)}
    taken = (step("create", form=form), step("decide", form={"result": "partly", "points": points, "component": None}), step("accept_part"))
    return linked("objection_review", state, *taken, no="YY-1", subject="M05", period=more.pop("period", "2024-Q1"), **more)
