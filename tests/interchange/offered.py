"""What we export of the worked quarter, and what we say stands in it, into a folder: `python -m tests.interchange.offered FOLDER`. It reads no file of others."""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.dates import Period
from procflow.diagrams.exchange import bpmn
from procflow.machines import tables
from procflow.reports.interchange import gather, ocel, xes
from tests.web import quarter

UNIT, AUDITOR, DAY = "lh1", "A01", date(2024, 4, 26)


def main(folder):
    url = f"sqlite:///{folder / 'quarter.db'}"
    quarter.whole(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store) as session:
        log = gather(session, AUDITOR, DAY, UNIT, Period.parse("2024"))
    store.dispose()
    (folder / "log.xes").write_bytes(xes(log))
    (folder / "log.jsonocel").write_bytes(ocel(log))
    (folder / "counts.json").write_text(json.dumps(counted(log)), encoding="utf-8")
    for table in tables().values():
        for lang in ("zh", "en"):
            (folder / f"{table.key}.{lang}.bpmn").write_bytes(bpmn(table, lang))


def counted(log):
    """From the log itself, not from either file."""
    variants = Counter(tuple(f"{case.procedure}.{each.step}" for each in case.events) for case in log.cases)
    acts = Counter(f"{case.procedure}.{each.step}" for case in log.cases for each in case.events)
    people = {each.by for case in log.cases for each in case.events} | {case.subject for case in log.cases if case.subject != log.unit}
    entries = [entry for case in log.cases for each in case.events for entry in each.entries]
    people |= {entry["member_id"] for entry in entries}
    return {
        "cases": len(log.cases), "events": log.events, "variants": sorted(variants.values()), "activities": dict(acts),
        "objects": dict(Counter(case.procedure for case in log.cases)) | {"person": len(people), "ledger_entry": len(entries), "unit": 1},
        "points": sum(entry["points"] for entry in entries), "procedures": len(tables()),
    }  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
