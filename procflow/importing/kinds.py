"""What can be imported, by its key; a new kind is named here. It imports nothing by itself."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from procflow import jobs
from procflow.importing import flow, trials
from procflow.importing.calendars import Holidays
from procflow.importing.drafts import Drafts
from procflow.importing.earnings import Earnings
from procflow.importing.flow import Kind
from procflow.importing.rosters import Roster

KINDS: dict[str, Kind] = {each.key: each for each in (Roster(), Holidays(), Earnings())}


def works(engine: Engine, home: Path) -> dict[str, jobs.Work]:
    """The jobs of long imports and of long trials, for the worker."""
    return {**flow.works(engine, Drafts(home), KINDS), **trials.works(engine, Drafts(home))}
