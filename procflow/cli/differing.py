"""Two regimes compared from the command line: what one says otherwise than the other, in words or as data. It files nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place

if TYPE_CHECKING:
    from procflow.regimes.rulebook import Rulebook

ORG = "org:"
SAME = "两份细则完全相同"
COUNT = "共 {count} 处"


@click.command(
    "diff",
    cls=Command,
    help="两份细则有什么不同：新增、删去、改动，各依据什么（细则写自带的名称、文件，或 org:单位编号[@日期] 指在用的版本）",
)
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@pass_place
def diff(place: Place, old: str, new: str) -> None:
    from procflow.filing.titles import TITLES
    from procflow.regimes.diff import diff as changes_of
    from procflow.regimes.told import labels, told

    one, other = rulebook(place, old), rulebook(place, new)
    changes = changes_of(one, other)
    lines = told(changes, place.lang, {**TITLES, **labels(one, other)})
    heads = [place.say("{title} {version} → {new_title} {new_version}", title=place.say(one.title), version=one.version,
                       new_title=place.say(other.title), new_version=other.version)]  # fmt: skip
    foot = place.say(COUNT, count=len(changes)) if changes else place.say(SAME)
    place.show({"old": identity(one), "new": identity(other), "changes": [plain(each) for each in changes], "told": [
        {"path": each.path, "kind": each.kind, "title": each.title, "part": each.part, "old": each.old, "new": each.new, "clause": each.clause}
        for each in lines]}, [*heads, *(each.text(place.lang) for each in lines), foot])  # fmt: skip


def rulebook(place: Place, named: str) -> Rulebook:
    """A bundled regime by name, a file, or with `org:UNIT[@DAY]` the version in force. Raises NotFound, Invalid, RegimeError told as Invalid."""
    from procflow.cli.regimes import texts
    from procflow.errors import Invalid
    from procflow.forms import Sentence
    from procflow.regimes.rulebook import RegimeError, read

    if named.startswith(ORG):
        return in_force(place, named.removeprefix(ORG))
    ((title, text),) = texts(named).items()
    try:
        return read(text, title)
    except RegimeError as problem:
        raise Invalid({f"{title}:{flaw.line}": [Sentence(flaw.sentence, **flaw.inputs)] for flaw in problem.errors}) from None


def in_force(place: Place, named: str) -> Rulebook:
    from procflow.cli.place import today
    from procflow.cli.words import day as day_word
    from procflow.cli.words import word
    from procflow.queries.rules import in_force as rules_of

    unit, _, day = named.partition("@")
    with place.session() as session:
        on = day_word.convert(day, None, None) if day else today(session)
        return rules_of(session, word.convert(unit, None, None), on.isoformat())


def identity(book: Rulebook) -> dict[str, str]:
    return {"id": book.id, "version": book.version, "title": book.title, "sha256": book.sha256}


def plain(change: Any) -> dict[str, Any]:
    return {"path": change.path, "kind": change.kind, "old": change.old, "new": change.new}
