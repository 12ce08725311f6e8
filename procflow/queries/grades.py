"""What a form that decides grades starts with: the members whose grade the rules leave open. It proposes no grade and files nothing."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from procflow.facts import Gathering
from procflow.forms import Person
from procflow.forms.grades import Grade
from procflow.guards.grades import undecided


def graded(schema: type[Schema]) -> bool:
    """Whether a line of this sheet gives a grade."""
    return any(isinstance(one, Grade) for one in schema().fields.values())


def open_grades(gathering: Gathering, schema: type[Schema]) -> list[dict[str, Any]]:
    """A line for each member whose grade must be decided: never what was decided before, since the figures may have moved."""
    person = next(name for name, one in schema().fields.items() if isinstance(one, Person))
    return [{person: member} for member in undecided(gathering.rules, gathering.facts({"rating"}).rating)]
