"""The kinds of dated facts, and who may file each."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.filing.asked import (
    AdoptionForm,
    BodyForm,
    CalendarForm,
    ContactForm,
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
from procflow.forms import Form

ADMIN = ("sysadmin",)
OFFICE = ("branch_secretary", "deputy_secretary", "org_commissioner", "points_admin")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: `by` the roles that may file it, BODY where the body's keeper does."""

    title: str
    form: type[Form]
    by: tuple[str, ...]


KEEPER = "keeper"
KINDS = {
    "unit": Kind("单位", UnitForm, ADMIN),
    "person": Kind("人员", PersonForm, (*ADMIN, *OFFICE)),
    "membership": Kind("组织关系", MembershipForm, (*ADMIN, *OFFICE)),
    "scope": Kind("积分范围", ScopeForm, (*ADMIN, *OFFICE)),
    "role": Kind("职务", RoleForm, ADMIN),
    "body": Kind("组织机构", BodyForm, (*ADMIN, "branch_secretary")),
    "deputy": Kind("代办", DeputyForm, (*ADMIN, "branch_secretary")),
    "meeting": Kind("会议", MeetingForm, OFFICE),
    "resolution": Kind("决议", ResolutionForm, (KEEPER,)),
    "receipt": Kind("备案回执", ReceiptForm, ("branch_secretary", "org_commissioner", "superior_org", "party_committee")),
    "adoption": Kind("启用细则", AdoptionForm, (*ADMIN, "party_committee", "superior_org")),
    "contact": Kind("公示联系人", ContactForm, (*ADMIN, *OFFICE)),
    "calendar": Kind("工作日历", CalendarForm, ADMIN),
}
