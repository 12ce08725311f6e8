"""Who is who in a unit, in time: the organisation as it was filed, and how it is read."""

from procflow.access.filed import BODIES, FOREVER, SUPERIOR, Fact, Organisation
from procflow.access.loading import STATED, UNIT, UNIT_ROW, organisation
from procflow.regimes.schema import OFFICES

__all__ = ["BODIES", "FOREVER", "OFFICES", "STATED", "SUPERIOR", "UNIT", "UNIT_ROW", "Fact", "Organisation", "organisation"]
