"""Backup, restore and drill from the command line; it says what to do next and does not do it."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import click

from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.progress import bar

MADE = "已备份到 {path}：{bytes} 字节，{rows} 行，{files} 个文件，封存日志到 {size} 条"
MISSING = "⚠ 有 {count} 个文件在数据文件夹里找不到或内容不对，没有进备份：{names}"
KEEP = "备份里有姓名等个人信息，没有加密：请加密后另处保存。密钥（secret、签名密钥）不在备份里，请单独保存"
BACK = "已恢复：{files} 个文件，封存日志到 {size} 条，核验一致"
DOUBTED = "已恢复，但核验不一致：请执行 procflow audit verify"
ASIDE = "原来的数据保留为 {aside}"
EPOCH = (
    "签名密钥已签到 {signed} 条，而恢复的是 {size} 条，或密钥不在这里：要两人另起一段日志后才会再签名。"
    "请执行 procflow audit epoch --reason 原因 --as 系统管理员编号"
)
DRILLED = "演练通过：备份 {bytes} 字节，写 {made} 秒，恢复并核验 {restored} 秒，{records} 条记录，{rows} 行，{files} 个文件，根摘要相同"
NOT_DRILLED = "演练没有通过：{found}"


class Backing(Group):
    """`procflow backup FILE` is `procflow backup to FILE`: only `drill` is a word of its own."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        return super().resolve_command(ctx, args if args[0] in self.commands else ["to", *args])


@click.group("backup", cls=Backing, help="备份到文件（procflow backup 文件名）；演练恢复", no_args_is_help=True)
def backup() -> None:
    pass


@backup.command("to", cls=Command, help="把数据库和文件备份到一个新文件；办理可以照常进行")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@pass_place
def to(place: Place, file: Path) -> None:
    from procflow import shapes

    made = packed(place, file)
    lines = [place.say(MADE, **vars(made)), place.say(KEEP)]
    if made.missing:
        lines.insert(1, place.say(MISSING, count=len(made.missing), names=" ".join(each[:12] for each in made.missing[:5])))
    place.show(shapes.dump(made, place.lang), lines)


@backup.command("drill", cls=Command, help="演练：把备份恢复到临时的地方并核验，说出用时；不给文件就先做一份")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", required=False)
@pass_place
def drill(place: Place, file: Path | None) -> int:
    from procflow.cli import exits
    from procflow.proof.recovery.packing import Packed
    from procflow.proof.recovery.restore import filled, unpacked

    with tempfile.TemporaryDirectory(prefix="procflow-drill-") as folder:
        began = time.monotonic()
        if file is None:
            file = Path(folder) / "backup.zip"
            packed(place, file)
        made, began = time.monotonic() - began, time.monotonic()
        found = Packed(file)
        with bar() as show:
            report = filled(found, f"sqlite:///{folder}/drill.db", signer(place), lambda stage, done, of: show(place.say(stage), done, of))
        files = unpacked(found, Path(folder) / "evidence")
        data: dict[str, Any] = {
            "ok": report.ok, "bytes": file.stat().st_size, "made": round(made, 2), "restored": round(time.monotonic() - began, 2),
            "records": report.counts["records"], "rows": sum(each["rows"] for each in found.manifest["tables"].values()), "files": files,
        }  # fmt: skip
    wrong = f"{report.findings[0].where.table} {report.findings[0].where.key}" if report.findings else ""
    place.show(data, [place.say(DRILLED, **data) if report.ok else place.say(NOT_DRILLED, found=wrong)])
    return exits.DONE if report.ok else exits.REFUSED


@click.command("restore", cls=Command, help="从备份恢复：先恢复到旁边并核验，一致才换上；先停止服务")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--replace", "replacing", is_flag=True, help="代替在用的系统；原来的数据改名保留")
@click.option("--despite", is_flag=True, help="核验不一致也采用（备份本身已被改动时）")
@pass_place
def restore(place: Place, file: Path, replacing: bool, despite: bool) -> None:
    from procflow import shapes
    from procflow.proof.recovery.restore import restore as put_back

    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    settings = place.settings
    done = put_back(file, settings.database_url, papers(place), signer(place), stamp, replacing=replacing, despite=despite)
    lines = [place.say(BACK if done.report.ok else DOUBTED, files=done.files, size=done.size)]
    lines += [place.say(ASIDE, aside=done.aside)] if done.aside else []
    lines += [place.say(EPOCH, signed=done.signed, size=done.size)] if done.epoch else []
    place.show(shapes.dump(done, place.lang), lines)


def packed(place: Place, file: Path) -> Any:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from procflow.proof.recovery.backup import backup as write

    with place.session():  # says in words where there is no installation
        at = signer(place)
        return write(create_engine(place.settings.database_url, poolclass=NullPool), papers(place), file, at.state if at.there else None)


def papers(place: Place) -> Path:
    from procflow.demo import EVIDENCE

    return place.settings.home / EVIDENCE


def signer(place: Place) -> Any:
    from procflow.proof.signer import Signer

    return Signer(place.settings.signer_folder)
