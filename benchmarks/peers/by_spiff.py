"""SpiffWorkflow's side: `python -m benchmarks.peers.by_spiff URL TASKS`, in the peers' environment.

As its documentation does it: the workflow is kept as the JSON of its own serializer; a step loads it, runs the user task that is ready and what
follows by itself, and saves it. A row for the workflow and a row for the step, by plain SQL, in one durable commit; no permission, task or ledger.
"""

from __future__ import annotations

import sqlite3
import sys
from itertools import count, pairwise
from typing import Any

import psycopg
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from benchmarks.peers.words import OPINION, STATEMENT, Watch, answer

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"  # the namespace of BPMN 2.0
TABLES = (
    "CREATE TABLE kept (id INTEGER PRIMARY KEY, state TEXT, finished INTEGER)",
    "CREATE TABLE step (id INTEGER, seq INTEGER, actor TEXT, said TEXT, PRIMARY KEY (id, seq))",
)


class BySpiff:
    """The application begins the workflow; each of its tasks, one after the other, is a step more."""

    def __init__(self, url: str, tasks: int) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(diagram(tasks).encode())
        self.spec, self.serializer, self.tasks = parser.get_spec("approval"), BpmnWorkflowSerializer(), tasks
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            self.connection: Any = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=FULL"):
                self.connection.execute("PRAGMA " + pragma)
        else:
            self.connection = psycopg.connect(url.replace("+psycopg", ""))
        for statement in TABLES:
            self.connection.execute(statement)
        self.connection.commit()
        self.numbers = count(1)

    def case(self, watch: Watch) -> None:
        number = next(self.numbers)
        with watch:
            self.begin(number)
        for seq in range(1, self.tasks + 1):
            with watch:
                self.step(number, seq)

    def begin(self, number: int) -> None:
        self.writing()
        workflow = BpmnWorkflow(self.spec)
        workflow.data["statement"] = STATEMENT
        workflow.do_engine_steps()
        self.run("INSERT INTO kept VALUES (?, ?, ?)", number, self.serializer.serialize_json(workflow), 0)
        self.run("INSERT INTO step VALUES (?, ?, ?, ?)", number, 0, "m1", STATEMENT)
        self.connection.commit()

    def step(self, number: int, seq: int) -> None:
        self.writing()
        (kept,) = self.run("SELECT state FROM kept WHERE id = ?" + ("" if self.sqlite else " FOR UPDATE"), number).fetchone()
        workflow = self.serializer.deserialize_json(kept)
        task = workflow.get_next_task(state=TaskState.READY, manual=True)
        task.data["opinion"] = OPINION
        task.run()
        workflow.do_engine_steps()
        finished = int(workflow.is_completed())
        self.run("UPDATE kept SET state = ?, finished = ? WHERE id = ?", self.serializer.serialize_json(workflow), finished, number)
        self.run("INSERT INTO step VALUES (?, ?, ?, ?)", number, seq, f"p{seq}", OPINION)
        self.connection.commit()

    def writing(self) -> None:
        if self.sqlite:
            self.run("BEGIN IMMEDIATE")

    def run(self, sql: str, *values: object) -> Any:
        return self.connection.execute(sql if self.sqlite else sql.replace("?", "%s"), values)

    def rows(self) -> dict[str, int]:
        counts = {"cases": "kept WHERE finished = 1", "records": "step"}
        found = {name: int(self.run(f"SELECT count(*) FROM {where}").fetchone()[0]) for name, where in counts.items()}
        self.connection.rollback()
        return found


def diagram(tasks: int) -> str:
    """Start, so many user tasks in a row, end."""
    names = [f"task{number}" for number in range(1, tasks + 1)]
    nodes = "".join(f'<userTask id="{name}" name="{name}"/>' for name in names)
    row = ["start", *names, "end"]
    flows = "".join(f'<sequenceFlow id="{one}-{two}" sourceRef="{one}" targetRef="{two}"/>' for one, two in pairwise(row))
    return (f'<definitions xmlns="{MODEL}" id="approvals" targetNamespace="approvals"><process id="approval" isExecutable="true">'
            f'<startEvent id="start"/>{nodes}<endEvent id="end"/>{flows}</process></definitions>')  # fmt: skip


if __name__ == "__main__":
    answer(BySpiff(sys.argv[1], int(sys.argv[2])))
