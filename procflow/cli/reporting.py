"""The compliance report of a unit's period and the certificate of a case, printed for whoever may read them. It judges nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from procflow.cli import exits
from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known, number, person, word
from procflow.shapes.readable import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procflow.conformance import Certificate, Count, Finding, Report

HEAD = "{title} {period} 程序合规报告，截至{as_of}"
TALLY = "应办 {due} 项：按时 {on_time}，迟办 {late}，缺失 {missing}，补记 {backfilled}；未到期 {not_due}、不适用 {not_applicable} 不计"
FOUND = "发现 {n} 条"
NONE = "没有发现"
VERDICTS = {"conforming": "程序合规，已办结", "open": "至今没有发现偏离，还在办理", "deviating": "有偏离"}
PROVED = "{no} {title}：{verdict}；{steps} 条记录，应办 {duties} 项"
as_of = click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="按哪一天掌握的情况（默认今天）")
reader = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")


@click.group("report", cls=Group, help="报告：程序合规")
def report() -> None:
    pass


@report.command("compliance", cls=Command, help="一个单位一个期间的程序合规报告：应办、已办、缺失和发现，逐条附证据")
@reader
@click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位（连同它的下级）")
@click.option("--period", required=True, type=word, metavar="PERIOD", help="哪个期间：2024、2024-Q3、2024-08")
@as_of
@pass_place
def compliance(place: Place, actor: str, unit: str, period: str, as_of: datetime | None) -> int:
    from procflow import shapes
    from procflow.conformance import report as made

    with place.session() as session:
        known(session, actor)
        found = made(session, actor, unit, period, as_of.date() if as_of else None)
    place.show(shapes.dump(found, place.lang), lines(place, found))
    return exits.REFUSED if found.findings else exits.DONE


@report.command("certificate", cls=Command, help="一件事的程序合规证明：每一步对照当时的程序版本")
@click.argument("no", type=number, metavar="CASE")
@reader
@as_of
@pass_place
def certificate(place: Place, no: str, actor: str, as_of: datetime | None) -> int:
    from procflow import shapes
    from procflow.conformance import certificate as made

    with place.session() as session:
        known(session, actor)
        found = made(session, actor, no, as_of.date() if as_of else None)
    place.show(shapes.dump(found, place.lang), proved(place, found))
    return exits.REFUSED if found.verdict == "deviating" else exits.DONE


def lines(place: Place, found: Report) -> list[str]:
    say = place.say
    said = [say(HEAD, title=found.unit_title, period=found.period, as_of=found.as_of), say(TALLY, due=found.due, **found.tally), ""]
    said += [f"{part.no:>2} {say(part.title)}  {figures(place, part.counts)}" for part in found.parts]
    return [*said, "", say(FOUND, n=len(found.findings)) if found.findings else say(NONE), *listed(place, found.findings)]


def figures(place: Place, counts: Iterable[Count]) -> str:
    return " · ".join(f"{place.say(each.title)} {each.n}" + (f"/{each.of}" if each.of is not None else "") for each in counts)


def listed(place: Place, found: Iterable[Finding]) -> list[str]:
    from procflow.conformance.kinds import KINDS

    rows = [
        (
            place.say(KINDS[each.kind].title),
            each.on,
            each.case_no or each.unit,
            each.clause,
            sentence(each.sentence, each.inputs, place.lang),
        )
        for each in found
    ]
    return table([place.say(head) for head in ("发现", "日期", "事项", "依据", "说明")], rows) if rows else []


def proved(place: Place, found: Certificate) -> list[str]:
    say = place.say
    head = say(
        PROVED,
        no=found.no,
        title=say(found.title),
        verdict=say(VERDICTS[found.verdict]),
        steps=len(found.steps),
        duties=len(found.obligations),
    )
    return [head, *listed(place, found.findings)]
