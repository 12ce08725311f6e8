"""A register of a unit's year, printed or exported as somebody who may read it. The export is on record; nothing else is written."""

from __future__ import annotations

import click

from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word

FORMS = ("csv", "html", "json")
NUMBERS = tuple(f"R{n}" for n in range(1, 17))


@click.command("register", cls=Command, prints=True, help="一本登记簿：一个单位一年的，用于打印或导出（导出记入日志）")
@click.argument("name", type=click.Choice(NUMBERS, case_sensitive=False), metavar="R1…R16")
@click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
@click.option("--unit", required=True, type=word, metavar="ID", help="哪个单位")
@click.option("--year", default=0, type=click.IntRange(0, 9999), metavar="YEAR", help="哪一年度（默认今年）")
@click.option("--member", default="", type=person, metavar="PERSON", help="只要这个党员的")
@click.option("--format", "form", type=click.Choice(FORMS), default=FORMS[0], show_default=True, help="输出的形式")
@pass_place
def register(place: Place, name: str, actor: str, unit: str, year: int, member: str, form: str) -> None:
    import json

    from procflow.engine import note
    from procflow.reports.registers import register as gathered
    from procflow.reports.registers.paper import page
    from procflow.reports.registers.told import as_csv, as_data

    wanted = "json" if place.as_json else form
    with place.session(writing=True) as session:
        known(session, actor, *([member] if member else []))
        day = today(session)
        sheet = gathered(session, actor, day, unit, name.upper(), str(year or day.year), member)
        session.rollback()
        said = {"register": sheet.id, "year": sheet.year, "member": sheet.member, "format": wanted}
        note(session, kind="register.exported", actor=actor, data=said, unit=unit)
    match wanted:
        case "json":
            click.echo(json.dumps(as_data(sheet, place.lang), ensure_ascii=False, indent=2))
        case "html":
            click.echo(page(sheet, place.lang), nl=False)
        case _:
            click.echo(as_csv(sheet, place.lang), nl=False)
