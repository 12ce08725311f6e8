"""A bundle that is refused, with the reason by its code; it knows no sentence but asks for one."""

from __future__ import annotations

from typing import Any


class Refuse(Exception):
    """What does not fit, as the code of a sentence with its inputs."""

    def __init__(self, code: str, **inputs: object) -> None:
        super().__init__(code)
        self.code, self.inputs = code, inputs


def demand(holds: object, code: str, **inputs: object) -> None:
    """Raises Refuse unless it holds."""
    if not holds:
        raise Refuse(code, **inputs)


def dig(value: Any, *path: str) -> Any:
    """What lies at this path of a JSON value; None where the value has another shape."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
