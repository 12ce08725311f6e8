"""What an open objection leads to next and what waits for it; of a closed one whether its correction stands. It tells, and holds nothing up itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from procflow.grammar import Facts, LinkSeen
from procflow.guards.admitting import kind_by_date
from procflow.guards.corrections import answers
from procflow.guards.notices import SILENCE
from procflow.guards.objections import UPHELD
from procflow.guards.outcomes import decision, result
from procflow.queries.sealed import OBJECTION
from procflow.queries.view import View

NEXT = {
    "filed": "下一步：支委会决定是否受理，并指定承办人。",
    "investigating": "下一步：承办人查清情况，支委会作出结论。",
    "decided": "下一步：支部书记把结论告诉提出异议的人和被反映的党员。",
    "feedback_given": "下一步：双方可以表态，不同意的可以申请复议一次。到{due}没有表态的，视为接受，结论生效。",
    "reconsidering": "下一步：换人承办，重新作出结论。",
    "reconsidered": "下一步：双方可以表态，不同意的可以向上级申诉。到{due}没有表态的，视为接受，结论生效。",
    "appealed": "下一步：上级党组织作出决定。",
}
CHARGED = "由您承办：请查清情况，再请支委会作出结论。"
HOLDS = "办结之前，{period}不能定稿。"
LATE = "逾期提出，不影响{period}定稿；成立的，在定稿后更正。"
APPEALED = "申诉期间，不影响{period}定稿。"
CORRECTED = "更正已经记入台账。"
TO_CORRECT = "更正还没有记入台账；记入之前，{period}不能定稿。"
TO_RESTATE = "{period}已经定稿；支委会启动更正后，再把更正记入台账。"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (a message id) with its inputs: `due` a day, `period` a period, as they are stored."""

    sentence: str
    inputs: dict[str, str] = field(default_factory=dict)


def holdup(of: View) -> tuple[Said, ...]:
    """In the order in which a reader asks: what comes next, then what waits for it. Nothing of any other case."""
    if of.row.procedure != OBJECTION:
        return ()
    about = {"period": of.row.period}
    facts = of.gathering().facts({"links", "entries", "period"})
    if of.row.state in UPHELD and decision(of.case.taken).get("points"):
        return (Said(correction(of, facts), about),)
    if of.row.state not in NEXT:
        return ()
    mine = [Said(CHARGED)] if of.row.state == "investigating" and of.case.taken[-1].form.get("handler") == of.actor else []
    held = APPEALED if of.row.state == "appealed" else LATE if kind(facts) == "late" else HOLDS
    return (*mine, Said(NEXT[of.row.state], {"due": of.case.due}), Said(held, about))


def beside(of: View) -> frozenset[str]:
    """The steps that the conclusion puts out of the question: nobody accepts what was not decided."""
    found = result(of.case.taken) if of.row.procedure == OBJECTION else ""
    return frozenset(SILENCE.values()) - {SILENCE[found]} if found else frozenset()


def kind(facts: Facts) -> str:
    """As it was admitted; before that as its day has it."""
    stated = [str(taken.form["kind"]) for taken in facts.case.taken if taken.form.get("kind")]
    return stated[-1] if stated else kind_by_date(facts)


def correction(of: View, facts: Facts) -> str:
    one = LinkSeen(
        of.case.id,
        of.case.no,
        OBJECTION,
        of.case.state,
        of.case.subject,
        "",
        settled=False,
        final=True,
        taken=of.case.taken,
        period=of.case.period,
    )
    if any(answers(entry, one) for entry in facts.entries):
        return CORRECTED
    return TO_CORRECT if facts.period.open_for(of.case.subject) else TO_RESTATE
