"""Rehearsals: a year as a script, played through the write door under a simulated clock; demo data, acceptance test and trial run in one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from procflow.client import Client
from procflow.rehearsal.doors import Direct, OverHttp
from procflow.rehearsal.expect import Difference, Expectations
from procflow.rehearsal.play import Play, Progress
from procflow.rehearsal.reading import bundled, read
from procflow.rehearsal.script import Script, ScriptError
from procflow.rehearsal.stage import ADMIN

__all__ = ["Difference", "Expectations", "Script", "ScriptError", "bundled", "read", "rehearse", "rehearse_over_http"]


def rehearse(session: Session, script: Script, folder: Path, progress: Progress | None = None) -> Expectations:
    """Play a script in an empty, upgraded database; evidence files go to `folder`. Raises ScriptError with line and field."""
    return Play(session, script, Direct(session, folder)).run(progress)


def rehearse_over_http(session: Session, script: Script, server: Client, progress: Progress | None = None) -> Expectations:
    """The same through the API of a server that works on the same database; the session only reads. Raises ScriptError."""
    return Play(session, script, OverHttp(session, server, ADMIN)).run(progress)
