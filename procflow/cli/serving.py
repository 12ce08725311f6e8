"""Processes that go on: the site with its background work, a worker by itself, the demo. They decide nothing."""

from __future__ import annotations

import signal
import socket
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli.frame import Command, pass_place
from procflow.cli.place import DEMO, Place, connected
from procflow.cli.progress import bar
from procflow.dates import local_day
from procflow.errors import Misconfigured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procflow.config import Settings

THREADS = 8
BEHIND: dict[str, Any] = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for"}}  # whose word on who asks is taken
BUSY = "地址 {host}:{port} 不能监听（{reason}）。请换一个端口，例如 --port {other}"
SERVING = "已启动：{url}（按 Ctrl+C 停止）"
SET_UP = "还没有管理员。请在浏览器里打开下面的网址设置，安装码是 {code} （只在这里显示，用过即作废）"
BUILDING = "正在建立演示"
PEOPLE = "可以登录的人（密码都是 {password}，登录页上点名字也行）："


@click.command("serve", cls=Command, prints=False, help="启动网站，连同后台工作")
@click.option("--host", default="", metavar="ADDRESS", help="监听地址（默认 PROCFLOW_HOST，127.0.0.1）")
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", help="端口（默认 PROCFLOW_PORT，8000）")
@pass_place
def serve(place: Place, host: str, port: int | None) -> None:
    settings = place.settings
    ready(place, settings)
    run(place, settings, host or settings.host, settings.port if port is None else port)


def ready(place: Place, settings: Settings) -> None:
    """A database that is there, or made now; while nobody administers it, the one-time code for setting up in the browser is told here alone."""
    from procflow import schema
    from procflow.cli.installing import begin
    from procflow.db import setting
    from procflow.engine import founding

    if place.remote or exists(settings.database_url):
        with place.session():
            pass  # an installation there must be, or the command says how to make one
    else:
        settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        schema.upgrade(settings.database_url)
        with connected(settings.database_url) as session:
            if not setting(session, "log"):
                begin(session, settings.log_origin)
    with connected(settings.database_url) as session:
        code = founding.offer(session)
    if code:
        click.echo(place.say(SET_UP, code=code))


def exists(url: str) -> bool:
    """Whether there is anything at all: an empty folder is set up in the browser, a database that is something else is not touched."""
    from sqlalchemy import inspect
    from sqlalchemy.engine import make_url

    address = make_url(url)
    if address.get_backend_name() == "sqlite" and not (address.database and Path(address.database).is_file()):
        return False
    with connected(url) as session:
        return bool(inspect(session.connection()).get_table_names())


@click.command("worker", cls=Command, prints=False, help="只做后台工作：定时步骤、通知；网站另行启动时用")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, metavar="N", help="同时做几件")
@pass_place
def worker(place: Place, workers: int) -> None:
    from procflow.worker import run_worker

    with place.session():
        pass
    run_worker(place.settings, workers)


@click.command("demo", cls=Command, prints=False, help="建立并启动演示：一个乡镇支部 2024 年的全年和眼下正在办的事，人和事都是假设的")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="监听地址")
@click.option("--port", type=click.IntRange(0, 65_535), metavar="N", default=8000, show_default=True, help="端口")
@click.option("--build-only", is_flag=True, help="只建立，不启动")
@click.option("--fresh", is_flag=True, help="丢掉演示里做过的一切，重新建立")
@pass_place
def demo(place: Place, host: str, port: int, build_only: bool, fresh: bool) -> None:
    from procflow import demo as demonstration

    place.home = place.home or place.environ.get("PROCFLOW_HOME", "").strip() or DEMO
    settings = place.settings
    with bar(place.say(BUILDING)) as show:
        demonstration.ensure(settings, partial(demonstration.living, local_day(datetime.now(UTC))), fresh=fresh, progress=show)
    with place.session() as session:
        rows = demonstration.people(session)
    click.echo(place.say(PEOPLE, password=demonstration.PASSWORD))
    click.echo("\n".join(f"  {login}  {name}" for login, _, name in rows))
    if not build_only:
        run(place, settings, host, port)


def run(place: Place, settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop; the crew finishes the job at hand."""
    from waitress.server import create_server

    from procflow.app import create_app
    from procflow.worker import Crew, Outbox

    app = create_app(settings)
    listening = listen(host, port)
    server: Any = create_server(app, sockets=[listening], threads=THREADS, ident="procflow", **BEHIND)
    crew = Crew(Outbox(settings), workers=2)  # a long import, or a receiver that keeps silent, must not hold up the clock
    with ending_on_term():
        crew.start()
        try:
            click.echo(place.say(SERVING, url=f"http://{host}:{listening.getsockname()[1]}/"))
            server.run()
        finally:
            server.close()
            crew.stop(graceful=True)


def listen(host: str, port: int) -> socket.socket:
    """Bound before anything is started, so that a busy port leaves nothing behind. Raises Misconfigured."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise Misconfigured(BUSY, host=host, port=port, reason=reason, other=min(port + 1, 65_535)) from None


@contextmanager
def ending_on_term() -> Iterator[None]:
    """TERM ends as Ctrl+C does: in order."""

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
