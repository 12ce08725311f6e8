"""What a link already says of a form: choices among what the form offers, never a text; whoever follows it sees and may change them. It sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from procflow.grammar import made
from procflow.web.acting import Act
from procflow.web.forms import Filled


def prefilled(act: Act, said: Mapping[str, str]) -> Act:
    """The act with the choices of its address; a draft of the reader's own is left as it is."""
    fields = made(act.form.asks).fields if act.form.asks and not act.saved else {}
    known = {name: said[name] for name in fields if name in said and offered(act, name, said[name])}
    return replace(act, filled=Filled({**act.values, **known})) if known else act


def entered(act: Act, known: Mapping[str, str]) -> Act:
    """The act with words that the server itself has on record; they are never taken from an address."""
    return act if act.saved else replace(act, filled=Filled({**act.values, **known}))


def offered(act: Act, name: str, value: str) -> bool:
    """Whether the form itself offers it."""
    field = made(act.form.asks).fields[name]  # type: ignore[arg-type]  # asked of a form that has fields
    return any(option.value == value for option in act.choices.of(field))
