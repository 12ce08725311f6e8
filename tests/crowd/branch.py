"""The crowd's branch: every office held, every body sitting, members of each standing, under a regime with everything turned on."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.canon import stamp
from procflow.dates import ZONE
from procflow.engine import enter, install
from procflow.engine.noted import Filing
from procflow.regimes.rulebook import FILES, Rulebook, read
from procflow.schema import upgrade

UNIT = "d1"
REGIMES = ("township_star", "bureau_quarterly")
STARTS = datetime(2024, 1, 1, 9, tzinfo=ZONE)
FORMAL = ("Y01", "Y02", "Y03", "Y04", "Y05", "Y06", "M01", "M02", "M03", "R01")
OTHERS = {"P01": "probationary", "A01": "activist"}
ROLES = {"Y01": "branch_secretary dept_head", "Y02": "org_commissioner points_admin", "Y03": "discipline_commissioner", "Y04": "deputy_secretary",
         "Y05": "group_leader", "Y06": "recorder"}  # fmt: skip
ABOVE = ("party_committee", "superior_org", "grassroots_committee", "party_building_office", "supervision_group")
BODIES = {"branch_committee": (("Y01", "Y02", "Y03"), "Y02"), "points_group": (("Y04", "Y05", "Y06"), "Y04"), "member_meeting": (FORMAL, "Y06"),
          "party_group": (("Y05", "M01", "M02"), "Y05")}  # fmt: skip
PEOPLE = (*FORMAL, *OTHERS, "U01", "U02", "eve", "adm")
SWITCHES = ("exemption: {is: no,", "activists: {is: no,", "commitment: {is: no,", "late_supplement: {is: no,")


@cache
def regime(name: str) -> Rulebook:
    """A bundled regime with every procedure that it leaves off turned on."""
    text = (FILES / f"{name}.yaml").read_text(encoding="utf-8")
    for each in SWITCHES:
        text = text.replace(each, each.replace("no,", "yes,"))
    text = text.replace("reasons: []", "reasons:\n    - {code: old_weak_sick_disabled, label: 老弱病残, by: B2}")
    return read(text, name)


def build(url: str, name: str) -> None:
    """Migrate a database and found the branch in it under this regime."""
    upgrade(url)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine) as session:
        Founding(session).all(regime(name))
    engine.dispose()


class Founding:
    def __init__(self, session: Session) -> None:
        self.session, self.count = session, 0

    def file(self, what: str, subject: str, of: str = UNIT, actor: str = "adm", rules: Any = None, /, **form: Any) -> None:
        self.count += 1
        enter(self.session, Filing(actor, f"founding-{self.count}", of, what, subject, form, rules=rules))

    def all(self, rules: Rulebook) -> None:
        install(self.session, "test.procflow/crowd", stamp(datetime.combine(STARTS.date(), time(9), ZONE)))
        self.file("unit", "xz", "xz", "system", title="青山乡党委", kind="township", code="XZ")
        self.file("person", "adm", "xz", "system", name="管理员")
        self.file("role", "adm", "xz", "system", role="sysadmin")
        self.file("adoption", rules.id, "xz", "adm", rules, version=rules.version, sha256=rules.sha256)
        for unit, code in ((UNIT, "D1"), ("d2", "D2")):
            self.file("unit", unit, unit, title=f"{code}党支部", kind="branch", code=code, parent="xz")
        for name in ("U01", "U02"):
            self.file("person", name, "xz", name=name)
        for body in ABOVE:
            self.file("body", body, "xz", members=["U01", "U02"], keepers=["U01" if body != "party_committee" else "U02"])
        self.member("eve", "formal", "d2")
        for name in FORMAL:
            self.member(name, "formal")
        for name, standing in OTHERS.items():
            self.member(name, standing)
        for name, roles in ROLES.items():
            for role in roles.split():
                self.file("role", name, role=role)
        for body, (members, keeper) in BODIES.items():
            self.file("body", body, members=list(members), keepers=[keeper])

    def member(self, name: str, standing: str, unit: str = UNIT) -> None:
        term = {"probation_until": "2024-08-31", "extensions": "0"} if standing == "probationary" else {}
        retired = {"retired": "yes"} if name.startswith("R") else {}
        self.file("person", name, unit, name=name)
        self.file("membership", name, unit, standing=standing, group="第一党小组", **term, **retired)
        if standing != "activist":
            self.file("scope", name, unit)
