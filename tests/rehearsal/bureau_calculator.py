"""A small calculator of the bureau's year, from the script alone: it shares no code with procflow and says what a rehearsal must give."""

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction as Exact

MARKS = {"lesson": 2, "group_meeting": 2, "party_day": 2, "study": 2, "dues": 2, "duty": 20, "tasks": 15, "training": 8, "assembly": 4,
         "thought_report": 2, "study_notes": 1}  # fmt: skip
BALLOT = {"excellent": 10, "qualified": 8, "basic": 6, "unqualified": 0}
ENDS = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}
DAY = timedelta(days=1)


def steps(script, name, *, taken="step"):
    """The steps of this name that are not expected to be refused, each with what its items add to the common form."""
    for one in script["steps"]:
        if one.get(taken) == name and "refused" not in one.get("expect", {}):
            cases = one.get("each") or dict.fromkeys(one["case"] if isinstance(one.get("case"), list) else [one.get("case", one.get("as"))])
            yield from ((case, {**one.get("form", {}), **(more or {})}, one) for case, more in cases.items())


def quarter(day):
    """The quarter that takes a claim of this day: after the 25th of its last month the next one."""
    on = date.fromisoformat(day)
    number = (on.month - 1) // 3 + 1
    late = on.month % 3 == 0 and on.day > 25
    return f"{on.year + (number == 4 and late)}-Q{number % 4 + 1 if late else number}"


def scopes(script):
    """First and last day in scope of everybody who ever was."""
    found = {one["id"]: ["2024-01-01", "9999-12-31"] for one in script["people"]["qx1"] if one["standing"] in ("formal", "probationary")}
    for one in script["steps"]:
        if one.get("file") == "membership":
            found[one["subject"]] = [one["on"], "9999-12-31"]
    begun = {one["as"]: one["by"] for one in script["steps"] if one.get("start") in ("exemption_application", "activist_opt_in")}
    for case, _, one in steps(script, "file"):
        if case in begun:
            found[begun[case]][1] = (date.fromisoformat(one["on"]) - DAY).isoformat()
    for case, _, one in steps(script, "accept"):
        if case in begun:
            found[begun[case]] = [one["on"], "9999-12-31"]
    return found


def base(script):
    """What each earned in each quarter: marks of the sheets, what an objection put right, what was supplemented."""
    sums, known = defaultdict(Exact), scopes(script)
    for _, form, one in steps(script, "base_registration", taken="start"):
        lines, month = form["lines"], one["period"]
        day = lines.get("held_on", lines.get("on", ""))
        for member, (first, last) in known.items():
            missed = {*lines.get("absent", {}).get(member, ()), *lines.get("unlisted", {}).get(member, ())}
            if first <= day <= last:
                sums[member, quarter(f"{month}-01")] += sum(MARKS[item] for item in lines["everyone"] if item not in missed)
    months = {one["as"]: one["period"] for one in script["steps"] if one.get("start") == "base_registration"}
    for sheet, form, _ in steps(script, "correct"):
        for line in form["lines"]:
            sums[line["member"], quarter(f"{months[sheet]}-01")] += MARKS[line["item"]]
    for _, form, one in steps(script, "late_supplement", taken="start"):
        sums[one["subject"], quarter(form["activity_on"])] += MARKS[form["item"]]
    return sums


def bonus(script):
    """(what counts, what was asked for) in each quarter: the verified points of the claims filed for it, at most ten."""
    filed = {case: (one["by"][case], quarter(one["on"])) for case, _, one in steps(script, "submit") if isinstance(one["by"], dict)}
    asked = defaultdict(Exact)
    for case, form, _ in steps(script, "verify_ok"):
        asked[filed[case]] += Exact(form["verified"])
    return {at: (min(Exact(10), points), points) for at, points in asked.items()}


def deduction(script):
    """What was taken off in each quarter, less what objections gave back."""
    leads = {
        one["as"]: (one["subject"], quarter(form["happened_on"])) for _, form, one in steps(script, "deduction_proposal", taken="start")
    }
    left = {case: Exact(form["points"]) for case, form, _ in steps(script, "to_decision")}
    aims = {one["as"]: form.get("targets", []) for _, form, one in steps(script, "objection_review", taken="start")}
    for name in ("decide", "reconsider_decide"):
        for case, form, _ in steps(script, name):
            if form["result"] != "dismissed" and form["component"] == "deduction":
                left[aims[case][0]] += Exact(form["points"])
    sums = defaultdict(Exact)
    for case, points in left.items():
        sums[leads[case]] += points
    return sums


def appraisal(script):
    """Six parts of the members' ballots, two of the masses', two of the pledge, rounded half up."""
    ratios = {case.removesuffix("letter"): Exact(form["ratio"]) for case, form, _ in steps(script, "assess") if case.endswith("letter")}
    members, masses = ({line["member"]: mean(line) for line in next(steps(script, name))[1]["lines"]} for name in ("count", "mass_tally"))
    return {name: half_up(Exact(6, 10) * members[name] + Exact(2, 10) * masses[name] + 2 * ratios[name]) for name in members}


def mean(line):
    return Exact(sum(int(line[grade]) * worth for grade, worth in BALLOT.items()), sum(int(line[grade]) for grade in BALLOT))


def half_up(exact):
    return Exact((200 * exact + 1) // 2, 100)


def lines(script):
    """For each member and quarter with any points booked: base, bonus, deduction, score, and whether its 45 days were reached."""
    earned, claimed, off, found = base(script), bonus(script), deduction(script), {}
    for member, at in sorted({*earned, *claimed, *off}):
        if at[:4] == "2024":
            first, last = scopes(script)[member]
            end = date.fromisoformat(f"2024-{ENDS[int(at[-1])]}")
            begin = date(2024, end.month - 2, 1)
            days = (min(end, date.fromisoformat(last)) - max(begin, date.fromisoformat(first))).days + 1
            given = earned[member, at], claimed.get((member, at), (Exact(0), 0))[0], off[member, at]
            if any(given):
                found.setdefault(member, {})[at] = (*given, max(Exact(0), given[0] + given[1] - given[2]), days >= 45)
    return found


def year(script):
    """For each rated member: mean, appraisal, base, bonus, deductions, score, grade as computed, and the full grades above it."""
    given, found = appraisal(script), {}
    for member, quarters in lines(script).items():
        if member in given and scopes(script)[member][1] > "2024-12-31":
            counted = [line for line in quarters.values() if line[4]]
            means = [sum(column) / len(counted) for column in list(zip(*counted, strict=True))[:4]]
            off = sum(line[2] for line in counted)
            found[member] = [means[3], given[member], half_up(means[0]), half_up(means[1]), off, half_up(means[3] + given[member])]
    best = sorted((name for name, line in found.items() if grade(line) == "excellent"), key=lambda name: merit(found[name]))
    places = len(found) * 15 // 100
    return {name: (*line, *(("qualified", ["excellent"]) if name in best[places:] else (grade(line), []))) for name, line in found.items()}


def merit(line):
    """Score, then the chain: appraisal, bonus, deductions, base."""
    return -line[5], -line[1], -line[3], line[4], -line[2]


def grade(line):
    _, _, base, bonus, off, score = line
    if score < 60 or off >= 20:
        return "unqualified"
    if score < 70 or off >= 10:
        return "basic"
    if score >= 90 and base >= 70 and bonus >= 5:
        return "excellent"
    return "qualified" if base >= 60 and bonus >= 3 else "undetermined"
