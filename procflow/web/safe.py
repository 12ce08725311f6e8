"""Addresses that a page may send a reader to: those of this site alone."""

from __future__ import annotations

from urllib.parse import urlsplit


def local(target: str, otherwise: str = "/") -> str:
    """The path and query asked for, if it is a path of this site; browsers read a backslash as a slash."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if plain and not parts.scheme and not parts.netloc else otherwise
