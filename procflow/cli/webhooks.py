"""Webhooks on the machine of the database: added, listed, looked into, sent again, ended. It keeps no secret and sends nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import click

from procflow.cli.columns import table
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word
from procflow.errors import Invalid, NotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.queries.webhooks import Hook, Sent

NONE, NOTHING = "没有推送地址", "没有发送记录"
ONCE = "签名密钥只显示这一次，请交给接收方："
ADDRESS = "地址写法不对：以 http:// 或 https:// 开头，不带用户名和密码，例如 https://oa.example.cn/hooks/procflow"
by_person = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="哪个管理员（人员编号）")
number = click.argument("number", type=word, metavar="WEBHOOK")


@click.group("webhook", cls=Group, help="推送：单位的事件一发生就告诉的地址")
def webhook() -> None:
    pass


@webhook.command("list", cls=Command, help="您管理的单位的推送地址，各有多少待发")
@by_person
@pass_place
def every(place: Place, actor: str) -> None:
    from procflow import shapes
    from procflow.queries.webhooks import hooks

    with place.session() as session:
        known(session, actor)
        found = hooks(session, actor, today(session))
    place.show([shapes.dump(each, place.lang) for each in found], lines(place, found) or [place.say(NONE)])


@webhook.command("new", cls=Command, help="新增一个推送地址；签名密钥只显示这一次")
@click.argument("url", metavar="URL")
@click.option("--unit", required=True, type=word, metavar="UNIT", help="哪个单位（连同它下面的）的事件")
@by_person
@pass_place
def new(place: Place, url: str, unit: str, actor: str) -> None:
    from procflow.queries.webhooks import administered
    from procflow.relay import hooks

    if not hooks.usable(url):
        raise Invalid({"url": [ADDRESS]})
    with place.session(writing=True) as session:
        known(session, actor)
        if unit not in administered(session, actor, today(session)):
            raise NotFound("没有这个单位，或者不在您能看到的范围")
        session.rollback()
        made, salt = hooks.add(session, actor, uuid4().hex, unit, url)
        told(place, session, actor, made, salt)


@webhook.command("secret", cls=Command, help="更换签名密钥；一天之内新旧两个签名都有")
@number
@by_person
@pass_place
def secret(place: Place, number: str, actor: str) -> None:
    from procflow.relay import hooks

    with place.session(writing=True) as session:
        own(session, actor, number)
        told(place, session, actor, number, hooks.renew(session, actor, uuid4().hex, number))


@webhook.command("log", cls=Command, help="发送记录：每一次何时发、对方怎样答复")
@number
@click.option("--state", type=click.Choice(["waiting", "sending", "done", "failed"]), help="只看这一种")
@by_person
@pass_place
def log(place: Place, number: str, state: str | None, actor: str) -> None:
    from procflow import shapes
    from procflow.queries.webhooks import deliveries

    with place.session() as session:
        known(session, actor)
        found = deliveries(session, actor, today(session), number, state=state or "").items
    place.show([shapes.dump(each, place.lang) for each in found], tried(place, found) or [place.say(NOTHING)])


@webhook.command("again", cls=Command, help="再发一次，编号不变")
@number
@click.argument("delivery", type=click.IntRange(1), metavar="DELIVERY")
@by_person
@pass_place
def again(place: Place, number: str, delivery: int, actor: str) -> None:
    from procflow.relay import hooks

    with place.session(writing=True) as session:
        own(session, actor, number)
        hooks.again(session, actor, number, delivery)
    place.show({"webhook": number, "delivery": delivery}, [place.say("已排队，由后台发送")])


@webhook.command("end", cls=Command, help="撤销一个推送地址，记录仍可查看")
@number
@by_person
@pass_place
def end(place: Place, number: str, actor: str) -> None:
    from procflow import shapes
    from procflow.queries.webhooks import hook
    from procflow.relay import hooks

    with place.session(writing=True) as session:
        own(session, actor, number)
        hooks.end(session, actor, number)
        found = hook(session, actor, today(session), number)
    place.show(shapes.dump(found, place.lang), lines(place, [found]))


def own(session: Session, actor: str, number: str) -> None:
    """Raises NotFound for a webhook that this person does not administer. What comes next begins a transaction of its own."""
    from procflow.queries.webhooks import hook

    known(session, actor)
    hook(session, actor, today(session), number)
    session.rollback()


def told(place: Place, session: Session, actor: str, number: str, salt: str) -> None:
    from procflow import shapes
    from procflow.config import secret as installation
    from procflow.queries.webhooks import HookSecret, hook
    from procflow.relay import signing

    found = HookSecret(signing.secret(installation(place.settings), number, salt), hook(session, actor, today(session), number))
    place.show(shapes.dump(found, place.lang), [*lines(place, [found.webhook]), "", place.say(ONCE), found.secret])


def lines(place: Place, found: list[Hook]) -> list[str]:
    heads = [place.say(each) for each in ("编号", "单位", "接收地址", "待发", "未送达", "撤销 (UTC)")]
    rows = [
        (each.webhook, each.unit_title, each.url, str(each.waiting), str(each.failed), each.ended[:16].replace("T", " ")) for each in found
    ]
    return table(heads, rows)


def tried(place: Place, found: tuple[Sent, ...]) -> list[str]:
    heads = [place.say(each) for each in ("发送", "状态", "时刻 (UTC)", "答复", "经过")]
    rows = [(str(each.delivery), place.say(each.state_title), one.at[:19].replace("T", " ") if one else each.due[:19].replace("T", " "),
             str(one.status or "") if one else "", place.say(one.problem_title) if one and one.problem_title else "")
            for each in found for one in (each.tries or (None,))]  # fmt: skip
    return table(heads, rows)
