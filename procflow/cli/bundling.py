"""The evidence bundle of a case as a file, for whoever may see the whole case; who took it is on record. It checks nothing: verify.py does."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.cli.doors import as_person
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place, today
from procflow.cli.sealing import WHO, signer
from procflow.cli.words import known, number, period

WRITTEN = "已写入 {path}：{records} 条记录，检查点 {size} 条，摘要 {digest}"
WHOLE = "日志声明过到第 {whole} 条为止本事项的记录齐全"
NOT_WHOLE = "日志还没有声明过本事项的记录到哪里为止：证据包不能说明齐全"
SCORED = "已写入 {path}：{period} 的得分证明，只有本人这一行，检查点 {size} 条，摘要 {digest}"
CHECK = "核对（不需要本系统）：python3 -I -S verify.py {path}"


SIZE = click.option("--at", "size", type=click.IntRange(1), metavar="SIZE", help="用签到这么多条的检查点（默认先封存签名到现在）")
PRINTED = click.option(
    "--printed", type=click.IntRange(1), multiple=True, metavar="SIZE", help="公示纸上检查点的条数，附上与它的衔接证明，可以重复"
)
OUTPUT = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="写到哪个文件（默认 编号-条数.zip）"
)


@click.command("bundle", cls=Command, help="一件事的证据包：记录、证明、检查点、程序表、附件和核对程序，拿到别处也能核对")
@click.argument("no", type=number, metavar="CASE")
@OUTPUT
@SIZE
@PRINTED
@as_person
@pass_place
def bundle(place: Place, no: str, output: Path | None, size: int | None, printed: tuple[int, ...], actor: str) -> None:
    from procflow.proof.bundle import brought_up, covered, granted, handed
    from procflow.proof.bundle import bundle as made_of
    from procflow.reports.viewed import viewed

    if not actor:
        raise click.UsageError(place.say(WHO))
    with place.session(writing=True) as session:
        known(session, actor)
        case = granted(session, actor, today(session), no).row.case_id
        if not size and not covered(session, case):
            session.rollback()
            brought_up(session, signer(place))
        made = made_of(session, actor, today(session), no, signer(place).state, at=size or 0, printed=printed)
        digest = handed(session, actor, no, made)
        viewed(session, actor, today(session), no)
    path = output or Path(made.name)
    path.write_bytes(made.data)
    lines = [place.say(WRITTEN, path=path, records=made.records, size=made.size, digest=digest)]
    lines += [place.say(WHOLE, whole=made.whole) if made.whole else place.say(NOT_WHOLE), place.say(CHECK, path=path)]
    place.show({"file": str(path), "sha256": digest, "records": made.records, "size": made.size, "whole": made.whole}, lines)


@click.command("score", cls=Command, help="本人在一个已封账期间的得分证明：只有自己这一行，拿到别处也能核对")
@click.argument("of", type=period, metavar="PERIOD")
@OUTPUT
@SIZE
@PRINTED
@as_person
@pass_place
def score(place: Place, of: str, output: Path | None, size: int | None, printed: tuple[int, ...], actor: str) -> None:
    from procflow.proof.bundle import brought_up
    from procflow.proof.scores.own import provable, taken
    from procflow.proof.scores.own import score as made_of

    if not actor:
        raise click.UsageError(place.say(WHO))
    with place.session(writing=True) as session:
        known(session, actor)
        if not size and str(of) not in provable(session, actor):
            session.rollback()
            brought_up(session, signer(place))
        made = made_of(session, actor, str(of), signer(place).state, at=size or 0, printed=printed)
        digest = taken(session, actor, str(of), made)
    path = output or Path(made.name)
    path.write_bytes(made.data)
    lines = [place.say(SCORED, path=path, period=of, size=made.size, digest=digest), place.say(CHECK, path=path)]
    place.show({"file": str(path), "sha256": digest, "period": str(of), "size": made.size}, lines)
