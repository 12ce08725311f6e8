"""Who sits where at a members' meeting, on which day, and the roll that is called there: looked up, never judged."""

from __future__ import annotations

from datetime import date

from procflow.grammar import Facts, File, reads


@reads("meeting")
def chair(facts: Facts) -> str:
    """The chair of the meeting."""
    return f"meeting_chair@{facts.meeting.chair}"


@reads("meeting")
def caller_and_chair(facts: Facts) -> tuple[str, str]:
    """Whoever calls the roll, and the chair who then opens the vote."""
    return "recorder", chair(facts)


@reads("meeting")
def teller_desk(facts: Facts) -> str:
    """The teller of the meeting."""
    return f"teller@{facts.meeting.teller}"


@reads("meeting")
def meeting_day(facts: Facts) -> date:
    """The day of the meeting."""
    return date.fromisoformat(facts.meeting.on)


@reads("people meeting")
def roll(facts: Facts) -> File:
    """The roll of the meeting, for all its motions: due to attend are the voting members but those left out with consent (A46)."""
    left_out = {line["person"] for line in facts.form["excluded"]}
    due = sorted(name for name, person in facts.people.items() if person.may_vote and name not in left_out)
    excluded = [{name: line[name] for name in ("person", "reason", "receipt")} for line in facts.form["excluded"]]
    data = {"due": due, "present": facts.form["present"], "written": facts.form.get("written") or [], "excluded": excluded,
            "attending": facts.form.get("attending") or []}  # fmt: skip
    return File("roll", facts.meeting.no, data)
