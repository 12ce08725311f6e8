"""How the sealed log stands, for the pages of those who oversee it, and on every page of theirs what is wrong with it. It checks and mends nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from flask import Flask, current_app, g

from procflow.proof.alarms import Alarm
from procflow.proof.signer import Signer
from procflow.proof.standing import Standing, standing
from procflow.web import shell
from procflow.web.here import reading

PROVERS = shell.OVERSIGHT | {"sysadmin"}
SEEN, FRESH = "procflow.alarms", 30.0


@dataclass
class Seen:
    """What was wrong when it was last looked at: pages do not ask each time."""

    at: float = -FRESH
    alarms: tuple[Alarm, ...] = field(default=())


def install(app: Flask) -> None:
    app.extensions[SEEN] = Seen()
    app.jinja_env.globals["log_alarms"] = alarms


def log_stands() -> Standing:
    return standing(reading(), Signer(current_app.config["SIGNER"]), current_app.config["WITNESSES"])


def alarms() -> tuple[Alarm, ...]:
    """For those who oversee and administer; a log that nobody ever signed is a new one, and its own page says so."""
    who = g.get("who")
    if not who or not who.roles & PROVERS:
        return ()
    seen: Seen = current_app.extensions[SEEN]
    if monotonic() - seen.at >= FRESH:
        found = log_stands()
        seen.at, seen.alarms = monotonic(), found.alarms if found.signed else ()
    return seen.alarms
