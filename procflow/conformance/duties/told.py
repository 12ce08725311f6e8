"""A duty that was not done in time as a finding: which kind it is, in which words. It judges no duty anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from procflow.conformance.seen import Unit
from procflow.conformance.shapes import Finding, Obligation

MISSING = {"monthly_record": "omission", "quarter_posting": "no_publicity", "annual_posting": "no_publicity", "quarter_publicity": "no_publicity",
           "annual_publicity": "no_publicity"}  # fmt: skip
UNDONE = "“{duty}”（{subject}）应于{due}前办理，到{today}没有办理"
UNTIMELY = "“{duty}”（{subject}）应于{due}前办理，{done}办理，迟{days}天"
AFTERWARDS = "“{duty}”（{subject}）应于{due}前办理，{done}才补记"
NEVER = "“{duty}”（{subject}）没有办理的记录"


def findings(unit: Unit, duties: Iterable[Obligation]) -> Iterator[Finding]:
    for each in duties:
        kind = kind_of(each)
        if kind:
            said = {"duty": each.title, "subject": each.subject, "due": each.due, "done": each.done, "days": each.days_late}
            sentence = {"late": UNTIMELY, "backfilled": AFTERWARDS}.get(each.state, UNDONE if each.due else NEVER)
            wanted: dict[str, Any] = {name: value for name, value in said.items() if f"{{{name}}}" in sentence}
            if "{today}" in sentence:
                wanted["today"] = unit.reading.as_of.isoformat()
            chain = each.evidence[0].chain if each.evidence else ""
            key = f"{each.key}.{each.subject}" if not chain else f"{each.key}.{each.evidence[0].seq}"
            yield unit.finding(kind, sentence, *each.evidence, clause=each.clause, chain=chain, member=str(each.inputs.get("member", "")),
                               on=each.done or each.due, key=key, **wanted)  # fmt: skip


def kind_of(duty: Obligation) -> str:
    if duty.state in ("late", "backfilled"):
        return duty.state
    return MISSING.get(duty.key, "no_filing" if duty.key.startswith("filing.") else "missing") if duty.state == "missing" else ""
