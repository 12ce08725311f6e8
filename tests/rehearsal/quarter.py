"""The first quarter's script as data, and ways to bend it; what a bent script gives, the calculator predicts."""

from copy import deepcopy
from datetime import date, timedelta
from functools import cache

from procflow.rehearsal import rehearse
from tests.rehearsal import assembled, calculator


@cache
def original():
    return assembled.script("township-2024-q1")


def script():
    return deepcopy(original())


def step(whole, name):
    """The last such step: of votes, those on the claims."""
    return [one for one in whole["steps"] if one.get("step") == name][-1]


def last_roll(whole):
    return [one for one in whole["steps"] if one.get("step") == "record_attendance"][-1]


def vote(whole, claim, in_favour, against, abstained):
    step(whole, "pass")["each"][f"{claim}.motion"] = {"in_favour": str(in_favour), "against": str(against), "abstained": str(abstained)}


def attend(whole, count):
    """Let so many of those who could come on 19 April come; every tally follows."""
    roll = last_roll(whole)["form"]
    roll["present"] = roll["present"][:count]
    step(whole, "open_vote")["form"]["issued"] = str(count)
    step(whole, "pass")["form"]["returned"] = str(count)


def post_later(whole, days):
    """Move the posting of the statement, and all that comes after it, by so many days."""
    moving = False
    for one in whole["steps"]:
        moving = moving or one.get("step") == "publicise"
        if moving:
            for name in {"on", "since"} & one.keys():
                one[name] = (date.fromisoformat(one[name]) + timedelta(days=days)).isoformat()


def settled(whole):
    """The script with the teller's step, the postings and the expectations that the calculator predicts."""
    outcome = calculator.passed(whole)
    tallies = step(whole, "pass")
    place = whole["steps"].index(tallies)
    lost = deepcopy(tallies) | {"step": "not_pass"}
    tallies["each"] = {name: tally for name, tally in tallies["each"].items() if outcome[name.removesuffix(".motion")]}
    lost["each"] = {name: tally for name, tally in lost["each"].items() if not outcome[name.removesuffix(".motion")]}
    if lost["each"]:
        whole["steps"].insert(place + 1, lost)
    for one in whole["steps"]:
        if one.get("step") == "post" and isinstance(one["case"], list):
            one["case"] = [name for name in one["case"] if outcome[name]]
    return whole


def play(session, whole, folder):
    """What happened, held against what the calculator said before."""
    predicted = {"2024-Q1": calculator.points(whole)}, {"2024-Q1": calculator.publicity(whole)}
    states = {name: "posted" if carried else "rejected" for name, carried in calculator.passed(whole).items()}
    whole = settled(whole)
    whole["expect"] = {"points": predicted[0], "publicity": predicted[1], "states": states}
    return rehearse(session, assembled.read(whole), folder)
