"""Addresses of this site alone: where a page may send a reader, and whether a request came from one of our pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request


def local(target: str, otherwise: str = "/") -> str:
    """The path and query asked for, if it is a path of this site; browsers read a backslash as a slash."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith("//") and "\\" not in target and target.isprintable()
    return target if plain and not parts.scheme and not parts.netloc else otherwise


def ours() -> bool:
    """Whether a browser says that the request came from a page of this very site."""
    return any(urlsplit(request.headers.get(name, "")).netloc == request.host for name in ("Origin", "Referer"))
