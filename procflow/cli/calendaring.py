"""The working calendar from the command line: what is on file, the notice read in, an estimate; a preview unless --yes. It counts no days."""

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
    from procflow.sheets.holidays import Arranged

DRY = "以上是预览，没有导入；确认无误后加上 --yes"
COUNTS = "{year} 年：放假的工作日 {off} 天，上班的周末 {on} 天，{n} 件事的期限会变"
DONE = "已登记；重算了 {n} 件事的期限"
as_person = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
of_unit = click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位；下级单位的人也在内")
said_yes = click.option("--yes", is_flag=True, help="预览无误，写入")


@click.group("calendar", cls=Group, help="工作日历：各年的放假和调休")
def calendar() -> None:
    pass


@calendar.command("import", cls=Command, help="读入国务院办公厅的放假安排（.xlsx：日期、休或班）；先预览，加 --yes 才写入")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@as_person
@of_unit
@said_yes
@pass_place
def bring(place: Place, file: Path, actor: str, unit: str, yes: bool) -> int:
    from procflow.cli.typed import content
    from procflow.sheets.cells import letter
    from procflow.sheets.columns import guessed, settled, titles
    from procflow.sheets.holidays import COLUMNS, arranged
    from procflow.sheets.opened import opened

    read = opened(content(file, place.settings.max_file_bytes), titles(COLUMNS))
    found = arranged(read, settled(COLUMNS, guessed(COLUMNS, read.head), [letter(at) for at in range(len(read.head))]))
    return run(place, found, actor, unit, yes, guessed=False)


@calendar.command("estimate", cls=Command, help="通知还没有公布的年份，先按法定节假日估计")
@click.argument("year", type=click.IntRange(2000, 2100), metavar="YEAR")
@as_person
@of_unit
@said_yes
@pass_place
def estimate(place: Place, year: int, actor: str, unit: str, yes: bool) -> int:
    from procflow.sheets.holidays import COLUMNS, arranged, as_table, estimated

    found = arranged(as_table(estimated(year)), {each.key: at for at, each in enumerate(COLUMNS)})
    return run(place, found, actor, unit, yes, guessed=True)


def run(place: Place, found: Arranged, actor: str, unit: str, yes: bool, *, guessed: bool) -> int:
    from procflow import clock
    from procflow.db import new_id, now
    from procflow.engine import dues, enter
    from procflow.importing.calendars import filing_of, seat

    if found.faults:
        return told(place, found)
    with place.session(writing=True) as session:
        known(session, actor)
        filing = filing_of(actor, new_id(now(session)), seat(session, actor, today(session), unit), found, guessed=guessed)
        moved = dues.foreseen(session, filing)
        done = clock.redate(session, filing.unit, enter(session, filing).event_id) if yes else 0
    lines = [place.say("{no} {was} → {due}", no=row.no, was=was, due=due) for row, was, due in moved]
    off = list(found.days.values()).count(False)
    lines += [
        place.say(COUNTS, year=found.year, off=off, on=len(found.days) - off, n=len(moved)),
        place.say(DONE, n=done) if yes else place.say(DRY),
    ]
    place.show({"year": found.year, "days": found.days, "moved": [[row.no, was, due] for row, was, due in moved], "filed": yes}, lines)
    return exits.DONE


def told(place: Place, found: Arranged) -> int:
    said: list[Any] = [(each.address, place.say(each.title), each.value, place.say(each.sentence, **getattr(each.sentence, "inputs", {})))
                       for each in found.faults]  # fmt: skip
    data = [{"cell": cell, "column": column, "value": value, "sentence": sentence} for cell, column, value, sentence in said]
    place.show({"faults": data, "filed": False}, table([place.say(each) for each in ("单元格", "列", "现在的内容", "怎么改")], said))
    return exits.INVALID
