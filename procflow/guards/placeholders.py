"""Items whose points the rules have not set yet: what is asked about one is refused in words, never guessed (A5). It sets none."""

from __future__ import annotations

from procflow.grammar import Facts, Finding, guard
from procflow.regimes.rulebook import Rulebook


@guard("“{items}”在细则中还是示范项目，分值定下来并备案以后，才可申报、登记或提议扣分", code="RULE_UNDEFINED", clause="A5")
def points_set(facts: Facts) -> Finding:
    """Of the one item of a form, or of each line."""
    asked = {line["item"] for line in facts.form["lines"]} if "lines" in facts.form else {facts.form["item"]}
    open_ = [item.label for item in facts.regime.items() if item.placeholder and item.code in asked]
    return Finding.of(not open_, items="、".join(open_[:9]), count=len(open_))


def called(rules: Rulebook, code: str) -> str:
    """An item as the rules call it; a code that they do not know as it was given."""
    return next((item.label for item in rules.items() if item.code == code), code)


def any_left(rules: Rulebook) -> bool:
    """Whether the catalogue as a whole is a placeholder, or any item of it."""
    return bool(rules.value("catalogue.placeholder")) or any(item.placeholder for item in rules.items())
