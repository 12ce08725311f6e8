"""The shapes: one for each kind of type hint, found once and kept. Each dumps, loads, and describes itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Protocol, TypeAlias, Union, get_args, get_origin

from procflow.forms.described import FIGURE, figure
from procflow.grammar import Procedure, Step
from procflow.wording import say

HUNDREDTHS, DESCRIBED = "hundredths", "described"
Points: TypeAlias = Annotated[int, HUNDREDTHS]
Description: TypeAlias = Annotated[Mapping[str, Any], DESCRIBED]
TITLES = frozenset({"title", "description"})
NAMES = {str: "string", int: "integer", bool: "boolean", float: "number"}


class Schemas(dict[str, dict[str, Any]]):
    """Schemas by name, each of one class: two classes of one name could not be told apart."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, type[Any]] = {}

    def take(self, kind: type[Any]) -> bool:
        """Whether the class is met for the first time. Raises TypeError for another one of the same name."""
        if self.kinds.setdefault(kind.__name__, kind) is not kind:
            raise TypeError(f"{kind} and {self.kinds[kind.__name__]} have one name")
        return kind.__name__ not in self


class Shape(Protocol):
    def dump(self, value: Any, lang: str) -> Any: ...
    def load(self, data: Any) -> Any: ...
    def schema(self, known: Schemas) -> dict[str, Any]: ...


class Plain:
    """Text, a whole number, yes or no, or whatever a record holds."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def dump(self, value: Any, lang: str) -> Any:
        return dict(value) if isinstance(value, Mapping) else value

    def load(self, data: Any) -> Any:
        return data

    def schema(self, known: Schemas) -> dict[str, Any]:
        return {"type": NAMES[self.kind]} if self.kind in NAMES else {}


class InWords(Plain):
    """A message id, said in the reader's language."""

    def dump(self, value: Any, lang: str) -> Any:
        return say(value, lang) if isinstance(value, str) else value


class Described(Plain):
    """A JSON Schema, its titles said in the reader's language."""

    def dump(self, value: Any, lang: str) -> Any:
        if isinstance(value, Mapping):
            return {
                name: say(each, lang) if name in TITLES and isinstance(each, str) else self.dump(each, lang) for name, each in value.items()
            }
        return [self.dump(each, lang) for each in value] if isinstance(value, list) else value


class Figure:
    """Points."""

    def dump(self, value: int, lang: str) -> str:
        return figure(value)

    def load(self, data: str) -> int:
        return int(Decimal(data) * 100)

    def schema(self, known: Schemas) -> dict[str, Any]:
        return {"type": "string", "pattern": FIGURE.replace("{1,4}", "{1,}")}


class Maybe:
    """Something or nothing."""

    def __init__(self, inner: Shape) -> None:
        self.inner = inner

    def dump(self, value: Any, lang: str) -> Any:
        return None if value is None else self.inner.dump(value, lang)

    def load(self, data: Any) -> Any:
        return None if data is None else self.inner.load(data)

    def schema(self, known: Schemas) -> dict[str, Any]:
        return {"anyOf": [self.inner.schema(known), {"type": "null"}]}


class Listing:
    """Any number of one kind; a set is told in order."""

    def __init__(self, inner: Shape, *, ordered: bool) -> None:
        self.inner, self.ordered = inner, ordered

    def dump(self, value: Any, lang: str) -> list[Any]:
        return [self.inner.dump(each, lang) for each in (value if self.ordered else sorted(value))]

    def load(self, data: Sequence[Any]) -> Any:
        found = tuple(self.inner.load(each) for each in data)
        return found if self.ordered else frozenset(found)

    def schema(self, known: Schemas) -> dict[str, Any]:
        return {"type": "array", "items": self.inner.schema(known)}


class Together:
    """So many things of a kind each, in this order."""

    def __init__(self, parts: Sequence[Shape]) -> None:
        self.parts = parts

    def dump(self, value: Sequence[Any], lang: str) -> list[Any]:
        return [part.dump(each, lang) for part, each in zip(self.parts, value, strict=True)]

    def load(self, data: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(part.load(each) for part, each in zip(self.parts, data, strict=True))

    def schema(self, known: Schemas) -> dict[str, Any]:
        count = len(self.parts)
        return {"type": "array", "prefixItems": [part.schema(known) for part in self.parts], "minItems": count, "maxItems": count}


class ByName:
    """A mapping from names."""

    def __init__(self, inner: Shape) -> None:
        self.inner = inner

    def dump(self, value: Mapping[Any, Any], lang: str) -> dict[str, Any]:
        return {str(name): self.inner.dump(each, lang) for name, each in value.items()}

    def load(self, data: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self.inner.load(each) for name, each in data.items()}

    def schema(self, known: Schemas) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": self.inner.schema(known)}


@cache
def shape(kind: Any, said: bool = False) -> Shape:
    """The shape of a type hint; `said` of one whose texts are message ids. Raises TypeError for what is no plain data."""
    from procflow.shapes.records import Record

    origin, args = get_origin(kind), get_args(kind)
    if kind in (Any, object) or kind in NAMES:
        return InWords(kind) if said and kind is str else Plain(kind)
    if origin is Annotated and HUNDREDTHS in args[1:]:
        return Figure()
    if origin is Annotated and DESCRIBED in args[1:]:
        return Described(dict)
    if origin in (Union, UnionType):
        inner = [each for each in args if each is not NoneType]
        if len(inner) == 1:
            return Maybe(shape(inner[0], said))
    if origin in (list, tuple, set, frozenset, Sequence):
        if origin is tuple and args[-1] is not Ellipsis:
            return Together([shape(each, said) for each in args])
        return Listing(shape(args[0], said), ordered=origin not in (set, frozenset))
    if origin in (dict, Mapping):
        return ByName(shape(args[1], said))
    if isinstance(kind, type) and is_dataclass(kind) and not issubclass(kind, (Procedure, Step)):
        return Record(kind)
    raise TypeError(f"{kind} is no plain data")
