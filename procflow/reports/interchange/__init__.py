"""What happened in a unit's cases as the standards of process mining write it: XES 1.0 and OCEL 2.0. It tells of people by id, not by name, unless asked to."""

from procflow.reports.interchange.gathered import Happened, History, Log, gather
from procflow.reports.interchange.objects import ocel
from procflow.reports.interchange.traces import xes

__all__ = ["Happened", "History", "Log", "gather", "ocel", "xes"]
