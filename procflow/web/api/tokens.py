"""Tokens for programs: one's own listed and withdrawn; in a rehearsal, whose people are invented, also got for anybody."""

from __future__ import annotations

from flask import g

from procflow.access import tokens
from procflow.access.tokens import ACT, MOST_DAYS, SCOPES, Issued, Token
from procflow.engine import tokens as issuing
from procflow.errors import NotFound
from procflow.forms import Choice, Count, Form, Person, Words
from procflow.models import DatedFact
from procflow.web.api.operations import Ask, Operation
from procflow.web.sessions import real_now

ONE_DAY = 1


def operations() -> tuple[Operation, ...]:
    part = "tokens"
    return (
        Operation("POST", "/rehearsal/tokens", "rehearse_as", "仅限演练：以某人的身份取得一天的令牌", rehearse_as, Issued, TokenAsked, 201, public=True, part=part),
        Operation("GET", "/tokens", "tokens", "您的令牌：何时到期，何时用过", mine, list[Token], part=part),
        Operation("DELETE", "/tokens/<token>", "end_token", "收回一个令牌，立即生效", end, Token, part=part),
    )  # fmt: skip


class TokenAsked(Form):
    person = Person("人员")
    title = Words("用途", required=False)
    scope = Choice("可以做什么", SCOPES, required=False)
    days = Count("有效天数", most=MOST_DAYS, required=False)


def rehearse_as(ask: Ask) -> Issued:
    """Raises NotFound where the clock is the real one, or nobody has this id."""
    session, person = ask.writing, ask.given["person"]
    known = session.query(DatedFact.fact_id).filter_by(kind="person", subject=person).first()
    if not g.rehearsal or known is None:
        raise NotFound
    return issuing.give(
        session, person, ask.given["title"] or "rehearsal", ask.given["scope"] or ACT, ask.given["days"] or ONE_DAY, real_now()
    )


def mine(ask: Ask) -> list[Token]:
    return [tokens.told(each) for each in tokens.of_person(ask.reading, ask.actor)]


def end(ask: Ask) -> Token:
    return issuing.end(ask.writing, ask.actor, ask.path["token"], real_now())
