"""A witness of another party's log: made, told whom to trust, served, looked at. It runs by itself, without database and without installation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place

if TYPE_CHECKING:
    from procflow.proof.witness.judging import Witness

MADE = "见证人已建立。把这一行公钥告诉日志那一方（他们写进 PROCFLOW_WITNESSES）："
TRUSTED = "从现在起为日志 {origin} 见证"
SERVING = "见证人 {name} 已启动：{url}（按 Ctrl+C 停止）"
NO_LOG = "还没有要见证的日志：请执行 procflow witness trust 公钥"
SEEN = "{origin}：见证到 {size} 条"
CONFLICTS = "收到过 {n} 份与已见证的不一致、却有日志签名的检查点，存在 {path}：日志被改写过，或者密钥被盗，请马上核查"


@click.group("witness", cls=Group, help="见证人：由第二方运行，替别人的封存日志作证")
def witness() -> None:
    pass


@witness.command("init", cls=Command, help="建立见证人：名字、密钥和记忆，都在数据文件夹里的 witness 下")
@click.argument("name", metavar="NAME")
@pass_place
def init(place: Place, name: str) -> None:
    made = here(place).make(name)
    place.show({"name": name, "vkey": str(made)}, [place.say(MADE), str(made)])


@witness.command(
    "trust", cls=Command, help="为这个日志见证：VKEY 是日志那一方用 procflow audit key 说的那一行；换了密钥或另起一段以后再加一次"
)
@click.argument("vkey", metavar="VKEY")
@pass_place
def trust(place: Place, vkey: str) -> None:
    seen = here(place).trust(vkey)
    place.show({"origin": seen.origin, "keys": list(seen.vkeys)}, [place.say(TRUSTED, origin=seen.origin)])


@witness.command("serve", cls=Command, prints=False, help="启动见证人，等日志那一方来问")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="监听地址")
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", default=8021, show_default=True, help="端口")
@pass_place
def serve(place: Place, host: str, port: int) -> None:
    from waitress.server import create_server

    from procflow.cli.serving import ending_on_term, listen
    from procflow.proof.witness.serving import application

    found = here(place)
    name = found.verifier.name  # the folder must be whole before anything listens
    listening = listen(host, port)
    server: Any = create_server(
        application(found, lambda: int(datetime.now(UTC).timestamp())), sockets=[listening], ident="procflow-witness"
    )
    with ending_on_term():
        try:
            click.echo(place.say(SERVING, name=name, url=f"http://{host}:{listening.getsockname()[1]}/"))
            server.run()
        finally:
            server.close()


@witness.command("status", cls=Command, help="见证到了哪里，有没有收到互相矛盾的检查点")
@pass_place
def status(place: Place) -> int:
    from procflow.cli import exits
    from procflow.proof.witness.memory import CONFLICTS as FOLDER
    from procflow.proof.witness.memory import conflicts

    found = here(place)
    key, known, bad = found.verifier, found.memory, conflicts(found.folder)
    lines = [place.say(SEEN, origin=each.origin, size=each.size) for each in known.logs] or [place.say(NO_LOG)]
    lines += [f"✖ {place.say(CONFLICTS, n=len(bad), path=found.folder / FOLDER)}"] if bad else []
    data = {"vkey": str(key), "logs": [vars(each) for each in known.logs], "conflicts": [str(each) for each in bad]}
    place.show(data, [str(key), *lines])
    return exits.REFUSED if bad else exits.DONE


def here(place: Place) -> Witness:
    from procflow.proof.witness.judging import Witness

    return Witness(place.settings.home / "witness")
