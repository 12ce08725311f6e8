"""A regime as typed questions and answers; it reads no file twice, decides no case and never guesses what the rules leave out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from procflow import canon
from procflow.dates import Period
from procflow.regimes import tree
from procflow.regimes.claims import Claims
from procflow.regimes.parameters import Parameters, RuleUndefinedError
from procflow.regimes.parts import Cap, Grade, Growth, Item, Level, MemberClass, Multiplier, Publicity
from procflow.regimes.reader import FORMAT, Flaw, RegimeError, parse
from procflow.regimes.shapes import completed

__all__ = ["Flaw", "RegimeError", "RuleUndefinedError", "Rulebook", "bundled", "from_canonical", "load", "read"]

FILES = Path(__file__).parent / "files"
Kind = Literal["points", "membership", "runoff"]


def read(text: str, name: str = "") -> Rulebook:
    """A rulebook from a file's text; RegimeError with every flaw and its line."""
    return from_canonical(canon.dumps(parse(text, name)))


def from_canonical(body: bytes) -> Rulebook:
    """The rulebook of stored canonical bytes, which stay as they are; ValueError for bytes of another format."""
    found = canon.loads(body)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"not a {FORMAT}")
    return Rulebook(body, completed(found))


def bundled() -> dict[str, Path]:
    """The regime files that come with the product, by id (the file's name): the two regimes first, then the published plans kept as examples."""
    return {path.stem: path for path in (*sorted(FILES.glob("*.yaml")), *sorted(FILES.glob("examples/*.yaml")))}


def load(regime: str) -> Rulebook:
    """A bundled regime; KeyError for an unknown id."""
    path = bundled()[regime]
    return read(path.read_text(encoding="utf-8"), path.name)


