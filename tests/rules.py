"""Regimes as the tests need them: the township's own, with other caps."""

from functools import cache

from procflow.regimes.rulebook import FILES, Rulebook, read

UNCAPPED = "cap: {is: none, by: T9, note: 上不封顶}\n    per: {is: none, by: T9}"


@cache
def capped(points: int, per: str) -> Rulebook:
    """The township's regime, its bonus points capped at so many points each year or quarter."""
    text = (FILES / "township_star.yaml").read_text(encoding="utf-8")
    assert UNCAPPED in text
    return read(text.replace(UNCAPPED, f"cap: {{is: {points}, by: T9}}\n    per: {{is: {per}, by: T9}}"), "capped")
