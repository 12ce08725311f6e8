"""A unit's cases for the tools of process mining, XES or OCEL, as somebody who oversees it. The export is on record; nothing else is written."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.cli.frame import Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, period, person, word

WRITTEN = "已写入 {path}：{cases} 件事项，{events} 条记录"


@click.group("export", cls=Group, help="事项经过导出给流程挖掘工具：XES、OCEL（只带人员编号；导出记录在案）")
def export() -> None:
    pass


def form(name: str, words: str) -> click.Command:
    """The command of one format."""

    @click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
    @click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位")
    @click.option("--period", "of", required=True, type=period, metavar="PERIOD", help="年度、季度或月份，例如 2024、2024-Q1")
    @click.option("--names", is_flag=True, help="写上姓名（审计查阅人或督查组提出时）")
    @click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="写到哪个文件")
    @pass_place
    def run(place: Place, actor: str, unit: str, of: str, names: bool, output: Path) -> None:
        from procflow.dates import Period
        from procflow.reports.interchange.taking import taken

        with place.session(writing=True) as session:
            known(session, actor)
            made = taken(session, actor, today(session), unit, Period.parse(of), name, named=names)
        output.write_bytes(made.data)
        said = {"file": str(output), "sha256": made.sha256, "cases": made.cases, "events": made.events}
        place.show(said, [place.say(WRITTEN, path=output, cases=made.cases, events=made.events)])

    return export.command(name, help=words)(run)


form("xes", "XES 1.0（每件事项一条轨迹）")
form("ocel", "OCEL 2.0 JSON（事项、人员、单位和台账条目都是对象）")
