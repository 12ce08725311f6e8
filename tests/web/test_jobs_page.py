"""Background work for whoever administers the system: what failed first, why in words, and nothing of what the program wrote."""

import pytest

from procflow.models import Job
from procflow.queries.work import UNKNOWN, reason, titled, work
from procflow.worker import PERIODIC

ERROR = "OperationalError('(psycopg) connection to server at \"10.0.0.9\" refused')"


def test_what_failed_stands_first_with_its_reason_and_no_address(lived):
    rows = (("ping", "done", 1, None), ("webhook.send", "failed", 8, ERROR), ("drafts.sweep", "queued", 2, "ValueError('x')"))
    session = lived.world.session
    session.add_all(
        Job(job_id=kind, kind=kind, payload="{}", state=state, attempts=tries, run_at="2024-03-10T01:00:00.000000Z", lease_until=None, done_at=None,
            error=error) for kind, state, tries, error in rows)  # fmt: skip
    session.commit()
    found = work(session)
    session.rollback()
    assert [(each.state, each.attempts) for each in found.jobs] == [("failed", 8), ("queued", 2), ("done", 1)]
    assert [each.reason for each in found.jobs] == ["连不上对方，过一会儿自动再试", UNKNOWN, ""]
    said = lived.as_("adm").get("/admin/jobs").text
    assert "没有办成" in said
    assert "10.0.0.9" not in said


@pytest.mark.parametrize("kind", PERIODIC)
def test_what_comes_again_and_again_has_a_name(kind):
    assert titled(kind) != titled("none")


@pytest.mark.parametrize("error", ["OperationalError('no such table: draft')", "PermissionError(13)", "KeyError('x')", "TimeoutError()"])
def test_a_reason_is_told_in_words(error):
    assert reason(error) not in ("", UNKNOWN)
