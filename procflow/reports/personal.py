"""Everything that the installation holds about one person, for that person: rows and a workbook in one archive. What others told in confidence is not in it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from procflow import vault
from procflow.models import (
    Account,
    ApiToken,
    AuditEvent,
    AuthSession,
    Case,
    DatedFact,
    Draft,
    EvidenceFile,
    KeptFilter,
    LedgerEntry,
    Mailed,
    Notice,
    Preference,
    Vaulted,
)
from procflow.queries.sealed import FIELDS

UNTOLD = frozenset({"request", *(f"form_{name}" for each in FIELDS.values() for name in each)})
PARTS = {
    "facts": "登记资料", "named": "提到本人的资料", "notices": "收到的通知", "texts": "姓名和文字", "entries": "积分台账", "cases": "事项",
    "records": "留痕记录", "files": "上传的文件", "account": "账号",
    "sessions": "登录", "tokens": "令牌", "preferences": "设置", "filters": "自己存的筛选", "drafts": "草稿", "mails": "发过的邮件",
}  # fmt: skip
KIND = "personal.exported"
Rows = list[dict[str, Any]]


def gathered(session: Session, person: str) -> dict[str, Rows]:
    """The rows of each part, points as integer hundredths. No password, no hash of one, nobody else's name."""
    facts = rows(session, DatedFact, DatedFact.subject == person, ("kind", "unit", "since", "until", "data"))
    kept = session.execute(select(Vaulted.commitment, Vaulted.field).where(Vaulted.subject_id == person).order_by(Vaulted.commitment)).all()
    opened = vault.read(session, [row.commitment for row in kept if row.field not in UNTOLD])
    own = rows(session, Case, Case.subject == person, ("no", "case_id", "procedure", "state", "period", "opened_on", "unit"))
    return {
        "facts": [row | {"data": plain(row["data"], opened)} for row in facts],
        "named": rows(session, DatedFact, naming(person), ("kind", "unit", "since", "until")),
        "notices": rows(session, Notice, Notice.addressee == person, ("recorded_at", "sentence")),
        "texts": [{"field": row.field, "text": opened[row.commitment]} for row in kept if row.commitment in opened],
        "entries": rows(session, LedgerEntry, LedgerEntry.member_id == person, ("entry_id", "unit", "cycle", "component", "item", "points", "counts_in",
                                                                               "occurred_on", "recorded_at", "rule", "reverses")),
        "cases": [{name: value for name, value in row.items() if name != "case_id"} for row in own],
        "records": recorded(session, person, [row["case_id"] for row in own]),
        "files": rows(session, EvidenceFile, EvidenceFile.uploaded_by == person, ("sha256", "name", "size", "media", "uploaded_at")),
        "account": rows(session, Account, Account.person == person, ("login",)),
        "sessions": rows(session, AuthSession, AuthSession.person == person, ("started", "seen", "ended", "browser")),
        "tokens": rows(session, ApiToken, ApiToken.person == person, ("title", "scope", "created", "expires", "used", "ended")),
        "preferences": rows(session, Preference, Preference.person == person, ("name", "value")),
        "filters": rows(session, KeptFilter, KeptFilter.owner == person, ("title", "query", "unit")),
        "drafts": rows(session, Draft, Draft.person == person, ("saved",)),  # what stands in one opens in its form alone
        "mails": rows(session, Mailed, Mailed.person == person, ("at", "what")),
    }  # fmt: skip


def rows(session: Session, table: Any, where: ColumnElement[bool], names: Sequence[str]) -> Rows:
    columns = [getattr(table, name) for name in names]
    return [dict(row) for row in session.execute(select(*columns).where(where).order_by(*columns)).mappings()]


def naming(person: str) -> ColumnElement[bool]:
    """Facts about somebody or something else that name this person: a deputy, a body, a meeting. Whom else they name is not told."""
    return and_(DatedFact.subject != person, DatedFact.data.contains(f'"{person}"', autoescape=True), DatedFact.superseded_by.is_(None))


def recorded(session: Session, person: str, cases: Sequence[str]) -> Rows:
    """Records of the cases about them, and those of their own chain: what was done and when, not by whom."""
    names = ("event_id", "type", "case_id", "outcome", "occurred_on", "recorded_at")
    found = rows(session, AuditEvent, AuditEvent.case_id == f"person/{person}", names)
    for start in range(0, len(cases), 500):
        found += rows(session, AuditEvent, AuditEvent.case_id.in_(cases[start : start + 500]), names)
    return sorted(found, key=lambda row: str(row["event_id"]))


def plain(data: str, opened: Mapping[str, str]) -> str:
    """The data of a fact with its texts in place."""
    found = {name: opened.get(value, value) if isinstance(value, str) else value for name, value in json.loads(data).items()}
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def archive(found: Mapping[str, Rows]) -> bytes:
    """A zip of `data.json` and `data.xlsx`; cells are text and figures, never formulas."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("data.json", json.dumps(found, ensure_ascii=False, indent=1))
        out.writestr("data.xlsx", workbook(found))
    return made.getvalue()


def workbook(found: Mapping[str, Rows]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no hints; a tenth of a second: only where one is written

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        for part, each in found.items():
            sheet = book.add_worksheet(PARTS[part])
            names = list(each[0]) if each else []
            for column, name in enumerate(names):
                sheet.write_string(0, column, name)
                for place, row in enumerate(each, 1):
                    value = row[name]
                    sheet.write_number(place, column, value) if isinstance(value, int) else sheet.write_string(
                        place, column, str(value or "")[:32_000]
                    )
    return made.getvalue()
