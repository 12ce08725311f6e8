"""The committee's opinion about a member that goes to the meeting: the one that stands, its measure, and what goes with it. They decide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from procflow.grammar import Facts, Finding, Taken, guard

FORMED = ("form_opinion", "advise_remove")
ENDS = ("vote_fail", "approve_extend", "reopen")


@guard("支委会的意见不是按期转正", clause="N1")
def to_regularize(facts: Facts) -> bool:
    return measure(facts) == "regularize"


@guard("支委会的意见不是延长预备期或取消资格", clause="N8")
def not_regular(facts: Facts) -> bool:
    return measure(facts) in ("extend", "cancel")


@guard("支委会的意见不是延长预备期", clause="N8")
def to_extend(facts: Facts) -> bool:
    return measure(facts) == "extend"


@guard("支委会的意见不是取消预备党员资格", clause="N8")
def to_cancel(facts: Facts) -> bool:
    return measure(facts) == "cancel"


@guard("支委会的意见不是限期改正", clause="N12")
def to_rectify(facts: Facts) -> bool:
    return measure(facts) == "rectify"


@guard("支委会的意见不是劝其退党", clause="N2")
def to_advise(facts: Facts) -> bool:
    return measure(facts) == "advise_withdrawal"


@guard("支委会的意见不是除名", clause="N2")
def to_remove(facts: Facts) -> bool:
    return measure(facts) == "remove"


@guard("没有编号为“{meeting}”的会议，或会期已过", reads="meeting", clause="N5")
def meeting_to_come(facts: Facts) -> Finding:
    return Finding.of(
        bool(facts.meeting.no) and facts.meeting.no == facts.form["meeting"] and facts.meeting.on >= facts.today.isoformat(),
        meeting=facts.form["meeting"],
    )


def measure(facts: Facts) -> str:
    """The measure of the opinion that stands; "" where none does."""
    found = opinion(facts.case.taken)
    return str(stated(found).get("measure") or "") if found else ""


def opinion(taken: Iterable[Taken]) -> Taken | None:
    """The opinion formed last; none once the meeting has voted it down, an objection was upheld or what it asked for was done."""
    found = [each for each in taken if each.step in (*FORMED, *ENDS)]
    return found[-1] if found and found[-1].step in FORMED else None


def stated(formed: Taken) -> Mapping[str, Any]:
    """What an opinion says; where the member has refused to withdraw only removal is left (N2)."""
    return {**formed.form, "measure": "remove"} if formed.step == "advise_remove" else formed.form
