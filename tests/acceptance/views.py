"""Which pages there are and through whose eyes each is looked at: from the table of routes, for an official and for a member where both may."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from procflow.machines import tables
from tests.matrix.table import PAGES
from tests.matrix.worlds import Worlds, address

EYES = (
    ("points_admin", "branch_secretary", "sysadmin", "party_committee", "auditor", "superior_org"),
    ("subject", "member", "stranger"),
)
# Swagger UI, as its makers draw it; and a register for the printer, which is paper without a frame.
NOT_PAGES = frozenset({"GET browsing.index", "GET registers.paper"})
STARTERS = ("points_admin", "branch_secretary", "subject", "recorder", "group_leader", "party_building_office")


@dataclass(frozen=True)
class View:
    """One page of one world as one caller sees it."""

    route: str
    world: str
    caller: str
    more: str = ""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.route.removeprefix("GET "), self.more, self.caller) if part)


@cache
def views() -> tuple[View, ...]:
    """Every route that is read, once an official's and once a member's eyes; and the first form of every procedure."""
    seen = [
        View(route, row.world, caller)
        for route, row in sorted(PAGES.items())
        if route.startswith("GET ") and route not in NOT_PAGES
        for group in EYES
        for caller in [each for each in group if each in row.who][:1]
    ]
    return (*seen, *(View("GET start.form", "quarter", STARTERS[0], key) for key in sorted(tables())))


def path(worlds: Worlds, view: View) -> str:
    made, names = worlds[view.world]
    return address(made, {**names, **({"procedure": view.more} if view.more else {})}, view.route, PAGES[view.route])
