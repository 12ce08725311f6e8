"""How long procedures take and where they wait: figures for a unit and a period, worked out from the steps that were taken. It judges nobody."""

from procflow.reports.analytics.gathered import analytics
from procflow.reports.analytics.shapes import Analytics, Course, Desk, Outcomes, Place, Return
from procflow.reports.analytics.spread import Spread

__all__ = ["Analytics", "Course", "Desk", "Outcomes", "Place", "Return", "Spread", "analytics"]
