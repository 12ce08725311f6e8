"""The bureau's year as the small calculator sees it, in the words of a script's expectations, and ways to bend it by one claim's date and one deduction."""

from tests.rehearsal import assembled
from tests.rehearsal import bureau_calculator as calculator

OPENS = {"basic": ("education_rectification",), "unqualified": ("unqualified_handling",), "excellent": ("award",)}
LINE = ("base", "bonus", "deduction", "score")
FIGURES = ("appraisal", "base", "bonus", "deduction", "score")


def script():
    return assembled.script("bureau-2024")


def refile(whole, claim, on):
    """File a claim on an earlier day: its two steps move to their place in time, its deed with them."""
    moved = [
        one for one in whole["steps"] if claim in (one["by"] if isinstance(one.get("by"), dict) else ()) and one.get("step") != "group_pass"
    ]
    for one in moved:
        whole["steps"].remove(one)
        one["on"] = on
    moved[1]["form"]["deed_on"] = on
    place = next(number for number, one in enumerate(whole["steps"]) if one["on"] > on)
    whole["steps"][place:place] = moved


def take_off(whole, proposal, points):
    """Propose so many points for a deduction."""
    next(one for one in whole["steps"] if one.get("step") == "to_decision" and proposal in one.get("each", ()))["each"][proposal][
        "points"
    ] = str(points)


def told(whole):
    """Every value that the script expects and the calculator knows, by the name under which a difference is told."""
    found = {}
    rated, rows = calculator.year(whole), calculator.lines(whole)
    for member, quarters in rows.items():
        for period, line in quarters.items():
            found |= {f"quarters {member} {period} {name}": shown(part) for name, part in zip(LINE, line[:4], strict=True)}
            found[f"quarters {member} {period} counts"] = "yes" if line[4] else "no"
    for member, (mean, appraisal, base, bonus, off, score, computed, cascaded) in rated.items():
        grade = DECIDED.get(member, computed) if computed == "undetermined" else computed
        found[f"means 2024 {member}"] = shown(calculator.half_up(mean))
        found[f"scores 2024 {member}"] = f"{shown(score)} {grade}"
        named = zip(FIGURES, (appraisal, base, bonus, off, score), strict=True)
        found |= {f"rating 2024 lines {member} {name}": shown(part) for name, part in named}
        found |= {f"rating 2024 lines {member} computed": computed, f"rating 2024 lines {member} confirmed": grade}
        found[f"rating 2024 lines {member} cascaded_from"] = " ".join(cascaded)
    for name in ("award", "education_rectification", "unqualified_handling"):
        led = [member for member in rated if name in OPENS.get(found[f"rating 2024 lines {member} confirmed"], ())]
        found[f"consequences 2024 {name}"] = " ".join(led)
    return found | kept_back(whole) | late(whole)


DECIDED = {"K06": "qualified", "K07": "basic"}


def kept_back(whole):
    over = {at: asked - given for at, (given, asked) in calculator.bonus(whole).items() if asked > given}
    return {f"uncredited {period} {member}": shown(points) for (member, period), points in over.items()}


def late(whole):
    """The claims that count in another quarter than that of their day, all of them."""
    found = {}
    for case, form, one in calculator.steps(whole, "submit"):
        if isinstance(one["by"], dict) and int(one["on"][5:7]) % 3 == 0 and int(one["on"][8:]) > 25:
            found[case] = {"filed": one["on"], "points": form["points"], "period": calculator.quarter(one["on"]), "state": "posted"}
    flat = {f"routed {case} {name}": value for case, said in found.items() for name, value in said.items()}
    return flat | {"routed": " ".join(sorted(found))}


def predicted(whole, bent):
    """What a bent script must find otherwise than the unbent one expects: (what, expected, found)."""
    before, after = told(whole), told(bent)
    return {
        (what, before.get(what, ""), after.get(what, "")) for what in before.keys() | after.keys() if before.get(what) != after.get(what)
    }


def shown(exact):
    return f"{float(exact):.2f}".rstrip("0").rstrip(".")
