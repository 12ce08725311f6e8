"""The roster from the command line: a template, a check, an import (shown first, done with --yes), an export. It decides no row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli import exits
from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.progress import bar
from procflow.cli.words import known, person, word

if TYPE_CHECKING:
    from procflow.importing.roster import Plan

WRITTEN = "已写入 {path}"
FAULTY = "{n} 处要改，没有导入任何内容"
COUNTS = "新增 {new} 人，修改 {changed} 人，不变 {same} 人，不在名册里 {left} 人"
LEFT_ALONE, LEAVING = "不在名册里的人保持不变", "不在名册里的人登记为已转出"
DRY = "以上是预览，没有导入；确认无误后加上 --yes"
DONE = "已导入：新增 {new} 人，修改 {changed} 人，转出 {left} 人"
NOTHING = "和系统里的完全一致，没有要导入的"
SHOWN = 20
as_person = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
of_unit = click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位；下级单位的人也在内")
source = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")


@click.group("roster", cls=Group, help="党员名册：模板、核对、导入、导出（.xlsx）")
def roster() -> None:
    pass


@roster.command("template", cls=Command, help="写出空白模板")
@source
@pass_place
def template(place: Place, file: Path) -> None:
    from procflow.importing.roster import blank

    file.write_bytes(blank(place.lang))
    place.show({"file": str(file)}, [place.say(WRITTEN, path=file)])


@roster.command("check", cls=Command, help="只核对：逐行指出要改的地方，或者说出会有什么变化")
@source
@as_person
@of_unit
@click.option("--marked", type=click.Path(path_type=Path), metavar="FILE", help="把要改的格子标红，另存到这个文件")
@pass_place
def check(place: Place, file: Path, actor: str, unit: str, marked: Path | None) -> int:
    return run(place, file, actor, unit, marked=marked)


@roster.command("import", cls=Command, help="导入名册：先预览，加 --yes 才写入；全部写入，或者一行也不写")
@source
@as_person
@of_unit
@click.option("--leave", is_flag=True, help="不在名册里的人登记为已转出（不写就保持不变）")
@click.option("--yes", is_flag=True, help="预览无误，写入")
@pass_place
def bring(place: Place, file: Path, actor: str, unit: str, leave: bool, yes: bool) -> int:
    return run(place, file, actor, unit, leave=leave, yes=yes)


@roster.command("export", cls=Command, help="导出名册；原样导入不会有任何变化。导出记录在案")
@source
@as_person
@of_unit
@pass_place
def export(place: Place, file: Path, actor: str, unit: str) -> None:
    from procflow.engine import note
    from procflow.importing.roster import exported

    with place.session(writing=True) as session:
        known(session, actor)
        made, people = exported(session, actor, today(session), unit, place.lang)
        session.rollback()
        note(session, kind="roster.exported", actor=actor, data={"people": people, "format": "xlsx"}, unit=unit)
    file.write_bytes(made)
    place.show({"file": str(file), "people": people}, [place.say(WRITTEN, path=file)])


def run(place: Place, file: Path, actor: str, unit: str, *, marked: Path | None = None, leave: bool = False, yes: bool = False) -> int:
    """Plan it and tell; with `yes`, do it."""
    from procflow.cli.typed import content
    from procflow.db import new_id, now
    from procflow.importing.marking import returned
    from procflow.importing.roster import confirm, plan
    from procflow.sheets.cells import letter
    from procflow.sheets.columns import guessed, settled, titles
    from procflow.sheets.opened import opened
    from procflow.sheets.roster import COLUMNS

    read = opened(content(file, place.settings.max_file_bytes), titles(COLUMNS))
    places = settled(COLUMNS, guessed(COLUMNS, read.head), [letter(at) for at in range(len(read.head))])
    with place.session(writing=True) as session:
        known(session, actor)
        key = new_id(now(session))
        planned = plan(session, actor, today(session), unit, read, places, leave=leave, key=key)
        if marked and planned.faults:
            marked.write_bytes(returned(read, planned.faults, place.lang))
        if yes and not planned.faults:
            with bar(place.say("导入名册")) as show:
                confirm(session, actor, key, planned, planned.digest, lambda done, of: show("", done, of))
    place.show(
        data(place, planned, yes),
        [*lines(place, planned, leave, yes), *([place.say(WRITTEN, path=marked)] if marked and planned.faults else [])],
    )
    return exits.INVALID if planned.faults else exits.DONE


def data(place: Place, planned: Plan, yes: bool) -> dict[str, Any]:
    found = planned.compared
    faults = [{"cell": each.address, "row": each.row, "column": place.say(each.title), "value": each.value, "sentence": told(place, each.sentence)}
              for each in planned.faults]  # fmt: skip
    counts = {"new": len(found.new), "changed": len(found.changed), "same": found.same, "left": len(found.left)}
    return {"rows": planned.rows, "faults": faults, **({} if faults else counts), "imported": yes and not faults and bool(planned.filings)}


def lines(place: Place, planned: Plan, leave: bool, yes: bool) -> list[str]:
    if planned.faults:
        heads = [place.say(each) for each in ("单元格", "列", "现在的内容", "怎么改")]
        rows = [(each.address, place.say(each.title), each.value, told(place, each.sentence)) for each in planned.faults]
        return [*table(heads, rows), "", place.say(FAULTY, n=len(planned.faults))]
    found = planned.compared
    counts = {"new": len(found.new), "changed": len(found.changed), "same": found.same, "left": len(found.left)}
    if not planned.filings:
        return [place.say(COUNTS, **counts), place.say(NOTHING)]
    if yes:
        return [place.say(DONE, **{**counts, "left": len(found.left) if leave else 0})]
    people = [(place.say("新增"), each.id, each.name, "") for each in found.new[:SHOWN]]
    people += [
        (place.say("修改"), each.after.id, each.after.name, "、".join(place.say(title(key)) for key in each.differs))
        for each in found.changed[:SHOWN]
    ]
    people += [(place.say("不在名册里"), each.id, each.name, "") for each in found.left[:SHOWN]]
    alone = [place.say(LEAVING if leave else LEFT_ALONE)] if found.left else []
    return [
        *table([place.say(each) for each in ("", "人员编号", "姓名", "哪几项")], people),
        "",
        place.say(COUNTS, **counts),
        *alone,
        place.say(DRY),
    ]


def title(key: str) -> str:
    from procflow.sheets.roster import BY_KEY

    return BY_KEY[key].title


def told(place: Place, sentence: str) -> str:
    return place.say(sentence, **getattr(sentence, "inputs", {}))
