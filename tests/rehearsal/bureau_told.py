"""The bureau's played year told in the shape of data/bureau_2024_expected.json, read from what stands in its database."""

import json
from datetime import date

from sqlalchemy import select

from procflow.models import AuditEvent, Case
from procflow.rehearsal.outcome import Outcome

UNIT = "qx1"
YEAR = {"2024": {}}
TIMELY = {"publicity": "in_time", "verification": "in_time", "late": "late"}
CALLED = {"exempt": "exempt", "activist": "not_rated(activist)"}


def told(session, cases):
    seen = Outcome(session, UNIT, cases, lambda name: cases.get(name) or begun(session, name)).kinds
    (rating,) = seen["rating"](YEAR).values()
    means, quarters, lines = seen["means"](YEAR)["2024"], seen["quarters"]({}), rating["lines"]
    objections = seen["objections"]({name: {} for name in cases if name.startswith("OB")})
    return {
        "scores": {member: [figure(line["score"]), line["computed"]] for member, line in lines.items()},
        "components": {
            member: {"mean": figure(means[member]), "appraisal": figure(line["appraisal"]), "base": figure(line["base"]), "bonus": figure(line["bonus"]),
                     "deduction_sum": figure(line["deduction"]), "cascaded_from": line["cascaded_from"], "quarters": shown(quarters[member])}
            for member, line in lines.items()
        },
        "unrated": {member: unrated(member, why, quarters, means) for member, why in seen["unrated"](YEAR)["2024"].items()},
        "quota_base": rating["shares"]["excellent"]["n"],
        "allocation": [*allocation("excellent", rating["shares"]["excellent"])],
        "late_claims": [late(name, found, cases, session) for name, found in sorted(seen["routed"]({}).items(), key=lambda one: one[1]["filed"])],
        "publicity_windows": {period[5:]: [data["first"], data["last"]] for period, data in seen["posted"]({}).items() if "Q" in period},
        "objection_timeliness": {name: TIMELY[said["kind"]] for name, said in objections.items()},
        "confirmed": {member: line["confirmed"] for member, line in lines.items()},
        "consequences": seen["consequences"](YEAR)["2024"],
        "objection_results": {name: said["result"] for name, said in objections.items()},
        "supplements": {"LS1": seen["states"]({"LS1": ""})["LS1"], "LS2": f"refused:{refused(session, 'late_supplement.create')[-1]}"},
        "probation": {"K12": probation(session, seen)},
    }  # fmt: skip


def probation(session, seen):
    """K12: a meeting on 14 March refused, one on the 17th that passed it, the longer term, and no second time."""
    name, term = "annual_rating/2024.probation_case", seen["terms"]({"K12": {}})["K12"]
    states = seen["states"]({name: "", f"{name}.motion": ""})
    return {
        "meeting_2025-03-14": f"refused:{refused(session, 'probation_case.to_meeting_direct')[0]}",
        "vote": states[f"{name}.motion"],
        "state": states[name],
        "new_end": term["probation_until"],
        "extensions": term["extensions"],
        "second_extension": f"refused:{refused(session, 'probation_case.form_opinion')[-1]}",
    }


def refused(session, kind):
    """The code of each refused attempt at this step, in order."""
    rows = session.scalars(select(AuditEvent.body).where(AuditEvent.type == kind, AuditEvent.outcome == "refused").order_by(AuditEvent.id))
    return [json.loads(body)["refusal"]["code"] for body in rows]


def begun(session, name):
    procedure, _, period = name.partition("/")
    return session.scalars(select(Case.no).where(Case.procedure == procedure, Case.period == period, Case.unit == UNIT)).one()


def unrated(member, why, quarters, means):
    said = {"quarters": shown(quarters.get(member, {})), "grade": CALLED[why]}
    return said | ({"mean": figure(means[member])} if member in means else {})


def shown(periods):
    parts = ("base", "bonus", "deduction", "score")
    return {
        period[5:]: {**{name: figure(line[name]) for name in parts}, "counts": line["counts"] == "yes"} for period, line in periods.items()
    }


def late(name, found, cases, session):
    member = session.scalars(select(Case.subject).where(Case.no == cases[name])).one()
    same_year = found["period"][:4] == str(date.fromisoformat(found["filed"]).year)
    return [member, found["filed"], int(found["points"]), found["period"][5:] if same_year else "next cycle"]


def allocation(grade, share):
    if share["chosen_by"] == "chain":
        yield f"{grade}: equal score at the edge, resolved by tie chain -> {share['chosen'][-1]}"
    yield f"{grade}: {len(share['candidates'])} candidate(s), {share['places']} slot(s), won by {share['chosen']}"


def figure(written):
    return f"{float(written):.2f}"
