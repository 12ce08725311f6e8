"""A share of a whole, exact: how it is filed (basis points, or the fraction that has none) and how it is shown; it takes no share of anything."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from procflow.wording import points

Filed: TypeAlias = "int | str"
WHOLE = 10_000  # basis points
PLACES = 4  # decimals of a whole that basis points are


def filed(share: Fraction) -> Filed:
    """In basis points where it is a whole number of them, else in lowest terms ("1/3"): equal shares are filed alike, however they were written."""
    scaled = share * WHOLE
    return int(scaled) if scaled.denominator == 1 else f"{share.numerator}/{share.denominator}"


def exact(said: Filed) -> Fraction:
    return Fraction(said, WHOLE) if isinstance(said, int) else Fraction(said)


def shown(share: Fraction) -> str:
    """5% or 1/3."""
    said = filed(share)
    return f"{points(said)}%" if isinstance(said, int) else said


def number(share: Fraction) -> str:
    """0.05 or 1/3, as a file has it."""
    said = filed(share)
    return f"{Decimal(said).scaleb(-PLACES).normalize():f}" if isinstance(said, int) else said


def data(share: Fraction) -> dict[str, Filed]:
    """The share in a filed rating: under a name of its own where it is no number of basis points."""
    said = filed(share)
    return {"basis_points": said} if isinstance(said, int) else {"share": said}


def of_data(rated: Mapping[str, Any]) -> Fraction:
    return exact(rated["basis_points"] if "basis_points" in rated else rated["share"])
