"""Tokens for programs: one's own listed and withdrawn; in a rehearsal, whose people are invented, also got for anybody."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from procflow.access import tokens
from procflow.access.tokens import ACT, MOST_DAYS, SCOPES
from procflow.canon import stamp
from procflow.db import db
from procflow.engine import note
from procflow.errors import NotFound
from procflow.forms import Choice, Count, Form, Person, Words
from procflow.models import ApiToken, DatedFact
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


@dataclass(frozen=True)
class Token:
    """A token without its secret; instants in UTC, "" for not yet."""

    token: str
    title: str
    scope: str
    created: str
    expires: str
    used: str
    ended: str


@dataclass(frozen=True)
class Issued:
    """A new token with its secret, which is told this once."""

    secret: str
    token: Token


def rehearse_as(ask: Ask) -> Issued:
    """Raises NotFound where the clock is the real one, or nobody has this id."""
    session, person = ask.writing, ask.given["person"]
    known = session.query(DatedFact.fact_id).filter_by(kind="person", subject=person).first()
    if not g.rehearsal or known is None:
        raise NotFound
    row, secret = tokens.issue(
        session, person, ask.given["title"] or "rehearsal", ask.given["scope"] or ACT, ask.given["days"] or ONE_DAY, real_now()
    )
    told = token(row)
    note(session, kind="token.issued", actor=person, data={"token": told.token, "scope": told.scope, "expires": told.expires})
    return Issued(secret, told)


def mine(ask: Ask) -> list[Token]:
    return [token(each) for each in tokens.of_person(ask.reading, ask.actor)]


def end(ask: Ask) -> Token:
    """Raises NotFound for a token that is not one's own; ending it again changes nothing."""
    session = ask.writing
    row = db.session.get(ApiToken, ask.path["token"])
    if row is None or row.person != ask.actor:
        raise NotFound
    if row.ended is None:
        row.ended = stamp(real_now())
        told = token(row)
        note(session, kind="token.ended", actor=ask.actor, data={"token": told.token})
        return told
    return token(row)


def token(row: ApiToken) -> Token:
    return Token(row.token_id, row.title, row.scope, row.created, row.expires, row.used, row.ended or "")
