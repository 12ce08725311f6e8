"""Who takes part, how each is started and heard, and what its cases must have left behind; it judges rows, never times."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.peers import environment

RECORDED = {"records": 4, "entries": 4, "tasks": 3}  # of procflow and of the floor, a case


@dataclass(frozen=True, slots=True)
class Side:
    """`steps` durable steps make a case, which leaves the rows of `leaves`; `against` is the side of procflow that it is held against."""

    name: str
    module: str
    way: tuple[str, ...] = ()
    against: str = ""
    target: str = ""
    steps: int = 4
    leaves: dict[str, int] = field(default_factory=dict)
    does: str = ""

    @property
    def ours(self) -> bool:
        return not self.against or self.module == "by_sql"


ENGINE, FLASK = "procflow, engine.advance", "procflow, through Flask"
SIDES = (
    Side(ENGINE, "by_procflow", ("engine",), leaves=RECORDED, does="rules, record, chain, vault, tasks, ledger"),
    Side(FLASK, "by_procflow", ("flask",), leaves=RECORDED, does="the same, form in and answer out, 4 requests"),
    Side("django-viewflow, activations", "by_viewflow", ("api",), ENGINE, "5 / 8", leaves={"records": 5}, does="tasks and permissions; no chain, no ledger"),
    Side("django-viewflow, its own views", "by_viewflow", ("http",), FLASK, "12 / 16", leaves={"records": 5}, does="the same, 7 requests"),
    Side("SpiffWorkflow, 3 tasks", "by_spiff", ("3",), ENGINE, "1.5 / 2", leaves={"records": 4}, does="two rows a step; no task, permission, chain, ledger"),
    Side("SpiffWorkflow, 40 tasks", "by_spiff", ("40",), ENGINE, "5 / 8", 41, {"records": 41}, "the same, a longer diagram"),
    Side("plain SQL, the floor", "by_sql", (), ENGINE, leaves=RECORDED, does="the same kinds of rows and a chain; no rule, form or vault"),
)  # fmt: skip


class Running:
    """One side in a process of its own, with a database of its own; asked for cases, it says how long they took."""

    def __init__(self, side: Side, url: str) -> None:
        self.side, self.cases = side, 0
        program: Path | str = sys.executable if side.ours else environment.python()
        command = [str(program), "-m", f"benchmarks.peers.{side.module}", url, *side.way]
        self.process = subprocess.Popen(
            command, cwd=environment.ROOT, env=environment.compiling_once(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.heard()

    def play(self, cases: int) -> tuple[float, float]:
        """Seconds a step, by the clock and of the processor."""
        self.cases += cases
        told = self.ask(f"play {cases}")
        return told["wall"] / cases / self.side.steps, told["cpu"] / cases / self.side.steps

    def check(self) -> None:
        """SystemExit unless every case ended and left what it should."""
        wanted = {"cases": self.cases} | {name: each * self.cases for name, each in self.side.leaves.items()}
        if (found := self.ask("rows")) != wanted:
            raise SystemExit(f"{self.side.name}: {found} is left, not {wanted}")

    def ask(self, words: str) -> Any:
        assert self.process.stdin
        self.process.stdin.write(words + "\n")
        self.process.stdin.flush()
        return self.heard()

    def heard(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.side.name} has stopped: {self.process.wait()}")
        return json.loads(line)

    def end(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=30)
