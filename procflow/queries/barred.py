"""What a deputy is told of a case in which what was lent counts for nothing: that they keep out, and who acts instead. It decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from procflow.decide import Option
from procflow.errors import Refusal
from procflow.grammar import SYSTEM
from procflow.queries.people import Named
from procflow.queries.view import View

APART = "这件事与您或者您代办的人有关，代办的职务在这件事上不用。"
NOBODY = "这件事与您或者您代办的人有关，代办的职务在这件事上不用；现在没有别人任这项职务，请支部书记或者系统管理员另行登记代办人。"
GUARD = "disinterested"


def set_apart(of: View, said: Option) -> Option:
    """The option as it is or, where the reader would take it as a deputy in any other case, explained."""
    if said.kind != "not_yours" or not set(said.roles) & of.org.actor(of.actor, of.today, of.row.procedure).lent.keys():
        return said
    return replace(said, kind="recused", refusals=(refusal(APART),))


def kept_out(refusals: tuple[Refusal, ...]) -> bool:
    return any(each.guard == GUARD for each in refusals)


def instead(of: View, holders: tuple[Named, ...]) -> dict[str, Any]:
    """Who acts instead: of those who hold the office nobody whom the case concerns; or, where that leaves nobody, a sentence that says so."""
    others = tuple(each for each in holders if each.id not in concerned(of))
    return {"holders": others, "refusals": (refusal(APART if others else NOBODY),)}


def concerned(of: View) -> frozenset[str]:
    """The reader and whoever else keeps out, as far as the reader may know of them: nobody is told by this who objected."""
    return frozenset({of.actor, of.row.subject, of.row.opened_by}) - {of.row.unit, SYSTEM, of.seal.person}


def refusal(sentence: str) -> Refusal:
    return Refusal("SELF_DEALING", sentence, {}, GUARD, "G-SELF")
