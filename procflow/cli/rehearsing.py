"""A rehearsal played from its script: what differs from what it expects, by line; and, if asked, whether its records prove themselves."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli import exits
from procflow.cli.auditing import report_data, report_lines, verified
from procflow.cli.columns import table
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place, connected
from procflow.cli.progress import bar
from procflow.cli.typed import MOST, content
from procflow.config import Settings
from procflow.errors import Invalid, NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.rehearsal import Difference, Expectations, Script
    from procflow.rehearsal.play import Progress

NEITHER = "没有名为“{name}”的演练，也没有这个文件；自带的有 {known}"
BOTH = "--keep 和 --database 只能用一个"
SAME = "与预期完全一致：核对 {met} 处"
OTHER = "与预期不同：{count} 处；一致 {met} 处"


@click.command("rehearse", cls=Command, help="照脚本演练一遍，逐处与预期核对")
@click.argument("name", required=False, default="", metavar="[NAME|FILE]")
@click.option("--check", is_flag=True, help="最后再核验全部记录")
@click.option("--keep", default="", metavar="FILE", help="把演练的数据库留在这个新文件里")
@click.option("--http", "over_http", is_flag=True, help="每个人都经接口（API）办理：在本机一个空闲端口上起一个网站，演练完就关")
@pass_place
def rehearse(place: Place, name: str, check: bool, keep: str, over_http: bool) -> int:
    from procflow import rehearsal
    from procflow.schema import upgrade

    script = rehearsal.read(text_of(place, name), folder_of(name))
    with stage(place, keep) as (url, home):
        upgrade(url)
        with connected(url, scratch=True) as session:
            with bar(script.title) as show:
                result = played(session, script, Settings(home, url), show, over_http=over_http)
            report = verified(place, session) if check else None
    differences = sorted(result.differences, key=lambda each: (each.file, each.line))
    heads = [place.say(each) for each in ("行", "内容", "预期", "实际")]
    lines = table(heads, [(where(each), each.what, each.expected, each.found) for each in differences], right={0})
    lines.append(place.say(OTHER if differences else SAME, count=len(differences), met=result.met))
    data: dict[str, Any] = {"title": script.title, "met": result.met, "differences": [asdict(each) for each in differences]}
    if report is not None:
        lines += report_lines(report, place.lang)
        data["verify"] = report_data(report, place.lang)
    place.show(data, lines)
    return exits.REFUSED if differences or (report is not None and not report.ok) else exits.DONE


def played(session: Session, script: Script, settings: Settings, show: Progress, *, over_http: bool) -> Expectations:
    """Through the write door, or through the API of a site of its own."""
    from procflow import rehearsal
    from procflow.cli.listening import rehearsed
    from procflow.client import Client
    from procflow.demo import EVIDENCE

    if not over_http:
        return rehearsal.rehearse(session, script, settings.home / EVIDENCE, show)
    with rehearsed(settings) as address, Client(address) as server:
        return rehearsal.rehearse_over_http(session, script, server, show)


def where(difference: Difference) -> str:
    """The line, after the name of the part that it stands in."""
    return f"{difference.file}:{difference.line}" if difference.file else str(difference.line)


def folder_of(name: str) -> Path | None:
    """Where the parts of a script of one's own lie: beside it."""
    return Path(name).parent if Path(name).is_file() else None


def text_of(place: Place, name: str) -> str:
    """The script of a bundled rehearsal or of a file. Raises NotFound, Invalid."""
    from procflow.rehearsal import bundled

    known = bundled()
    if name not in known and not (name and Path(name).is_file()):
        raise NotFound(NEITHER, name=name, known="、".join(known))
    try:
        return content(known.get(name, Path(name)), MOST).decode()
    except UnicodeDecodeError:
        raise Invalid({name: ["不是 UTF-8 文本"]}) from None


@contextmanager
def stage(place: Place, keep: str) -> Iterator[tuple[str, Path]]:
    """An empty database and the folder of an installation; gone afterwards unless they are to be kept."""
    if keep and place.database:
        raise click.UsageError(BOTH)
    with tempfile.TemporaryDirectory(prefix="procflow-") as scratch:
        if place.database:
            yield place.settings.database_url, Path(scratch)
        elif keep:
            target = Path(keep).absolute()
            if target.exists():
                raise Invalid({"keep": ["这个文件已经有了，请换一个名字"]})
            target.parent.mkdir(parents=True, exist_ok=True)
            yield f"sqlite:///{target}", target.parent
        else:
            yield f"sqlite:///{Path(scratch) / 'rehearsal.db'}", Path(scratch)
