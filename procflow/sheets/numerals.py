"""Numbers in Chinese words, as people write them into cells; it reads no sheet."""

from __future__ import annotations

import re

DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = re.compile(r"[分票人张]$")
TENS = re.compile(r"([一二三四五六七八九两]?百)?零?([一二三四五六七八九]?十)?([一二三四五六七八九])?")


def figures(said: str) -> str:
    """三十五 as 35, up to 999; anything else as it is."""
    if said in DIGITS:
        return str(DIGITS[said])
    found = TENS.fullmatch(said)
    if not said or not found:
        return said
    hundreds, tens, ones = found.groups()
    return str(
        100 * DIGITS.get((hundreds or "零")[:-1], 1 if hundreds else 0)
        + 10 * DIGITS.get((tens or "零")[:-1], 1 if tens else 0)
        + DIGITS.get(ones or "零", 0)
    )
