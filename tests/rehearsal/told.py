"""A played year told in the shape of data/township_2024_expected.json, read from what stands in its database."""

from procflow.rehearsal.outcome import Outcome

MEETINGS = {"LH1-0412": "TM2", "LH1-0419": "TM2b"}
ENDED = {
    "vote_fail": "not_passed",
    "not_confirm": "not_passed",
    "reject": "rejected_verification",
    "withdraw": "withdrawn",
    "lapse": "lapsed",
}
KINDS = {"publicity": "in_time", "late": "late"}


def told(session, cases):
    seen = Outcome(session, "lh1", cases, lambda name: cases.get(name) or begun(session, name)).kinds
    (rating,) = seen["rating"]({"2024": {}}).values()
    objections = seen["objections"](named(cases, "O"))
    return {
        "scores": {member: scored(line["score"], line["computed"]) for member, line in rating["lines"].items()},
        "components": {member: components(line) for member, line in rating["lines"].items()},
        "procedures": {name: ENDED.get(step, "passed") for name, step in seen["last"](named(cases, "CDV")).items()},
        "enrollment": {member: {"enrolled": "passed", "vote_rejected": "not_passed"}[state]
                       for member, state in seen["enrollment"]({})["2024"].items()},
        "quota_base": rating["shares"]["star5"]["n"],
        "allocation": [line for grade, share in rating["shares"].items() for line in allocation(grade, share)],
        "confirmed": {member: line["confirmed"] for member, line in rating["lines"].items()},
        "consequences": seen["consequences"]({"2024": {}})["2024"],
        "adjourned": {MEETINGS[meeting]: adjourned(found) for meeting, found in seen["adjourned"]({}).items()},
        "late_statements": {period[5:]: {"due": data["due"], "posted": data["posted_on"], "days_late": data["days_late"]}
                            for period, data in seen["late"]({}).items()},
        "publicity_windows": {period[5:]: [data["first"], data["last"]] for period, data in seen["posted"]({}).items() if "Q" in period},
        "objection_timeliness": {name: KINDS[said["kind"]] for name, said in objections.items()},
        "objection_results": {name: said["result"] for name, said in objections.items()},
    }  # fmt: skip


def named(cases, first):
    """The cases whose names begin with one of these letters and go on with a figure."""
    return {name: None for name in cases if name[0] in first and name[1:].isdigit()}


def begun(session, name):
    from sqlalchemy import select

    from procflow.models import Case

    procedure, _, period = name.partition("/")
    return session.scalars(select(Case.no).where(Case.procedure == procedure, Case.period == period, Case.unit == "lh1")).one()


def scored(score, grade):
    return [f"{float(score):.2f}", grade]


def components(line):
    figures = {name: f"{float(line[name]):.2f}" for name in ("base", "bonus", "deduction", "raw")}
    return {**figures, "veto": line["veto"] == "yes", "cascaded_from": line["cascaded_from"]}


def allocation(grade, share):
    """The places of a grade in words: how those with equal points at the edge were told apart, and who has them."""
    if share["chosen_by"] == "chain":
        yield f"{grade}: equal score at the edge, resolved by tie chain -> {share['chosen'][-1]}"
    if share["chosen_by"] == "vote":
        left = [one for one in share["candidates"] if one not in share["chosen"]]
        tied = sorted({share["chosen"][-1], *left})
        yield f"{grade}: tie {'|'.join(tied)} resolved by meeting vote -> {share['chosen'][-1:]}"
    yield f"{grade}: {len(share['candidates'])} candidate(s), {share['places']} slot(s), won by {share['chosen']}"


def adjourned(found):
    return {"present": found["present"], "entitled": found["due"], "motions": [name.removesuffix(".motion") for name in found["motions"]],
            "resumed": MEETINGS[found["resumed"]]}  # fmt: skip
