"""A small calculator of the first quarter, from the script alone: it shares no code with procflow and predicts what a rehearsal must give."""

from datetime import date, timedelta
from fractions import Fraction

BASE = {"study": Fraction("1.5"), "org_life": Fraction(2), "dues": Fraction(1), "pledge": Fraction(4)}


def enrolled(script):
    """Those whose application more than half of those due to attend voted for."""
    applied = {name: who for step in script["steps"] if step.get("start") == "enrollment_application" for name, who in step["by"].items()}
    tallies = next(step["each"] for step in script["steps"] if step.get("step") == "pass")
    return [applied[name.removesuffix(".motion")] for name, tally in tallies.items() if 2 * int(tally["in_favour"]) > due_to_attend(script)]


def due_to_attend(script):
    """E: formal members of the branch less those left out with consent."""
    roll = rolls(script)[-1]
    formal = {person["id"] for person in script["people"]["lh1"] if person.get("standing") == "formal"}
    return len(formal - {line["person"] for line in roll["excluded"]})


def rolls(script):
    return [step["form"] for step in script["steps"] if step.get("step") == "record_attendance"]


def may_vote(script, roll):
    return 2 * len(roll["present"]) >= due_to_attend(script)


def passed(script):
    """For each claim, whether more than half of those due to attend voted for it."""
    tallies = [step["each"] for step in script["steps"] if step.get("step") == "pass" and "each" in step][-1]
    return {name.removesuffix(".motion"): 2 * int(tally["in_favour"]) > due_to_attend(script) for name, tally in tallies.items()}


def points(script):
    """The sum of each enrolled member: marks of three sheets, and the verified points of claims that passed."""
    sums = dict.fromkeys(enrolled(script), Fraction(0))
    for step in script["steps"]:
        if step.get("start") == "base_registration":
            sheet = step["form"]["lines"]
            for member in sums:
                sums[member] += sum(BASE[item] for item in sheet["everyone"] if item not in sheet["absent"].get(member, []))
    members = {step["as"]: step["by"] for step in script["steps"] if step.get("start") == "bonus_claim"}
    verified = next(step["each"] for step in script["steps"] if step.get("step") == "verify_to_vote")
    for claim, carried in passed(script).items():
        sums[members[claim]] += Fraction(verified[claim]["verified"]) if carried else 0
    return {member: shown(total) for member, total in sums.items()}


def publicity(script):
    """Due on the 15th of the month after the quarter; three days, the day of posting not counted."""
    posted = date.fromisoformat(next(step["on"] for step in script["steps"] if step.get("step") == "publicise"))
    due = date(2024, 4, 15)
    return {
        "posted_on": posted.isoformat(),
        "due": due.isoformat(),
        "days_late": str(max(0, (posted - due).days)),
        "first": (posted + timedelta(days=1)).isoformat(),
        "last": (posted + timedelta(days=3)).isoformat(),
    }


def shown(total):
    return f"{float(total):.2f}".rstrip("0").rstrip(".")
