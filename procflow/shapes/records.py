"""A dataclass as an object of plain data: its fields by name, but for those that are no plain data. It holds no case of its own."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property
from typing import Any, get_type_hints

from procflow.forms.described import written
from procflow.shapes.kinds import Schemas, Shape, shape
from procflow.shapes.readable import sentence

REF = "#/components/schemas/"
# Message ids by the name of their field, and whatever ends in _title(s).
SAID = frozenset({"title", "titles", "roles", "desks", "sentence"})


class Record:
    """Field by field, in order. A `form` beside the class that reads it (`asks`) is written as that would read it again,
    a `sentence` beside its `inputs` is filled.
    """

    def __init__(self, kind: type[Any]) -> None:
        self.kind, self.name = kind, kind.__name__
        self.names = tuple(each.name for each in fields(kind))
        self.filled = {"sentence", "inputs"} <= set(self.names)
        self.asked = {"form", "asks"} <= set(self.names)

    @cached_property
    def parts(self) -> dict[str, Shape]:
        """Found when first asked for: a dataclass may hold others of its own kind."""
        hints, found = get_type_hints(self.kind, include_extras=True), {}
        for name in self.names:
            try:
                found[name] = shape(hints[name], name in SAID or name.endswith(("_title", "_titles")))
            except TypeError:
                continue  # a table, a class, a function: nothing for a program
        return found

    def dump(self, value: Any, lang: str) -> dict[str, Any]:
        found = {name: part.dump(getattr(value, name), lang) for name, part in self.parts.items()}
        if self.filled:
            found["sentence"] = sentence(value.sentence, value.inputs, lang)
        if self.asked:
            found["form"] = written(value.asks, value.form)
        return found

    def load(self, data: Any) -> Any:
        parts = self.parts
        return self.kind(**{name: parts[name].load(data[name]) if name in parts else None for name in self.names})

    def schema(self, known: Schemas) -> dict[str, Any]:
        if known.take(self.kind):
            known[self.name] = {}  # first its place: it may refer to itself
            made = {name: part.schema(known) for name, part in self.parts.items()}
            known[self.name] = {"type": "object", "title": self.name, "description": " ".join((self.kind.__doc__ or "").split()), "properties": made,
                                "required": list(made), "additionalProperties": False}  # fmt: skip
        return {"$ref": REF + self.name}
