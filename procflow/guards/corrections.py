"""The corrections that closed objections order: where they are due, whether they are posted, and what then stands of an entry (A51)."""

from __future__ import annotations

from procflow.grammar import EntrySeen, Facts, Finding, LinkSeen, Reverse, guard, reads
from procflow.guards.lodging import targets
from procflow.guards.objections import UPHELD, objections
from procflow.guards.outcomes import component_of, decision
from procflow.wording import points as figure

CORRECTING = ("reversal", "correction")
MOMENT = 13  # of an id: ids of one act share their millisecond


@guard("没有成立的异议要求更正这一件", reads="links", clause="A51")
def correction_decided(facts: Facts) -> bool:
    return decided(facts) is not None


@guard("保留分值须与结论一致，应为 {keep} 分", reads="named own_entries", clause="A51")
def kept_as_decided(facts: Facts) -> Finding:
    """Where an objection orders the reversal, its decision says what stands."""
    order = facts.named.get(facts.form["order"])
    keep = sum(kept(each, order) for each in facts.own_entries) if order and order.procedure == "objection_review" else None
    return Finding.of(keep is None or (facts.form.get("keep") or 0) == keep, keep=figure(keep or 0))


@guard("异议的更正还没有记入：{no}", reads="links entries period", clause="A51")
def corrections_posted(facts: Facts) -> Finding:
    """Each closed objection with points has left an entry; of a closed period only for the lines that are being restated."""
    due = [
        one for one in objections(facts) if one.state in UPHELD and decision(one.taken).get("points") and facts.period.open_for(one.subject)
    ]
    missing = [one.no for one in due if not any(answers(entry, one) for entry in facts.entries)]
    return Finding.of(not missing, no="、".join(missing))


@reads("own_entries links")
def as_decided(facts: Facts) -> list[Reverse]:
    """Every entry of this case taken back; of its points those that the objection left stand again."""
    return [Reverse(entry.id, kept(entry, decided(facts))) for entry in facts.own_entries]


def decided(facts: Facts) -> LinkSeen | None:
    """The closed objection that orders a correction of this case."""
    return next((one for one in objections(facts) if one.state in UPHELD and facts.case.no in targets(one.taken) and orders(one)), None)


def orders(one: LinkSeen) -> bool:
    """Whether it changes points or, of a veto, which has none, the whole."""
    return bool(decision(one.taken).get("points")) or ("-" not in one.period and component_of(one) == "deduction")


def kept(entry: EntrySeen, one: LinkSeen | None) -> int:
    """What stands of an entry: what was asked for (whatever a cap clipped of it) and the change, in the entry's own sign."""
    change = int(decision(one.taken).get("points") or 0) if one else 0
    asked, sign = entry.points + entry.uncredited, -1 if entry.component == "deduction" else 1
    return asked + sign * change if asked and change else 0


def answers(entry: EntrySeen, one: LinkSeen) -> bool:
    """Whether this entry is a correction that the objection can have led to: of its member and component, and not older than its end."""
    same = (entry.member, entry.component) == (one.subject, component_of(one)) and f"{entry.counts_in}-".startswith(f"{one.period}-")
    return same and entry.kind in CORRECTING and entry.id[:MOMENT] >= one.taken[-1].event[:MOMENT]
