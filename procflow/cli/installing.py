"""Setting up: a new installation with its first unit and administrator, and the database's shape after a new release."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from procflow.cli.frame import Command, Prompted, pass_place
from procflow.cli.place import Place, connected, today
from procflow.cli.words import day as day_word
from procflow.errors import Invalid, Misconfigured
from procflow.filing import UNIT_KINDS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.engine.founding import Founding

DONE = "已建立：单位“{title}”（{unit}），管理员 {admin}，登录名 {login}。下一步：procflow serve"
STRAYS = "还有未办结的事项按旧版程序运行（{cases}），新版程序没有这一版。请装回原来的版本办结它们，再升级"


@click.command("init", cls=Command, help="在空数据库里建立系统：表、日志、第一个单位和管理员")
@click.option("--unit", cls=Prompted, prompt="单位编号", metavar="ID", help="单位编号，例如 lh1")
@click.option("--unit-title", cls=Prompted, prompt="单位名称", metavar="TEXT", help="单位名称")
@click.option("--unit-code", cls=Prompted, prompt="事项编号的前缀", metavar="CODE", help="事项编号的前缀，例如 LH1")
@click.option("--unit-kind", type=click.Choice(list(UNIT_KINDS)), default="branch", show_default=True, help="单位类别")
@click.option("--admin", default="admin", show_default=True, metavar="ID", help="管理员的人员编号")
@click.option("--admin-name", cls=Prompted, prompt="管理员姓名", metavar="TEXT", help="管理员姓名")
@click.option("--login", default="", metavar="TEXT", help="管理员的登录名（默认同人员编号）")
@click.option(
    "--password",
    cls=Prompted,
    prompt="管理员密码",
    confirmation_prompt="再输一次",
    hide_input=True,
    envvar="PROCFLOW_PASSWORD",
    help="管理员密码，至少 8 个字符",
)
@click.option("--regime", default="", metavar="NAME", help="启用的细则，例如 township_star")
@click.option("--simulated", type=day_word, metavar="DATE", help="建成演练：时钟从这一天零点开始，可以向前拨")
@pass_place
def init(place: Place, unit: str, admin: str, password: str, login: str, regime: str, simulated: date | None, **said: str) -> None:
    from procflow import schema
    from procflow.engine import founding
    from procflow.proof.signer import Signer

    of = founding.Founding(
        unit, said["unit_title"], said["unit_kind"], said["unit_code"], admin, said["admin_name"], login or admin, password
    )
    check(of, regime)
    settings = place.settings
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    schema.upgrade(settings.database_url)
    with connected(settings.database_url) as session:
        begin(session, settings.log_origin, simulated)
        founding.found(session, of, today(session))
        if regime:
            adopt(session, of, regime)
    signer = Signer(settings.signer_folder)
    if not signer.there:  # while `serve` ran on the empty installation its worker may have made it
        signer.make(settings.log_origin)
    data = {"unit": unit, "admin": admin, "login": of.login, "log": settings.log_origin}
    place.show(data, [place.say(DONE, title=of.title, unit=unit, admin=of.name, login=of.login)])


def check(of: Founding, regime: str) -> None:
    """Everything that can be wrong is found before anything is written. Raises Invalid."""
    from procflow.engine import founding
    from procflow.regimes.rulebook import bundled

    wrong = founding.wrong(of)
    if regime and regime not in bundled():
        wrong["regime"] = ["没有这个细则"]
    if wrong:
        raise Invalid(wrong)


def begin(session: Session, log: str, simulated: date | None = None) -> None:
    """An installation of an empty database; one that `serve` began, and nobody administers yet, is gone on with. Raises Misconfigured."""
    from procflow.canon import stamp
    from procflow.dates import start_of
    from procflow.db import setting
    from procflow.engine import install
    from procflow.engine.permitted import administered

    begun = bool(setting(session, "log")) and not administered(session) and simulated is None
    session.rollback()
    if not begun:
        install(session, log, stamp(start_of(simulated)) if simulated else "")


def adopt(session: Session, of: Founding, regime: str) -> None:
    from procflow.engine import enter
    from procflow.engine.noted import Filing
    from procflow.regimes.rulebook import load

    rules = load(regime)
    adopted = {"version": rules.version, "sha256": rules.sha256}
    since = f"{today(session).year}-01-01"
    enter(session, Filing(of.admin, "init-regime", of.unit, "adoption", rules.id, adopted, since, rules=rules))


@click.command("upgrade", cls=Command, help="把数据库的结构升到当前版本；先备份")
@pass_place
def upgrade(place: Place) -> None:
    from procflow import schema

    url = place.settings.database_url
    with connected(url) as session:
        left = strays(session)
    if left:
        raise Misconfigured(STRAYS, cases="、".join(left[:5]) + ("…" if len(left) > 5 else ""))
    schema.upgrade(url)
    place.show({"database": "upgraded"}, [place.say("数据库的结构已是最新")])


def strays(session: Session) -> list[str]:
    """Open cases whose table of procedure the code no longer has."""
    from sqlalchemy import inspect, select

    from procflow.canon import loads
    from procflow.grammar.editions import edition
    from procflow.machines import tables
    from procflow.models import Case, ProcedureEdition

    session.connection(execution_options={"read_only": True})
    if not inspect(session.connection()).has_table("proc_case"):
        return []
    known = {edition(table)[0] for table in tables().values()}
    old = session.execute(select(ProcedureEdition.sha256, ProcedureEdition.body).where(ProcedureEdition.sha256.not_in(known))).all()
    found: list[str] = []
    for row in old:
        states = loads(bytes(row.body))["states"]
        still = [each["name"] for each in states if not (each["final"] or each["settled"])]
        chosen = select(Case.no).where(Case.edition == row.sha256, Case.state.in_(still))
        found += session.scalars(chosen.order_by(Case.no))
    return found
