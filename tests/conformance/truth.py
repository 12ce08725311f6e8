"""The seeded truth: which faults the year has, and exactly what is to be found because of them. It asks the report nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.conformance.forged import Forger
from tests.proof.tamper import behind

FILE = Path(__file__).parent.parent / "data" / "compliance_truth.yaml"
OF = "motion of "
Told = tuple[str, str, str, str]
MOTION = """SELECT m.no FROM proc_case m JOIN case_link l ON m.case_id IN (l.case_id, l.other_id) JOIN proc_case c ON c.case_id IN (l.case_id, l.other_id)
            WHERE c.no = ? AND m.procedure = 'member_meeting_vote'"""


@dataclass
class Truth:
    base: str
    unit: str
    reader: str
    period: str
    played: list[Any]
    seeds: list[dict[str, Any]]

    @classmethod
    def read(cls) -> Truth:
        return cls(**yaml.safe_load(FILE.read_text(encoding="utf-8")))

    def commit(self, url: str) -> None:
        """Put the faults into a played year; motions are known by the claim that they are about."""
        with behind(url) as raw:
            for seed in self.seeds:
                seed["case"] = named(raw, seed.get("case", ""))
                seed["finds"] = [[kind, named(raw, no), *more] for kind, no, *more in seed["finds"]]
        Forger(url).commit(self.seeds)

    def clean(self) -> Counter[Told]:
        """What is found in the year as it was played."""
        found: Counter[Told] = Counter()
        for each in self.played:
            if isinstance(each, dict):
                found.update(("late", f"LH1-JL-2024-{n:04}", "", str(each["day"])) for n in each["cases"])
            else:
                found[tuple(map(str, each))] += 1  # type: ignore[index]
        return found

    def whole(self) -> Counter[Told]:
        """What is found in it with every fault."""
        found = self.clean()
        for seed in self.seeds:
            found.update(tuple(map(str, each)) for each in seed["finds"])  # type: ignore[arg-type]
        return found


def named(raw: Any, no: str) -> str:
    return str(raw.one(MOTION, no.removeprefix(OF))) if no.startswith(OF) else no
