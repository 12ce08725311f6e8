"""The records of two performances, held against each other: ids, times, commitments and hashes by the order in which they come up."""

import json
import re
from itertools import groupby

from sqlalchemy import select

from procflow.audit import whole
from procflow.models import AuditEvent

# How somebody came in and sent a file: a way in of its own has notes of its own.
ACCESS = frozenset({"sign_in", "token.issued", "evidence.stored"})
PLACE = frozenset({"prev", "case_seq"})  # the place in a chain: of a person's, those notes move it
NAMED = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z")


def told(session):
    """Every record in order, its long forms and effects in place, each id, time and hash as the number of its first coming up.

    What one act causes in several cases at once is written in the order of their ids, which is chance: it is told in the order of its words.
    """
    known = {}
    chosen = select(AuditEvent).where(AuditEvent.type.not_in(ACCESS)).order_by(AuditEvent.id)
    acts = groupby(session.scalars(chosen), lambda row: row.command_id)
    return [
        NAMED.sub(lambda one: f"#{known.setdefault(one[0], len(known))}", text)
        for _, rows in acts
        for text in sorted((body(session, row) for row in rows), key=lambda text: NAMED.sub("#", text))
    ]


def body(session, row):
    found = json.loads(row.body)
    found |= {name: whole(session, found[name]) for name in ("form", "effects")}
    left_out = PLACE if found.get("stream", "").startswith("person/") else {"ordinal"}
    return json.dumps({name: value for name, value in found.items() if name not in left_out}, sort_keys=True, ensure_ascii=False)
