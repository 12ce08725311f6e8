"""The sealed log to a file for another site, and a row put back from it; it asks who does so and changes nothing by itself."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.cli.doors import as_person
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place
from procflow.cli.sealing import WHO, signer
from procflow.cli.words import known

EXPORTED = "已导出到 {path}：{size} 条记录，新增 {added} 条，检查点已核对"
NO_NAMES = "日志不含姓名和其他保密文本，只有它们的承诺值；恢复那些文本要用备份"
WHOLE = "文件完整：{size} 条记录，{checkpoints} 个检查点，最后的根摘要 {root}"
PUT_BACK = "{table} {key} 已按导出的日志恢复，改动前的内容已记入记录"
AS_IT_WAS = "{table} {key} 与导出的日志一致，没有改动"


@click.command("export", cls=Command, help="导出封存日志到文件，供另一处保存；再执行一次就接着写")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--check", is_flag=True, help="只核对这个文件，不写")
@pass_place
def export(place: Place, file: Path, check: bool) -> None:
    from procflow import shapes
    from procflow.proof.recovery.exported import read
    from procflow.proof.recovery.exporting import export as write

    at = signer(place)
    if check:
        with file.open("rb") as opened:
            found = read(opened, file, at.state.vkeys if at.there else {})
        data = {
            "size": found.size,
            "checkpoints": found.checkpoints,
            "root": found.root.hex(),
            "trusted": found.trusted,
            "keys": found.keys,
        }
        place.show(data, [place.say(WHOLE, **data), *found.keys])
        return
    with place.session() as session:
        written = write(session.get_bind().engine, file, at.state)
    place.show(shapes.dump(written, place.lang), [place.say(EXPORTED, **vars(written)), place.say(NO_NAMES)])


@click.command("restore-row", cls=Command, help="把被改动或丢失的一行，按导出的日志恢复成原来的字节；先核对签名")
@click.argument("key", type=click.STRING, metavar="ID")
@click.option(
    "--from", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True, metavar="FILE", help="导出的日志"
)
@as_person
@pass_place
def restore_row(place: Place, key: str, file: Path, actor: str) -> None:
    from procflow.proof.recovery.putting import put_back

    if not actor:
        raise click.UsageError(WHO)
    with place.session(writing=True) as session:
        known(session, actor)
        done = put_back(session, signer(place).state, actor, file, key)
    data = {"table": done.table, "key": done.key, "changed": done.changed}
    place.show(data, [place.say(PUT_BACK if done.changed else AS_IT_WAS, **data)])
