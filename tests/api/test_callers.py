"""Who may call: nobody without a token, nobody with one that is over, withdrawn, or only for reading."""

import pytest

from procflow.access import tokens
from procflow.canon import stamp
from procflow.db import Moment, db
from procflow.models import ApiToken, AuditEvent
from procflow.web.api import callers, operations
from tests.api.conftest import ROOT, Caller


def guarded():
    return [(each.method, each.path.replace("<", "").replace(">", "")) for each in operations() if not each.public]


@pytest.mark.parametrize(("method", "path"), guarded())
@pytest.mark.parametrize("shown", ["", "Basic YTpi", "Bearer nothing", "Bearer pf_" + "x" * 43])
def test_without_a_valid_token_nothing_is_told(small, method, path, shown):
    answer = small.test_client().open(ROOT + path, method=method, headers={"Authorization": shown} if shown else {})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), [each for each in guarded() if each[0] != "GET"])
def test_a_token_that_may_only_read_changes_nothing(small, method, path):
    answer = small.test_client().open(ROOT + path, method=method, headers=Caller(small, "Y01", scope="read").headers, json={})
    assert answer.status_code == 403


def test_a_token_that_is_over_opens_nothing(small):
    someone = Caller(small, "Y01")
    with small.app_context():
        row = db.session.get(ApiToken, someone.token)
        row.expires = stamp(tokens.unstamp(row.created))
        db.session.commit()
    assert someone.get("/me").status_code == 401


def test_a_token_that_was_withdrawn_opens_nothing_from_that_moment_on(small):
    someone, other = Caller(small, "Y01"), Caller(small, "Y01")
    assert someone.client.delete(f"{ROOT}/tokens/{someone.token}", headers=other.headers).json["ended"]
    assert (someone.get("/me").status_code, other.get("/me").status_code) == (401, 200)


def test_nobody_withdraws_the_token_of_somebody_else(small):
    mine, theirs = Caller(small, "Y01"), Caller(small, "M01")
    assert mine.client.delete(f"{ROOT}/tokens/{theirs.token}", headers=mine.headers).status_code == 404
    assert theirs.get("/me").status_code == 200


def test_the_secret_of_a_token_is_kept_nowhere(small):
    someone = Caller(small, "Y01")
    secret = someone.headers["Authorization"].split()[1]
    with small.app_context():
        assert secret not in str([(each.token_hash, each.title) for each in db.session.query(ApiToken)])
        assert not any(secret.encode() in each.body for each in db.session.query(AuditEvent))


def test_a_days_first_call_is_on_record_as_a_sign_in_and_the_others_are_not(small):
    someone = Caller(small, "Y04")
    for _ in range(3):
        assert someone.get("/me").json["person"] == "Y04"
    with small.app_context():
        found = [
            each for each in db.session.query(AuditEvent).filter_by(actor_id="Y04", type="sign_in") if someone.token.encode() in each.body
        ]
    assert len(found) == 1


def test_a_cookie_opens_nothing_here(small):
    client = small.test_client()
    client.post("/login/as", data={"person": "Y01"})
    assert client.get(f"{ROOT}/me").status_code == 401


def test_outside_a_rehearsal_nobody_gets_a_token_for_a_name(small, monkeypatch):
    monkeypatch.setattr(callers, "moment", lambda _: Moment("2026-01-01T00:00:00.000000Z", "real", ""))
    assert small.test_client().post(f"{ROOT}/rehearsal/tokens", json={"person": "Y01"}).status_code == 404
