"""Who may call each operation of the API, in one table; a new operation needs a row here. The words are those of `tests/matrix/table.py`.

`form` is the JSON body of what is no GET, `query` what stands behind the address. A caller without a token (`stranger`) is let in to public ones alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.matrix.table import ANYONE, CONCERNED, MEMBERS, OFFICE, OVERSEERS, SIGNED_IN


@dataclass(frozen=True)
class Call:
    """Who, what stands in the path where it is not the usual, the body, the query."""

    who: frozenset[str]
    path: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""


ADMINISTRATOR = frozenset({"sysadmin"})
RECEIVERS = frozenset({"branch_secretary", "org_commissioner", "superior_org", "party_committee"})
SEEING_EVENTS = OFFICE | {"other_secretary"}
STEP = {"step": "comment", "form": {}}
BEGIN = {"step": "create", "procedure": "bonus_claim", "unit": "lh1", "form": {}}
OPERATIONS: Mapping[str, Call] = {
    "rehearse_as": Call(ANYONE, form={"person": "M09"}),
    "clock": Call(SIGNED_IN),
    "forward": Call(SIGNED_IN, form={"to": "2024-01-01T00:00:00.000000Z"}),
    "me": Call(SIGNED_IN),
    "inbox": Call(SIGNED_IN),
    "cases": Call(SIGNED_IN),
    "procedures": Call(SIGNED_IN),
    "procedure": Call(SIGNED_IN),
    "startable": Call(MEMBERS | ADMINISTRATOR, query="?unit=lh1"),
    "tokens": Call(SIGNED_IN),
    "end_token": Call(frozenset(), path={"token": "000000000000"}),
    "store": Call(SIGNED_IN),
    "events": Call(SEEING_EVENTS),
    "webhooks": Call(SIGNED_IN),
    "log": Call(OVERSEERS | ADMINISTRATOR),
    "begin": Call(MEMBERS | ADMINISTRATOR, form=BEGIN),
    "preview_beginning": Call(MEMBERS | ADMINISTRATOR, form=BEGIN),
    "case": Call(CONCERNED),
    "trace": Call(CONCERNED),
    "take": Call(CONCERNED, form=STEP),
    "preview": Call(CONCERNED, form=STEP),
    "fetch": Call(CONCERNED),
    "points": Call(CONCERNED),
    "entry": Call(CONCERNED),
    "entries": Call(OFFICE),
    "people": Call(OFFICE | ADMINISTRATOR),
    "meeting": Call(MEMBERS, path={"no": "meeting"}),
    "meetings": Call(MEMBERS),
    "duties": Call(MEMBERS),
    "statements": Call(MEMBERS),
    "statement": Call(MEMBERS),
    "ratings": Call(MEMBERS),
    "rating": Call(frozenset(), path={"year": "2023"}),
    # rules are nobody's secret
    "adoptions": Call(SIGNED_IN),
    "regime": Call(SIGNED_IN, path={"sha256": "regime"}),
    "enter": Call(RECEIVERS, form={"kind": "receipt", "subject": "HZ-1", "form": {"about": "备案", "addressee": "party_committee"}}),
    "add_webhook": Call(ADMINISTRATOR, form={"unit": "lh1", "url": "http://127.0.0.1/x"}),
    "webhook": Call(ADMINISTRATOR),
    "renew_webhook": Call(ADMINISTRATOR),
    "deliveries": Call(ADMINISTRATOR),
    "send_again": Call(frozenset(), path={"delivery": "no-such"}),
    "set_back": Call(ADMINISTRATOR, form={"after": "0"}),
    "end_webhook": Call(ADMINISTRATOR),
}
