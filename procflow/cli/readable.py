"""A refusal as lines for a terminal: the code with what it means, the sentence, the clause. It reads nothing."""

from __future__ import annotations

from collections.abc import Iterator

from procflow.errors import CODES, Refusal
from procflow.shapes.readable import sentence
from procflow.wording import say

MEANINGS = {code.name: code.meaning for code in CODES}
CLAUSE = "依据 {clause}"


def refusal_lines(refusal: Refusal, lang: str) -> Iterator[str]:
    """The code with what it means, the sentence, and the clause it rests on."""
    yield f"{refusal.code}  {say(MEANINGS[refusal.code], lang)}"
    said = sentence(refusal.sentence, refusal.inputs, lang)
    yield f"  {said}" + (f" ({say(CLAUSE, lang, clause=refusal.clause)})" if refusal.clause else "")
