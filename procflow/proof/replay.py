"""One case, played again from its records against the stored table: where it lies, what it took, who was due; it decides nothing anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from procflow.grammar import NEW
from procflow.proof.editions import COMMON, Library
from procflow.proof.findings import Findings
from procflow.proof.reading import written
from procflow.proof.records import Line

UNKNOWN_TABLE = "记录所依据的程序表没有保存，或与记录不符：{found}"
UNKNOWN_REGIME = "记录所依据的细则没有保存：{found}"
ELSEWHERE = "案件当时处于“{expected}”，记录却写“{found}”"
UNDECLARED = "程序表没有这一步：{found}"
OTHERWISE = "程序表中这一步的依据或触发方式不是这样：{found}"
ANOTHER = "记录的单位、对象、程序或细则与案件此前的记录不同：应为{expected}，实为{found}"
MOVED = "被拒绝的步骤不应改变案件状态：应为{expected}，实为{found}"
CASE = (
    "case_id",
    "unit",
    "procedure",
    "edition",
    "regime",
    "subject",
    "period",
    "state",
    "since",
    "version",
    "taken",
    "opened_by",
    "opened_on",
)
TASK = ("case_id", "task_id", "unit", "procedure", "state", "desk", "person", "due", "overdue", "opened", "closed")
DESK, PERSON, DUE, CLOSED = TASK.index("desk"), TASK.index("person"), TASK.index("due"), TASK.index("closed")


@dataclass
class Played:
    """A case so far."""

    findings: Findings
    library: Library
    line: Line
    state: str = NEW
    regime: str = ""
    since: str = ""
    period: str = ""
    version: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)
    tasks: list[list[Any]] = field(default_factory=list)

    def step(self, line: Line, effects: list[dict[str, Any]]) -> None:
        """Play one record: a refusal moves nothing."""
        body = line.body
        self.regime = self.regime or body["regime"]["sha256"]
        self.declared(line, body)
        if body["outcome"] == "refused":
            if body["to"] != self.state:
                self.say(line, MOVED, expected=self.state, found=body["to"])
            return
        at, day, to = body["recorded_at"], body["occurred_on"], body["to"]
        if to != self.state or any(effect["kind"] == "task" for effect in effects):  # a loop may hand on within its state
            self.hand_over(line, effects, at)
        if to != self.state:
            self.state, self.since = to, day
        for effect in effects:
            if effect["kind"] == "assign":
                self.assign(effect["desk"], effect["person"])
            if effect["kind"] == "redate":
                self.redate(effect["due"])
            if effect["kind"] == "adopt":
                self.adopt(line, effect["sha256"])
        self.period = body["period"]
        self.version += body["transition"] not in COMMON
        files = [each["sha256"] for each in body["attachments"]]
        self.taken.append({"step": body["transition"], "by": body["actor"]["id"], "on": day, "form": body["form"], "event": body["event_id"],
                           "resolution": body["resolution"] or "", "state": to, "files": files})  # fmt: skip

    def hand_over(self, line: Line, effects: list[dict[str, Any]], at: str) -> None:
        """Close what was open, open what the record says."""
        body = line.body
        for task in self.tasks:
            task[CLOSED] = at if task[CLOSED] is None else task[CLOSED]
        self.tasks += [
            [line.chain, each["task_id"], body["unit"], body["procedure"]["id"], each["state"], each["desk"], each["person"], each["due"],
             each["overdue"], at, None] for each in effects if each["kind"] == "task"
        ]  # fmt: skip

    def assign(self, desk: str, person: str | None) -> None:
        for task in self.tasks:
            if task[DESK] == desk and task[CLOSED] is None:
                task[PERSON] = person

    def redate(self, due: str) -> None:
        for task in self.tasks:
            if task[DUE] and task[CLOSED] is None:
                task[DUE] = due

    def adopt(self, line: Line, sha256: str) -> None:
        """From here on the case goes on under other rules (A59); they must be kept too."""
        self.regime = sha256
        self.kept(line, sha256)

    def declared(self, line: Line, body: dict[str, Any]) -> None:
        """Whether the stored table has this step, from here to there, on that clause, by itself or not."""
        first, procedure, sha256 = self.line.body, body["procedure"], body["regime"]["sha256"]
        same = (body["unit"], body["subject"], procedure["id"], sha256)
        fixed = (first["unit"], first["subject"], first["procedure"]["id"], self.regime)
        if same != fixed:
            self.say(line, ANOTHER, expected=list(fixed), found=list(same))
        self.kept(line, sha256)
        if body["from"] != self.state:
            self.say(line, ELSEWHERE, expected=self.state, found=body["from"])
        table = self.library.tables.get(procedure["sha256"])
        if table is None or (table.key, table.edition) != (procedure["id"], procedure["edition"]):
            self.findings.add("edition", "procedure_edition", procedure["sha256"], line.at, UNKNOWN_TABLE, found=procedure["sha256"])
        elif body["outcome"] == "done":
            row = (body["transition"], body["from"], body["to"])
            if row not in table.moves:
                self.say(line, UNDECLARED, found=list(row))
            elif (*row, body["clause"], body["cause"] is not None) not in table.rows:
                self.say(line, OTHERWISE, found=[*row, body["clause"], body["cause"]])

    def kept(self, line: Line, sha256: str) -> None:
        if sha256 not in self.library.regimes:
            self.findings.add("regime", "regime_version", sha256, line.at, UNKNOWN_REGIME, found=sha256)

    def row(self) -> tuple[Any, ...]:
        """The case's row as these records leave it."""
        body = self.line.body
        return (self.line.chain, body["unit"], body["procedure"]["id"], body["procedure"]["sha256"], self.regime, body["subject"],
                self.period, self.state, self.since, self.version, written(self.taken), body["actor"]["id"], body["occurred_on"])  # fmt: skip

    def say(self, line: Line, sentence: str, **inputs: object) -> None:
        self.findings.add("step", "audit_event", line.pk, line.at, sentence, **inputs)
