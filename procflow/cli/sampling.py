"""The sample of an inspection: drawn on record with a seed of the machine's, drawn again by anybody of office. It inspects nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from procflow.cli import exits
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known, person, word

if TYPE_CHECKING:
    from procflow.conformance.samples import Sample

OF = "{unit} {period}：{population} 件中抽 {wanted} 件，种子 {seed}，{by} 抽取，记录 {event}"
AGREES = "抽样范围与当时记录的一致（摘要 {digest}）"
DIFFERS = "抽样范围与当时记录的不一致：请先执行 procflow audit verify"
TIMES = "这个单位共抽样 {n} 次"
reader = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
branch = click.option("--unit", required=True, type=word, metavar="ID", help="哪个支部")


@click.group("sample", cls=Group, help="督查抽样：随机抽取，种子记录在案，谁都可以重新算出")
def sample() -> None:
    pass


@sample.command("draw", cls=Command, help="抽取一个支部一个期间的事项；种子由系统产生，先入记录再显示")
@reader
@branch
@click.option("--period", required=True, type=word, metavar="PERIOD", help="哪个期间：2024、2024-Q3、2024-08")
@click.option("--size", required=True, type=click.IntRange(1, 500), metavar="N", help="抽几件")
@pass_place
def draw(place: Place, actor: str, unit: str, period: str, size: int) -> None:
    from procflow.proof.sampling import draw as drawn

    with place.session(writing=True) as session:
        known(session, actor)
        found = drawn(session, actor, unit, period, size)
    place.show(data(found), lines(place, found))


@sample.command("check", cls=Command, help="按记录的种子重新抽取每一次抽样")
@reader
@branch
@pass_place
def check(place: Place, actor: str, unit: str) -> int:
    from procflow.proof.sampling import drawings

    with place.session() as session:
        known(session, actor)
        found = drawings(session, actor, unit)
    said = [place.say(TIMES, n=len(found)), *(line for each in found for line in ("", *lines(place, each)))]
    place.show([data(each) for each in found], said)
    return exits.DONE if all(each.agrees for each in found) else exits.REFUSED


def lines(place: Place, found: Sample) -> list[str]:
    head = place.say(OF, unit=found.unit, period=found.period, population=len(found.population), wanted=found.wanted, seed=found.seed, by=found.by,
                     event=found.event_id)  # fmt: skip
    return [head, place.say(AGREES, digest=found.digest) if found.agrees else place.say(DIFFERS), *(f"  {no}" for no in found.drawn)]


def data(found: Sample) -> dict[str, Any]:
    return {"event": found.event_id, "by": found.by, "before": found.at, "unit": found.unit, "period": found.period, "seed": found.seed,
            "digest": found.digest, "agrees": found.agrees, "log": {"size": found.size, "root": found.root}, "drawn": list(found.drawn),
            "population": list(found.population)}  # fmt: skip
