"""What a check has to say about a rulebook; plain data, shared by the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, runtime_checkable

from procflow.wording import say

Severity = Literal["error", "warning", "hole"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`sentence` is a message id whose braces `inputs` fill; `error` bars filing, `hole` is something that the source leaves open."""

    severity: Severity
    code: str
    path: str
    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    clause: str = ""

    def text(self, lang: str = "zh") -> str:
        """The whole sentence, labels and spans in the language too."""
        return say(self.sentence, lang, **{name: _shown(value, lang) for name, value in self.inputs.items()})


@runtime_checkable
class Titled(Protocol):
    """Something that says itself in a language: a span of days, a region of figures, somebody as example."""

    def title(self, lang: str = "zh") -> str: ...


def _shown(value: object, lang: str) -> str:
    return say(value, lang) if isinstance(value, str) else value.title(lang) if isinstance(value, Titled) else str(value)
