"""Units as rows of the tree: made, renamed, moved with all below them. The facts say what was when; the row says what is now. It commits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from procflow import canon
from procflow.db import Prepared
from procflow.engine.filed import Filing
from procflow.models import Unit

NEW = Prepared(
    insert(Unit).values({name: bindparam(name) for name in ("unit_id", "parent", "path", "kind", "code", "title", "facts_head")}).inline()
)
ROW = select(Unit.unit_id, Unit.parent, Unit.path, Unit.kind, Unit.code, Unit.title)
MOVED = update(Unit).where(Unit.unit_id == bindparam("of")).values(path=bindparam("to"))


def row(session: Session, unit: str) -> Any:
    """The unit's row as it is now, None for one that is not there."""
    return session.execute(ROW.where(Unit.unit_id == unit)).one_or_none()


def below(session: Session, path: str) -> list[Any]:
    """The unit of that path and all under it, from the top."""
    return list(session.execute(ROW.where(Unit.path.startswith(path, autoescape=True)).order_by(Unit.path)))


def involved(session: Session, filing: Filing) -> set[Any]:
    """The units whose lock a filing needs: a tree changes under the locks of what moves, of what it leaves and of where it goes."""
    if filing.kind != "unit":
        return {filing.unit}
    known = row(session, filing.unit) if isinstance(filing.unit, str) else None
    moving = {known.parent, *(each.unit_id for each in below(session, known.path))} if known else set()
    return {each for each in (filing.form.get("parent"), *moving) if each}


def place(session: Session, filing: Filing, form: Mapping[str, Any]) -> None:
    """Make the unit, or bring its row and the paths below it to what the fact says."""
    above = row(session, form["parent"]) if form.get("parent") else None
    path, known = f"{above.path if above else '/'}{filing.unit}/", row(session, filing.unit)
    said = {"parent": form.get("parent"), "path": path, "kind": form["kind"], "code": form["code"], "title": form["title"]}
    if known is None:
        NEW.run(session, unit_id=filing.unit, facts_head=canon.ZERO, **said)
        return
    under = [each for each in below(session, known.path) if each.unit_id != filing.unit]
    session.execute(update(Unit).where(Unit.unit_id == filing.unit).values(said))
    if under and path != known.path:
        session.connection().execute(MOVED, [{"of": each.unit_id, "to": path + each.path.removeprefix(known.path)} for each in under])
