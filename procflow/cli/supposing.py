"""A year rated again under other rules, from the command line: who moves, why, and which parameter does it. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procflow.cli.columns import table
from procflow.cli.differing import rulebook
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word
from procflow.wording import points

if TYPE_CHECKING:
    from procflow.queries.moves import Moves
    from procflow.queries.whatif import Supposed
    from procflow.regimes.rulebook import Rulebook

NOBODY = "没有人的得分或等次会变"
HEAD = "{unit} {year} 年度：{old} {version} → {new} {new_version}"


@click.command("whatif", cls=Command, help="换一份细则，或改几个参数，一个年度会评成什么样：谁变了、为什么、是哪个参数；什么都不写入")
@click.option("--org", "unit", required=True, type=word, metavar="ID", help="单位编号")
@click.option("--cycle", "year", required=True, type=click.IntRange(1950, 9999), metavar="YEAR", help="年度，例如 2024")
@click.option("--regime", "named", default="", metavar="NAME|FILE", help="换成哪份细则（默认当年在用的）")
@click.option("--set", "typed", multiple=True, metavar="PARAMETER=VALUE", help="再改一个参数，例如 quota.rounding=ceil（可以写多次）")
@click.option("--as", "actor", default="", type=person, metavar="PERSON", help="以谁的身份（人员编号；默认以管理这台机器的人）")
@pass_place
def whatif(place: Place, unit: str, year: int, named: str, typed: tuple[str, ...], actor: str) -> None:
    from procflow.grammar import SYSTEM
    from procflow.queries.moves import as_data, moves
    from procflow.queries.whatif import rules_of, supposed

    with place.session() as session:
        if actor:
            known(session, actor)
        who, day = actor or SYSTEM, today(session)
        base = rulebook(place, named) if named else rules_of(session, who, day, unit, str(year))
        found = supposed(session, who, day, unit, str(year), changed(base, typed))
    shown = moves(found, place.lang)
    place.show(as_data(found, shown), lines(place, found, shown))


def changed(book: Rulebook, typed: tuple[str, ...]) -> Rulebook:
    from procflow.errors import Invalid
    from procflow.forms import Sentence
    from procflow.regimes.overrides import BadOverrideError, overridden

    try:
        return overridden(book, typed)
    except BadOverrideError as bad:
        raise Invalid({f"--set {bad.typed}": [Sentence(bad.sentence, **bad.inputs)]}) from None


def lines(place: Place, of: Supposed, shown: Moves) -> list[str]:
    say, old, new = place.say, of.found.old, of.found.new
    between = "；" if place.lang == "zh" else "; "
    found = [
        say(HEAD, unit=of.unit_title, year=of.year, old=say(old.title), version=old.version, new=say(new.title), new_version=new.version)
    ]
    for title, changes in (("与评定有关的改动", shown.bearing), ("与评定无关的改动", shown.other), ("仍按原来算的", shown.kept)):
        found += ["", f"{say(title)}:", *(f"  {each.text(place.lang)}" for each in changes)] if changes else []
    heads = [say(each) for each in ("编号", "姓名", "原来", "等次", "变为", "等次", "原因", "是哪个参数")]
    rows = [
        (each.member, each.name, points(each.before.points), each.before.title, points(each.after.points), each.after.title, between.join(each.why),
         between.join(each.by) or say("合起来才会变：{parameters}", parameters=between.join(each.together)))
        for each in shown.moved
    ]  # fmt: skip
    found += ["", *(table(heads, rows, right={2, 4}) or [say(NOBODY)])]
    found += ["", *(say("须大会表决：{tie}", tie=each) for each in shown.ties)] if shown.ties else []
    stays = [(each.member, each.name, points(each.side.points), each.side.title) for each in shown.stays]
    heads = [say(each) for each in ("编号", "姓名", "得分", "等次")]
    return [*found, "", say("{count} 人不变", count=len(stays)), *table(heads, stays, right={2})]
