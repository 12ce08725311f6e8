"""Points earned before, from the command line: a template, and a sheet with its paper, shown first and registered with --yes. It decides no row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli import exits
from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word

if TYPE_CHECKING:
    from procflow.importing.earned import Plan
    from procflow.sheets.opened import Table

WRITTEN = "已写入 {path}"
FAULTY = "{n} 处要改，没有登记任何内容"
COUNTS = "{period}：{people} 名党员，{rows} 行，合计 {sum} 分"
DRY = "以上是预览，没有登记；确认无误后加上 --yes"
DONE = "已登记 {no}；接下来由别人与原登记册核对，支委会同意后记入台账"
NOTHING = "和 {no} 里的完全一致，没有要登记的"


@click.group("opening", cls=Group, help="期初积分：年中启用的，把启用以前的积分读进来")
def opening() -> None:
    pass


@opening.command("template", cls=Command, help="写出空白模板（.xlsx）")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@pass_place
def template(place: Place, file: Path) -> None:
    from procflow.importing.earnings import Earnings

    file.write_bytes(Earnings().blank(place.lang))
    place.show({"file": str(file)}, [place.say(WRITTEN, path=file)])


@opening.command("import", cls=Command, help="读入一个季度的登记册；先预览，加 --yes 才登记，全部登记或者一行也不登记")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）：本单位的积分管理员")
@click.option("--unit", required=True, type=word, metavar="ID", help="哪个支部")
@click.option(
    "--paper",
    "papers",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="原登记册或公示表的扫描件，可写几次",
)
@click.option("--marked", type=click.Path(path_type=Path), metavar="FILE", help="把要改的格子标红，另存到这个文件")
@click.option("--yes", is_flag=True, help="预览无误，登记")
@pass_place
def bring(place: Place, file: Path, actor: str, unit: str, papers: tuple[Path, ...], marked: Path | None, yes: bool) -> int:
    from procflow.cli.local import Local
    from procflow.cli.typed import content
    from procflow.db import new_id, now
    from procflow.importing import earned
    from procflow.importing.marking import returned

    most = place.settings.max_file_bytes
    read, places = opened_with(content(file, most))
    scans = [(content(each, most), each.name) for each in papers]
    with place.session(writing=True) as session:
        known(session, actor)
        planned = earned.plan(session, actor, today(session), unit, read, places)
        key, no = new_id(now(session)), planned.no
        if planned.faults and marked:
            marked.write_bytes(returned(read, planned.faults, place.lang))
        if not planned.faults and not planned.nothing:
            at = Local(place.settings, session, actor)
            stored = tuple(at.upload(data, name).sha256 for data, name in scans)
            earned.foresee(session, actor, key, planned, stored)
            no = earned.confirm(session, actor, key, planned, stored, planned.digest) if yes else planned.no
    place.show(
        data(place, planned, no, yes),
        [*lines(place, planned, no, yes), *([place.say(WRITTEN, path=marked)] if marked and planned.faults else [])],
    )
    return exits.INVALID if planned.faults else exits.DONE


def opened_with(sheet: bytes) -> tuple[Table, dict[str, int]]:
    """The sheet, and which of its columns is which. Raises Invalid."""
    from procflow.sheets.cells import letter
    from procflow.sheets.columns import guessed, settled, titles
    from procflow.sheets.earned import COLUMNS
    from procflow.sheets.opened import opened

    read = opened(sheet, titles(COLUMNS))
    return read, settled(COLUMNS, guessed(COLUMNS, read.head), [letter(at) for at in range(len(read.head))])


def data(place: Place, planned: Plan, no: str, yes: bool) -> dict[str, Any]:
    from procflow.forms.described import figure

    faults = [{"cell": each.address, "row": each.row, "column": place.say(each.title), "value": each.value, "sentence": told(place, each.sentence)}
              for each in planned.faults]  # fmt: skip
    found = {"period": planned.period, "case": no, "points": figure(sum(each.signed for each in planned.lines))}
    return {"rows": planned.rows, "faults": faults, **({} if faults else found), "registered": yes and not faults and not planned.nothing}


def lines(place: Place, planned: Plan, no: str, yes: bool) -> list[str]:
    from procflow.importing.earnings import people
    from procflow.wording import points as written

    if planned.faults:
        heads = [place.say(each) for each in ("单元格", "列", "现在的内容", "怎么改")]
        rows = [(each.address, place.say(each.title), each.value, told(place, each.sentence)) for each in planned.faults]
        return [*table(heads, rows), "", place.say(FAULTY, n=len(planned.faults))]
    if planned.nothing:
        return [place.say(NOTHING, no=no)]
    each = [(*row[:2], row[-3], place.say(row[-1]["say"])) for row in people(planned)]
    total = written(sum(each.signed for each in planned.lines))
    said = place.say(COUNTS, period=planned.period, people=len({line.member for line in planned.lines}), rows=planned.rows, sum=total)
    return [
        *table([place.say(word) for word in ("人员编号", "姓名", "合计", "变化")], each),
        "",
        said,
        place.say(DONE, no=no) if yes else place.say(DRY),
    ]


def told(place: Place, sentence: str) -> str:
    return place.say(sentence, **getattr(sentence, "inputs", {}))
