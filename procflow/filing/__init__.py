"""The kinds of dated facts that may be filed: each with its form and with who may file it. Pure; the write door files them."""

from __future__ import annotations

from procflow.filing.asked import (
    AdoptionForm,
    BodyForm,
    CalendarForm,
    ContactForm,
    Days,
    DeputyForm,
    MeetingForm,
    MembershipForm,
    PersonForm,
    ReceiptForm,
    ResolutionForm,
    RoleForm,
    ScopeForm,
    UnitForm,
)
from procflow.filing.kinds import ADMIN, KEEPER, KINDS, OFFICE, Kind
from procflow.filing.titles import BODY_TITLES, ROLES, STANDINGS, UNIT_KINDS

__all__ = [
    "ADMIN",
    "BODY_TITLES",
    "KEEPER",
    "KINDS",
    "OFFICE",
    "ROLES",
    "STANDINGS",
    "UNIT_KINDS",
    "AdoptionForm",
    "BodyForm",
    "CalendarForm",
    "ContactForm",
    "Days",
    "DeputyForm",
    "Kind",
    "MeetingForm",
    "MembershipForm",
    "PersonForm",
    "ReceiptForm",
    "ResolutionForm",
    "RoleForm",
    "ScopeForm",
    "UnitForm",
]
