"""我的数据: what is in it is told before, one's own archive comes down, each time is on record, and nobody gets anybody else's."""

import io
import json
import zipfile

from sqlalchemy import select

from procflow.models import AuditEvent
from procflow.reports.personal import KIND, PARTS
from tests.world import NAMES


def test_the_page_names_each_part_and_the_archive_is_ones_own(lived):
    browser = lived.as_("M01").client
    page = browser.get("/me/data").get_data(as_text=True)
    assert [title for title in PARTS.values() if title not in page] == []
    answer = browser.post("/me/data")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="procflow-M01.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.data)) as whole:
        said = whole.read("data.json").decode()
    assert NAMES["M01"] in [row["text"] for row in json.loads(said)["texts"]]
    assert [name for other, name in NAMES.items() if other != "M01" and name in said] == []
    noted = lived.world.session.scalars(select(AuditEvent).where(AuditEvent.type == KIND)).all()
    assert [each.actor_id for each in noted] == ["M01"]
