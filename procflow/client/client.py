"""The client: one method for each thing a program does at a server. Who acts is whose token it is; the server alone decides."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Self

from procflow.access.tokens import Issued, Token
from procflow.client.caller import Caller
from procflow.client.line import TIMEOUT, TRIES, Line
from procflow.client.of_units import OfUnits
from procflow.client.problems import NoAnswer
from procflow.client.reads import Reads
from procflow.evidence import StoredFile
from procflow.grammar import Command
from procflow.queries import Plan
from procflow.queries.done import Done, Filed
from procflow.queries.me import Clock


class Client(Reads, OfUnits):
    """A server under a token, in a language; for one thread at a time.

    An act goes under a key of its own, by default a fresh one, so that one that broke off can be sent again and is done once.
    Every method raises Refused, Invalid and NotFound as the doors do, and NoAnswer where the server gave none that could be used.
    """

    def __init__(self, url: str, token: str = "", lang: str = "zh", *, timeout: float = TIMEOUT, tries: int = TRIES) -> None:
        self.line, self.lang = Line(url, timeout, tries), lang
        self.caller = Caller(self.line, token, lang)

    def under(self, token: str, lang: str = "") -> Self:
        """The same line under another token, in the same language unless another is named."""
        other = object.__new__(type(self))
        other.line, other.lang = self.line, lang or self.lang
        other.caller = Caller(self.line, token, other.lang)
        return other

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.line.close()

    def begin(
        self, procedure: str, unit: str, step: str = "create", form: Mapping[str, Any] | None = None, *, key: str = "", **more: Any
    ) -> Done:
        """`more` may name subject, period, files, entered_for and preview, as of `Command`."""
        return self.advance(Command(step, "", key, procedure=procedure, unit=unit, form=form or {}, **more))

    def step(
        self, no: str, step: str, form: Mapping[str, Any] | None = None, *, version: int | None = None, key: str = "", **more: Any
    ) -> Done:
        """`version` is the one seen; without it the step is taken at whatever the case has become."""
        return self.advance(Command(step, "", key, case=no, form=form or {}, version=version, **more))

    def advance(self, asked: Command) -> Done:
        """The command as the write door takes it, but for its actor, who is whose token this is."""
        key = asked.key or uuid.uuid4().hex
        path = ("cases", asked.case, "steps") if asked.case else ("cases",)
        seen = {"If-Match": "*" if asked.version is None else f'"{asked.version}"'} if asked.case else {}
        return self.act(Done, *path, body=body(asked), headers={"Idempotency-Key": key, **seen})

    def preview(self, asked: Command) -> Plan:
        """What the command would bring about; its refusals stand in the plan, on no record."""
        path = ("cases", asked.case, "previews") if asked.case else ("previews",)
        return self.caller.post(Plan, *path, body=body(asked))

    def enter(
        self,
        unit: str,
        kind: str,
        subject: str,
        form: Mapping[str, Any],
        *,
        since: str = "",
        until: str = "",
        rules: str = "",
        key: str = "",
    ) -> Filed:
        """File a dated fact; `rules` is the name of bundled rules or the text of others, where it is an adoption."""
        told = {"kind": kind, "subject": subject, "form": dict(form), "since": since, "until": until, "rules": rules}
        return self.act(Filed, "units", unit, "facts", body=told, headers={"Idempotency-Key": key or uuid.uuid4().hex})

    def act(self, kind: Any, *path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> Any:
        """One act under its key, which is told along with a missing answer."""
        try:
            return self.caller.post(kind, *path, body=body, headers=headers)
        except NoAnswer as broken:
            broken.key = headers["Idempotency-Key"]
            raise

    def upload(self, data: bytes, name: str = "", media: str = "application/octet-stream") -> StoredFile:
        """A file, kept under its hash, which a step then names."""
        reply = self.caller.send("POST", ("evidence",), {"name": name}, data, {"Content-Type": media})
        return self.caller.answer(StoredFile, reply)

    def forward(self, to: str) -> Clock:
        """Move a rehearsal's clock on to this stamp (UTC), at most a year; what falls due on the way is done."""
        return self.caller.post(Clock, "clock", body={"to": to})

    def end_token(self, token: str) -> Token:
        return self.caller.answer(Token, self.caller.send("DELETE", ("tokens", token), {}))

    def rehearse_as(self, person: str, title: str = "", scope: str = "", days: int | None = None) -> Issued:
        """In a rehearsal: a token for anybody; the client itself needs none for this."""
        return self.caller.post(Issued, "rehearsal", "tokens", body={"person": person, "title": title, "scope": scope, "days": days})


def body(asked: Command) -> dict[str, Any]:
    """The command as JSON; what a case in being says already is left out."""
    new = {"procedure": asked.procedure, "unit": asked.unit, "subject": asked.subject, "period": asked.period} if not asked.case else {}
    return {
        "step": asked.step,
        "form": dict(asked.form),
        "files": list(asked.files),
        "entered_for": asked.entered_for,
        "preview": asked.preview,
        **new,
    }
