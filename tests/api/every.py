"""Requests that nobody thought of, made by schemathesis out of the OpenAPI document, and what must hold of each answer. It knows no operation's rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from unittest import mock

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.engine import events, from_schema
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.transport.wsgi import WSGITransport

from tests.api import spelling
from tests.api.conftest import ROOT, Caller

Limits = Literal["all", "most", "none"]
GIVEN = ["2xx", "403", "404", "409", "412", "422"]  # what a request that fits the document may be answered: the rules may still refuse it
BY_CONTENT = {"files", "to", "rules", "until", "last"}
BODIES = ["begin", "take", "preview", "preview_beginning", "enter"]  # one body for each step of each table, some hundred together
OFTEN = {
    "path.no": "no", "path.unit": "unit", "path.member": "person", "path.period": "period", "path.year": "period", "path.key": "key",
    "path.entry": "entry", "path.sha256": "sha256", "query.unit": "unit", "query.member": "person", "query.subject": "person",
    "query.period": "period", "query.procedure": "key", "body.unit": "unit", "body.person": "person", "body.subject": "person",
    "body.period": "period", "body.entered_for": "person", "body.form.meeting": "no", "body.form.resolution": "no", "body.form.case": "no",
    "body.form.item": "item", "body.form.member": "person", "body.form.entry": "entry",
}  # fmt: skip


@dataclass
class Outcome:
    """How many requests went where and were answered how; what failed, each kind once, with a way to do it again."""

    requests: Counter[str] = field(default_factory=Counter)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    failures: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.requests + other.requests, self.answers + other.answers, {**self.failures, **other.failures})

    @property
    def told(self) -> str:
        return "\n\n".join("\n".join([*name, how]) for name, how in self.failures.items())


def nobody(found: Outcome) -> None:
    """Nobody watches."""


Told = Callable[[Outcome], None]


def every_request(app: Any, caller: Any, *, examples: int, seed: int, limits: Limits = "all", told: Told = nobody) -> Outcome:
    """What schemathesis finds, as this caller. `limits` says of which operations each limit of each value is tried besides what is drawn:
    of all, of none, or of "most": all but the bodies of steps, whose limits are some ten thousand requests.
    """
    found = Outcome()
    schema = schemathesis.openapi.from_wsgi(
        f"{ROOT}/openapi.json", app, headers=caller.headers, config=config(caller, known(Caller(app, "Y01")), examples, seed, limits)
    )
    schema.hook(filter_case_of(caller.token))
    schema.hook(filter_failure)
    with inside():
        for event in from_schema(schema).execute():
            take_in(found, event)
            told(found)
    return found


def known(caller: Any) -> dict[str, list[str]]:
    """Names of what there is, as the secretary finds them: of those that nobody knows, all that can be told is that there is no such thing."""
    cases = [each["no"] for each in caller.get("/cases?limit=1000").json["items"]]
    meetings = [each["no"] for each in caller.get("/units/lh1/meetings").json["meetings"]]
    entries = caller.get("/units/lh1/entries?limit=20").json["items"]
    return {
        "no": [*cases, *meetings], "unit": ["lh1"], "person": [each["id"] for each in caller.get("/units/lh1/people").json],
        "period": ["2024-Q1", "2024-Q2", "2024"], "key": [each["key"] for each in caller.get("/procedures").json],
        "entry": [each["entry"] for each in entries], "item": sorted({each["item"] for each in entries}),
        "sha256": [each["sha256"] for each in caller.get("/units/lh1/regimes").json],
    }  # fmt: skip


def config(caller: Any, names: dict[str, list[str]], examples: int, seed: int, limits: Limits) -> SchemathesisConfig:
    """Every check, in every phase."""
    drawn_only = {"phases": {"coverage": {"enabled": False}, "examples": {"enabled": False}}}
    alone = {
        "all": [],
        "most": [drawn_only | {"include-operation-id": BODIES}],
        "none": [drawn_only | {"include-method": ["GET", "POST", "DELETE"]}],
    }
    return SchemathesisConfig.from_dict({
        "seed": seed, "continue-on-failure": True, "headers": caller.headers,
        "generation": {"max-examples": examples, "deterministic": True, "database": "none"},
        "checks": {"positive_data_acceptance": {"expected-statuses": GIVEN}, "missing_required_header": {"expected-statuses": ["400", "428"]}},
        "operations": alone[limits],
        "dictionaries": {name: {"values": values} for name, values in names.items()},
        "parameters": {name: {"dictionary": source, "probability": 0.6} for name, source in OFTEN.items()},
    })  # fmt: skip


def filter_case_of(token: str) -> Any:
    def filter_case(context: Any, case: Any) -> bool:
        """The caller does not withdraw the token that it calls with."""
        return (case.path_parameters or {}).get("token") != token

    return filter_case


def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Forms read what people and browsers write; that is no failure as long as what was understood is what the document says.
    Nor is it one to be told that a file, a clock's hand or a text of rules cannot be used, that something ends before it begins,
    or that this step asks others for something else: no schema can know.
    """
    match failure:
        case AcceptedNegativeData():
            return not (spelling.understood(case) or refused(response))
        case RejectedPositiveData() if response.status_code == 400:
            wrong = {each["field"].partition(":")[0] for each in response.json().get("errors", ())}
            return not (wrong <= BY_CONTENT or spelling.of_another(case.body))
    return True


def refused(response: Any) -> bool:
    """A preview tells what stands against a step as values; whoever may not take it is told so before anybody reads the form."""
    told = response.json() if response.status_code == 200 else {}
    return isinstance(told, dict) and bool(told.get("refusals"))


@contextmanager
def inside() -> Iterator[None]:
    """schemathesis 4.32 hands its probes for ignored tokens settings of a network session, which no client inside one process knows."""
    send = WSGITransport.send

    def plain(self: Any, case: Any, **more: Any) -> Any:
        return send(
            self, case, **{name: value for name, value in more.items() if name not in ("max_redirects", "verify", "cert", "proxies")}
        )

    with mock.patch.object(WSGITransport, "send", plain):
        yield


def take_in(found: Outcome, event: Any) -> None:
    if isinstance(event, events.FatalError):
        raise event.exception
    if isinstance(event, events.NonFatalError):
        found.failures[event.label, "error", event.info.title] = event.info.format()
    if not isinstance(event, events.ScenarioFinished):
        return
    for case_id, each in event.recorder.interactions.items():
        of = event.recorder.cases[case_id].value.operation.label
        found.requests[of] += 1
        if each.response is not None:
            found.answers[of, each.response.status_code] += 1
        for check in event.recorder.checks.get(case_id, ()):
            if check.failure_info:
                failure = check.failure_info
                name = (of, check.name, failure.failure.title)
                found.failures.setdefault(
                    name, f"{failure.failure.message}\n{failure.code_sample}\n{each.response and each.response.text[:800]}"
                )
