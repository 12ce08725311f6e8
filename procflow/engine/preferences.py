"""Preferences, kept filters, notices read and mailed, at the write door: one's own, and no records. An address alone is on record, behind a commitment."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import now
from procflow.engine import noted
from procflow.models import KeptFilter, Mailed, NoticeRead, Preference, Vaulted

ADDRESS = "form_address"


def keep(session: Session, person: str, name: str, value: Any) -> None:
    session.merge(Preference(person=person, name=name, value=canon.dumps(value).decode()))
    session.commit()


def reach(session: Session, person: str, address: str, wanted: Mapping[str, Any]) -> None:
    """How somebody wants to be told by mail: the address goes to the vault and the one before is gone from it; "" for no mail any more."""
    session.rollback()
    record = noted.note(session, kind="contact.changed", actor=person, data={"by": "mail", "given": bool(address)}, unit="", outcome="done", key="",
                        texts={"address": address} if address else {})  # fmt: skip
    kept = record.body["form"].get("address", "")
    session.execute(delete(Vaulted).where(Vaulted.subject_id == person, Vaulted.field == ADDRESS, Vaulted.commitment != kept))
    keep(session, person, "mail", {**wanted, "address": kept})


def file_filter(session: Session, owner: str, unit: str, title: str, query: str) -> None:
    """A view of the inbox under a name; with a unit it is shown to everybody there. Whoever calls this has asked whether they may."""
    session.add(KeptFilter(filter_id=secrets.token_hex(6), owner=owner, unit=unit, title=title, query=query))
    session.commit()


def drop_filter(session: Session, owner: str, ident: str) -> None:
    session.execute(delete(KeptFilter).where(KeptFilter.filter_id == ident, KeptFilter.owner == owner))
    session.commit()


def read(session: Session, person: str, notices: Iterable[tuple[str, int]]) -> None:
    """These notices have been read by this person; again changes nothing."""
    for event_hash, number in notices:
        session.merge(NoticeRead(person=person, event_hash=event_hash, effect_no=number))
    session.commit()


def read_all(session: Session, person: str) -> None:
    """Everything up to now has been read: one mark in the stead of many."""
    session.execute(delete(NoticeRead).where(NoticeRead.person == person))
    keep(session, person, "notices.until", now(session))


def mailed(session: Session, person: str, what: Iterable[str]) -> None:
    """The person was told of these by mail."""
    at = now(session)
    for each in what:
        session.merge(Mailed(person=person, what=each, at=at))
    session.commit()


def forget_mailed(session: Session, before: str) -> None:
    session.execute(delete(Mailed).where(Mailed.at < before))
    session.commit()
