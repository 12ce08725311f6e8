"""Statements and ratings of any length, written past the write door for pages that are only looked at."""

import hashlib
import json

from procflow.db import db
from procflow.models import DatedFact

WINDOW = {"first": "2024-04-10", "last": "2024-04-12", "posted_on": "2024-04-09", "due": "2024-04-15", "days_late": 0, "place": "村务公开栏",
          "form": "noticeboard", "contact": "支部委员会办公室，电话 0571-0000000"}  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈"


def sheet(app, period, members):
    """A posted statement about so many members."""
    lines = [
        [f"{SURNAMES[number % 10]}氏第{number:03d}", 7000 - 100 * number, 200, 0, 0, 7200 - 100 * number, number]
        for number in range(1, members + 1)
    ]
    fact(app, "statement", period, {"version": 1, "period": period, "lines": lines})
    fact(app, "publicity", period, {**WINDOW, "version": 1})


def fact(app, kind, subject, data, unit="lh1", since="2024-04-09", number=0):
    """Its record's hash begins with ab12cd34."""
    record = "ab12cd34" + hashlib.sha256(f"{kind} {unit} {subject}".encode()).hexdigest()[8:]
    with app.app_context():
        db.session.add(DatedFact(fact_id=f"{kind}-{unit}-{subject}-{number}", kind=kind, unit=unit, subject=subject, since=since, until="9999-12-31",
                                 data=json.dumps(data), event_hash=record, effect_no=number, superseded_by=None))  # fmt: skip
        db.session.commit()
