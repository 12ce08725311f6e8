"""Clauses in a text as links to where they stand in the version of the rules that is meant. It reads no rules."""

from __future__ import annotations

import re

from flask import url_for
from markupsafe import Markup, escape

CLAUSE = re.compile(r"[A-Z]\d{1,3}|§[\d.]{1,8}")
VERSION = re.compile(r"([\w.-]+)@([\w.-]+)")


def cited(said: object, on: str = "", rule: str = "") -> Markup:
    """`T9 B31` with each clause a link; a first word like `township_star@2024-1`, or that of `rule`, names the version, else the day does."""
    words, made = str(said or "").split(), []
    version = VERSION.fullmatch((str(rule).split() or [""])[0])
    for word in words:
        if found := VERSION.fullmatch(word):
            version = found
            made.append(link(word, url_for("rulings.version", key=found[1], number=found[2])))
        elif not CLAUSE.fullmatch(word):
            made.append(escape(word))
        elif version:
            made.append(link(word, url_for("rulings.version", key=version[1], number=version[2], clause=word, _anchor=word)))
        else:
            made.append(link(word, url_for("rulings.clause", clause=word, on=on[:10] or None)))
    return Markup(" ").join(made)


def link(word: str, address: str) -> Markup:
    return Markup('<a class="govuk-link" href="{}">{}</a>').format(address, word)
