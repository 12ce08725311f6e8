"""Guards that several procedures share, each one pure condition with the sentence and code of its refusal, and who the regime lets act.

No procedure's own rule stands here.
"""

from __future__ import annotations

from procflow.guards.common import (
    MAJORITY,
    enrolled,
    has_files,
    has_reason,
    in_scope,
    not_own_case,
    period_open,
    readmission_open,
    resolved,
    still_in_time,
)
from procflow.guards.motions import (
    carried,
    latest_motion,
    motion_never_voted,
    motion_not_passed,
    motion_passed,
    motion_withdrawn,
    motions,
    options_of,
    winner,
)
from procflow.guards.objections import (
    ORDERS,
    clear_of_objections,
    kind_of,
    objection_admitted,
    objection_upheld,
    objections,
    open_objections,
    ordered,
)
from procflow.guards.offices import committee, posters, posting_bodies, posting_persons

__all__ = [
    "MAJORITY",
    "ORDERS",
    "carried",
    "clear_of_objections",
    "committee",
    "enrolled",
    "has_files",
    "has_reason",
    "in_scope",
    "kind_of",
    "latest_motion",
    "motion_never_voted",
    "motion_not_passed",
    "motion_passed",
    "motion_withdrawn",
    "motions",
    "not_own_case",
    "objection_admitted",
    "objection_upheld",
    "objections",
    "open_objections",
    "options_of",
    "ordered",
    "period_open",
    "posters",
    "posting_bodies",
    "posting_persons",
    "readmission_open",
    "resolved",
    "still_in_time",
    "winner",
]
