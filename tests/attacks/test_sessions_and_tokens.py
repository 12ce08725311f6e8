"""Sessions and tokens: made up, stolen before sign-in, ended, tampered with, used for what they may not."""

import pytest
from itsdangerous import URLSafeTimedSerializer

from procflow.access import tokens
from procflow.canon import stamp, unstamp
from procflow.db import db
from procflow.models import ApiToken
from tests.api.conftest import ROOT, Caller
from tests.attacks.conftest import PASSWORD, token

COOKIE = "procflow"
SHOWN = (
    "",
    "Basic YTpi",
    "Bearer ",
    "Bearer null",
    "bearer {}",
    "Token {}",
    "Bearer {}x",
    "Bearer x{}",
    "Bearer {} {}",
    "Bearer pf_" + "0" * 43,
    "Bearer \u00e9",
)
COOKIES = ("nothing", "e30.x.y", "eyJ0b2tlbiI6IngifQ.aaaa.bbbb", "\u0000", "." * 3000, "{}x", "x{}", "reversed", "unsigned", "other secret")
TRIED = (*(f"header: {each}" for each in SHOWN), *(f"cookie: {each[:20]}" for each in COOKIES), "a cookie from before sign-in", "a cookie after sign-out",
         "a cookie whose session was ended elsewhere", "a token that is over", "a token that was withdrawn", "a token that may only read", "a token in the address",
         "a token as a cookie", "a cookie as a token", "another person's unit in the cookie")  # fmt: skip


def cookie(client):
    found = client.get_cookie(COOKIE)
    return found.value if found else ""


@pytest.mark.parametrize("shown", SHOWN)
def test_a_made_up_header_opens_nothing(siege, shown):
    secret = siege.program("Y01").headers["Authorization"].split()[1]
    headers = {"Authorization": shown.format(secret, secret)} if shown else {}
    assert siege.app.test_client().get(f"{ROOT}/me", headers=headers).status_code == 401


@pytest.mark.parametrize("kind", COOKIES)
def test_a_cookie_that_was_tampered_with_signs_nobody_in(siege, kind):
    real = cookie(siege.signed_in("Y01"))
    body, _, rest = real.partition(".")
    forged = {
        "reversed": real[::-1], "unsigned": body, "other secret": URLSafeTimedSerializer("guess", salt="cookie-session").dumps({"person": "Y01", "token": "x"}),
    }.get(kind, kind.replace("{}", real))  # fmt: skip
    client = siege.app.test_client()
    client.set_cookie(COOKIE, forged)
    answer = client.get("/inbox")
    assert (answer.status_code, answer.location[:6]) == (302, "/login")
    assert rest


def test_a_cookie_from_before_sign_in_is_worth_nothing_after_it(siege):
    client = siege.app.test_client()
    form = {"login": "Y01", "password": PASSWORD, "csrf_token": token(client, "/login")}
    planted = cookie(client)
    assert client.post("/login", data=form).status_code == 302
    assert cookie(client) != planted
    thief = siege.app.test_client()
    thief.set_cookie(COOKIE, planted)
    assert thief.get("/inbox").status_code == 302
    assert thief.post("/login/as", data={"person": "Y01", "csrf_token": "x"}).status_code == 400


def test_a_cookie_is_worth_nothing_once_its_session_has_ended(siege):
    client = siege.signed_in("Y02")
    stolen, other = cookie(client), siege.signed_in("Y02")
    assert client.post("/logout", data={"csrf_token": token(client)}).status_code == 302
    thief = siege.app.test_client()
    thief.set_cookie(COOKIE, stolen)
    assert thief.get("/inbox").status_code == 302
    assert other.get("/inbox").status_code == 200


def test_a_unit_in_the_cookie_that_is_not_theirs_shows_nothing_of_it(siege):
    client = siege.signed_in("eve")
    with client.session_transaction() as kept:
        kept["unit"] = "d1"
    assert "D1ZB党支部" not in client.get("/inbox").get_data(as_text=True)
    assert client.get("/registers/d1/2024/R6").status_code == 404


def test_a_token_ends_when_it_is_over_or_withdrawn_and_reading_is_not_acting(siege):
    over, gone, reads = (Caller(siege.app, "Y01", scope=scope) for scope in ("act", "act", "read"))
    with siege.app.app_context():
        row = db.session.get_one(ApiToken, over.token)
        row.expires = stamp(unstamp(row.created))
        db.session.commit()
    assert gone.client.delete(f"{ROOT}/tokens/{gone.token}", headers=reads.headers).status_code == 403
    assert gone.client.delete(f"{ROOT}/tokens/{gone.token}", headers=gone.headers).status_code == 200
    assert [each.get("/me").status_code for each in (over, gone, reads)] == [401, 401, 200]
    assert reads.post("/cases", {"step": "create", "procedure": "bonus_claim", "unit": "d1", "form": {}}).status_code == 403


def test_a_token_opens_no_page_and_a_cookie_no_operation(siege):
    secret = siege.program("Y01").headers["Authorization"].split()[1]
    client = siege.app.test_client()
    assert client.get("/inbox", headers={"Authorization": f"Bearer {secret}"}).status_code == 302
    assert client.get(f"{ROOT}/me?access_token={secret}&token={secret}").status_code == 401
    client.set_cookie("Authorization", f"Bearer {secret}")
    assert client.get(f"{ROOT}/me").status_code == 401
    assert siege.browser("Y01").get(f"{ROOT}/me").status_code == 401
    assert tokens.PREFIX in secret
