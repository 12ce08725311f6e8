"""Rehearsals: a year as a script, played through the write door under a simulated clock; demo data, acceptance test and trial run in one."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from procflow.rehearsal.expect import Difference, Expectations
from procflow.rehearsal.play import Play, Progress
from procflow.rehearsal.script import Script, ScriptError, read

FOLDER = Path(__file__).parent.parent / "rehearsals"

__all__ = ["Difference", "Expectations", "Script", "ScriptError", "bundled", "read", "rehearse"]


def bundled() -> dict[str, Path]:
    """The rehearsals that travel with procflow, by name."""
    return {path.stem: path for path in sorted(FOLDER.glob("*.yaml"))}


def rehearse(session: Session, script: Script, folder: Path, progress: Progress | None = None) -> Expectations:
    """Play a script in an empty, upgraded database; evidence files go to `folder`. Raises ScriptError with line and field."""
    return Play(session, script, folder).run(progress)
