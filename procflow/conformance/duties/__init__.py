"""The duties of a unit's period, each with its day and what was done: gathered here from the calendars beside it; none of them is judged by the engine."""

from procflow.conformance.duties.tasks import of_case

__all__ = ["of_case"]
