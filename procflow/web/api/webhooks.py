"""Webhooks for programs: addresses that are told of a unit's events, and the log of what was sent. For whoever administers the system there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask import current_app
from marshmallow import ValidationError

from procflow.errors import NotFound
from procflow.forms import Choice, Code, Count, Form, Text
from procflow.queries.webhooks import STATES, Deliveries, Hook, HookSecret, Sent, administered, deliveries, hook, hooks
from procflow.relay import hooks as keeping
from procflow.relay import signing
from procflow.web.api.events import LARGEST, MOST, PAGE, Cursor
from procflow.web.api.operations import Answer, Ask, Operation

LONGEST = 1000


def operations() -> tuple[Operation, ...]:
    part, at = "events", "/webhooks/<webhook>"
    return (
        Operation("GET", "/webhooks", "webhooks", "推送：您管理的单位把事件告诉哪些地址", every, list[Hook], part=part),
        Operation("POST", "/webhooks", "add_webhook", "新增一个推送地址；签名密钥只告诉这一次", add, HookSecret, HookAsked, 201, keyed=True, refusable=True, part=part),
        Operation("GET", at, "webhook", "一个推送地址", one, Hook, part=part),
        Operation("DELETE", at, "end_webhook", "撤销一个推送地址，记录仍可查看", end, Hook, part=part),
        Operation("POST", at + "/secrets", "renew_webhook", "更换签名密钥；一天之内新旧两个签名都有", renew, HookSecret, status=201, keyed=True, part=part),
        Operation("GET", at + "/deliveries", "deliveries", "一个推送地址的发送记录", log, Deliveries, SentAsked, part=part),
        Operation("POST", at + "/deliveries/<delivery>/replay", "send_again", "再发一次，编号不变", again, Sent, part=part),
        Operation("POST", at + "/replay", "set_back", "从一个游标起全部重发，编号不变", set_back, Hook, BackAsked, part=part),
    )  # fmt: skip


class Address(Text):
    """Where messages are sent to."""

    described: ClassVar[Mapping[str, Any]] = {
        "type": "string", "maxLength": LONGEST, "pattern": r'^https?://[A-Za-z0-9][A-Za-z0-9.-]{0,250}(:[1-9][0-9]{0,3})?(/[!"$-~]*)?$',
        "examples": ["https://oa.example.cn/hooks/procflow"],
    }  # fmt: skip

    def __init__(self, title: str) -> None:
        super().__init__(title, most=LONGEST)

    def read(self, value: Any) -> str:
        url = super().read(value)
        if not keeping.usable(url):
            raise ValidationError("地址写法不对：以 http:// 或 https:// 开头，不带用户名和密码，例如 https://oa.example.cn/hooks/procflow")
        return url


class HookAsked(Form):
    unit = Code("单位")
    url = Address("接收地址")


class SentAsked(Form):
    state = Choice("状态", STATES, required=False)
    after = Cursor("从这个游标往后", required=False)
    limit = Count("最多多少行", most=MOST, required=False)


class BackAsked(Form):
    after = Cursor("从这个游标往后")


def every(ask: Ask) -> list[Hook]:
    return hooks(ask.reading, ask.actor, ask.day)


def add(ask: Ask) -> Answer:
    if ask.given["unit"] not in administered(ask.reading, ask.actor, ask.day):
        raise NotFound("没有这个单位，或者不在您能看到的范围")
    webhook, salt = keeping.add(ask.writing, ask.actor, ask.key, ask.given["unit"], ask.given["url"])
    return secret(ask, webhook, salt)


def one(ask: Ask) -> Hook:
    return hook(ask.reading, ask.actor, ask.day, ask.path["webhook"])


def end(ask: Ask) -> Hook:
    webhook = one(ask).webhook  # asked first: writing begins a transaction of its own
    keeping.end(ask.writing, ask.actor, webhook)
    return one(ask)


def renew(ask: Ask) -> Answer:
    webhook = one(ask).webhook
    return secret(ask, webhook, keeping.renew(ask.writing, ask.actor, ask.key, webhook))


def log(ask: Ask) -> Answer:
    given = ask.given
    found = deliveries(ask.reading, ask.actor, ask.day, ask.path["webhook"], state=given["state"] or "", after=given["after"] or 0,
                       limit=given["limit"] or PAGE)  # fmt: skip
    return Answer(found, following=found.following)


def again(ask: Ask) -> Sent:
    webhook, delivery = one(ask).webhook, ask.path["delivery"]
    if not delivery.isdecimal() or not 1 <= int(delivery) <= LARGEST:
        raise NotFound
    keeping.again(ask.writing, ask.actor, webhook, int(delivery))
    return deliveries(ask.reading, ask.actor, ask.day, webhook, after=int(delivery) - 1, limit=1).items[0]


def set_back(ask: Ask) -> Hook:
    webhook = one(ask).webhook
    keeping.set_back(ask.writing, ask.actor, webhook, ask.given["after"])
    return one(ask)


def secret(ask: Ask, webhook: str, salt: str) -> Answer:
    found = hook(ask.reading, ask.actor, ask.day, webhook)
    return Answer(HookSecret(signing.secret(current_app.config["SECRET_KEY"], webhook, salt), found))