@dataclass(frozen=True)
class Rulebook(Parameters):
    """What procedures and arithmetic ask of a regime beside its single parameters: items, paths, votes, dates, grades."""

    # Items, components, paths

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        return tree.items(self._tree)

    @cached_property
    def _by_code(self) -> dict[str, Item]:
        return {item.code: item for item in self._items}

    def item(self, code: str) -> Item:
        """KeyError for a code that is not in the catalogue."""
        return self._by_code[code]

    def items(self, component: str | None = None) -> tuple[Item, ...]:
        return tuple(item for item in self._items if component in (None, item.component))

    def cap(self, component: str) -> Cap:
        if component == "veto":
            return Cap(None, None)  # a flag without points (A13)
        per = self.value(f"components.{component}.per")
        if component == "base" and self.value("components.base.mode") == "grant_and_adjust":
            return Cap(None, per)  # what is granted is where the base begins, not where it ends
        return Cap(self.value(f"components.{component}.cap"), per)

    def granted(self) -> Cap:
        """The base that everybody has from the start of its period (A32); None where it is earned bit by bit."""
        given = self.value("components.base.mode") != "accumulate"
        return Cap(self.value("components.base.cap") if given else None, self.value("components.base.per"))

    @cached_property
    def classes(self) -> tuple[MemberClass, ...]:
        """The classes of members with a base of their own, in the order in which they are tried."""
        return tree.classes(self._tree)

    @cached_property
    def multipliers(self) -> tuple[Multiplier, ...]:
        return tree.multipliers(self._tree)

    def thresholds(self, of: Literal["probation", "activists"]) -> tuple[Grade, ...]:
        """What figures mean for somebody on probation or not yet a member; the first that holds is taken."""
        return tree.grades(self._tree, f"{of}.thresholds")

    def item_cap(self, item: str) -> int | None:
        """The most that one item may bring within the cap's period of its component (of a component without one: in the year)."""
        return self._by_code[item].cap if item in self._by_code else None

    def outside_cap(self, item: str) -> bool:
        """Whether what the item brings neither fills its component's cap nor is clipped by it."""
        return item in self._by_code and self._by_code[item].outside_cap

    def credit(self, component: str, asked: int, already: int) -> tuple[int, int]:
        """How much of `asked` counts when `already` counts in the cap's period, and how much stays uncredited."""
        most = self.cap(component).points
        credited = asked if most is None else min(asked, max(0, most - already))
        return credited, asked - credited

    def path(self, component: str, item: str = "") -> tuple[str, ...]:
        """The bodies that a claim, deduction, veto or enrolment passes, in order; an item may have a path of its own."""
        own = self._by_code[item].path if item in self._by_code else ()
        return own or tuple(self._given(f"paths.{component}"))

    def verifiers(self, item: str = "") -> tuple[str, ...]:
        """The bodies that verify a claim (T10, B31, P7), in order: all but a party group that reviews first and a meeting that votes last."""
        path = self.path("bonus", item)
        return path[path[0] == "party_group" : len(path) - (path[-1] == "member_meeting")]

    def decider(self, component: str) -> str:
        return self.path(component)[-1]

    def proposer(self, component: str) -> str:
        return self.path(component)[0]

    def registrar(self) -> tuple[str, ...]:
        return tuple(self.value("registration.registrar"))

    def poster(self) -> tuple[str, ...]:
        """The roles that may post to the ledger."""
        return tuple(self.value("registration.poster"))

    # Votes

    def least_present(self, due: int, kind: Kind) -> int:
        """Least number present of those due to attend (A45)."""
        return due // 2 + 1 if self.value(f"voting.quorum_{kind}") == "gt_half" else (due + 1) // 2

    def least_in_favour(self, due: int) -> int:
        """Least number in favour: more than half of those due to attend (A46)."""
        return due // 2 + 1

    def secret(self, kind: str) -> bool:
        return kind in self.value("voting.secret")

    def notice_days(self) -> int:
        return int(self.value("voting.notice_days"))

    # Dates

    def publicity(self, sheet: str) -> Publicity:
        """How the "quarter", "annual" or "probation" sheet is posted."""
        return tree.publicity(self._tree, sheet)

    def period_of(self, day: date) -> Period:
        return Period.of(day, self.value("cycle.period"))

    def closing(self, period: Period) -> Period:
        """The period that is closed with this one: that of the cycle which holds it; itself where it is no part of one."""
        kind = self.value("cycle.period")
        return period if period.parts(kind) else Period.of(period.first, kind)

    def claim_cutoff(self, period: Period) -> date:
        """Last day on which a claim for the period may be filed (A21, A39)."""
        return self._claims.cutoff(period)

    def quarter_of_claim(self, filed: date, deed: date) -> Period | None:
        """The period for which a claim counts (A21, A39); None when no period takes it any more."""
        return self._claims.period(filed, deed)

    @cached_property
    def _claims(self) -> Claims:
        named = (self.value(f"claims.{key}") for key in ("cycle_by", "cutoff_day", "last_cutoff", "late"))
        return Claims(self.value("cycle.period"), *named)

    # The annual rating

    @cached_property
    def grades(self) -> tuple[Grade, ...]:
        """The outcomes of a year from best to worst."""
        return tuple(grade for grade in tree.grades(self._tree, "grades") if grade.at == "year")

    @cached_property
    def period_grades(self) -> tuple[Grade, ...]:
        """The outcomes that every closing is held against; the first that holds is taken."""
        return tuple(grade for grade in tree.grades(self._tree, "grades") if grade.at == "period")

    @cached_property
    def gaps(self) -> tuple[Grade, ...]:
        """The declared holes between the outcomes."""
        return tree.grades(self._tree, "gaps")

    def outcome(self, code: str) -> Grade:
        """A grade or gap by its code; KeyError for an unknown one."""
        return {each.code: each for each in (*self.grades, *self.period_grades, *self.gaps)}[code]

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Every share filed, for any cycle."""
        return tree.levels(self._tree)

    @cached_property
    def growth(self) -> tuple[Growth, ...]:
        """How shares rise in years without a figure of their own (A11)."""
        return tree.growth(self._tree)

    def quota(self, grade: str, cycle_no: int) -> Level | None:
        """The share in force in the n-th cycle: as filed, or what the last filed one has become by then (A11); None for a grade without quota."""
        return tree.level_in_force(self.levels, grade, cycle_no, self.growth)

    def veto_effect(self) -> str:
        return str(self._given("veto.effect"))

    def tie_chain(self) -> tuple[str, ...]:
        return tuple(self.value("tie.chain"))
