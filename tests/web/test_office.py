"""Signing in with the office's own account, against a real provider on this machine: PKCE, state, and who is who."""

import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from sqlalchemy import select

from procflow.app import create_app
from procflow.config import Oidc, Settings
from procflow.db import db
from procflow.models import Account, AccountIdentity, AuthSession, Unit
from procflow.web import sessions
from tests.web.client import Page, Reader
from tests.web.conftest import HEAD, PASSWORD, fact

pytestmark = pytest.mark.loopback
ID, SECRET = "procflow", "not told to anybody"


@pytest.fixture(scope="module")
def provider(iam_server):
    """The provider, which knows this installation and `wang`, with a password of the office's."""
    client = iam_server.models.Client(
        client_id=ID, client_secret=SECRET, client_name="procflow", redirect_uris=["http://localhost/login/office/back"],
        grant_types=["authorization_code"], response_types=["code"], scope=["openid", "profile"], token_endpoint_auth_method="client_secret_basic",
        client_id_issued_at=datetime.now(UTC),
    )  # fmt: skip
    iam_server.backend.save(client)
    client.audience = [client]
    iam_server.backend.save(client)
    return iam_server


@pytest.fixture(scope="module")
def known(provider):
    """Somebody who is signed in at the provider, and has let it tell."""
    found = provider.random_user(user_name="wang", password="of the office")
    provider.login(found)
    provider.consent(found)
    return found


@pytest.fixture
def user(provider, known):
    """The same, with no code left over: the provider's store in memory finds one of the client's codes, not the one asked for."""
    with provider.app.app_context():
        for code in list(provider.backend.query(provider.models.AuthorizationCode)):
            provider.backend.delete(code)
    return known


@pytest.fixture
def site(tmp_path, hashed, provider):
    app = create_app(settings(tmp_path, provider))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        db.create_all()
        db.session.add(Unit(unit_id="B1", parent=None, path="/B1/", kind="branch", code="D1ZB", title="第一党支部", facts_head=HEAD))
        db.session.flush()
        for person in ("wang", "li"):
            db.session.add(Account(login=person, person=person, password=hashed, failures=0, locked_until=None))
            db.session.add(fact("membership", person, {"standing": "formal"}, 1))
        db.session.commit()
    return app


def settings(folder, provider, claim=""):
    return Settings(home=folder, database_url=f"sqlite:///{folder / 'site.db'}", oidc=Oidc(provider.url.rstrip("/"), ID, SECRET, claim))


def test_the_first_time_the_password_shows_who_it_is_and_from_then_on_the_office_account_is_enough(site, user):
    reader = Reader(site.test_client())
    page = round_trip(reader)
    assert (page.status, "还没有对上" in page.text) == (401, True)
    assert page.send("/login", login="wang", password=PASSWORD).status == 302
    assert reader.get("/settings").status == 200
    other = Reader(site.test_client())
    assert round_trip(other).status == 302
    assert "单位账号" in other.get("/settings/sessions").text
    assert linked(site) == ["wang"]


def test_it_goes_by_pkce_state_and_nonce_and_a_forged_answer_is_nothing(site, user):
    reader = Reader(site.test_client())
    asked = {name: values[0] for name, values in parse_qs(urlsplit(reader.get("/login/office").location).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert {"state", "nonce"} <= asked.keys()
    code = parse_qs(urlsplit(answered(reader.get("/login/office").location)).query)["code"][0]
    for query in (f"code={code}&state=forged", f"code={code}", "error=access_denied", "code=x&state=" + asked["state"]):
        page = reader.get(f"/login/office/back?{query}")
        assert (page.status, "没有登录上" in page.text) == (502, True), query
    assert reader.get("/settings").status == 302


def test_an_answer_serves_once_and_in_its_own_browser_alone(site, user):
    reader, thief = Reader(site.test_client()), Reader(site.test_client())
    back = answered(reader.get("/login/office").location)
    assert thief.get(path(back)).status == 502
    assert "还没有对上" in reader.get(path(back)).text
    assert reader.get(path(back)).status == 502


def test_an_identity_is_linked_on_its_own_page_alone(site, user):
    reader = Reader(site.test_client())
    round_trip(reader)
    assert reader.post("/login", login="li", password=PASSWORD).status == 302, "somebody else at the same browser"
    assert reader.post("/login", login="li", password=PASSWORD, identity="forged").status == 302
    assert linked(site) == []


def test_a_claim_that_is_a_login_here_links_by_itself(site, user, tmp_path, provider):
    app = create_app(settings(tmp_path, provider, "sub"))
    name = user.user_name
    assert round_trip(Reader(app.test_client())).status == 302, name
    assert linked(app) == ["wang"]


def test_a_shut_account_is_shut_for_the_office_account_too(site, user):
    round_trip(Reader(site.test_client())).send("/login", login="wang", password=PASSWORD)
    with site.app_context():
        db.session.get(Account, "wang").shut = "2024-01-01T00:00:00.000000Z"
        db.session.commit()
    assert round_trip(Reader(site.test_client())).status == 401


@pytest.mark.parametrize(("person", "status"), [("wang", 200), ("li", 401)])
def test_whoever_came_with_the_office_account_shows_there_again_who_they_are(site, user, monkeypatch, person, status):
    round_trip(Reader(site.test_client())).send("/login", login="wang", password=PASSWORD)
    reader = Reader(site.test_client())
    reader.post("/login", login=person, password=PASSWORD)
    then = sessions.real_now() + timedelta(minutes=30)
    monkeypatch.setattr(sessions, "real_now", lambda: then)
    address = reader.get("/login/office?again=1").location
    assert "prompt=login&max_age=0" in address
    page = reader.get(path(answered(address.replace("&prompt=login&max_age=0", ""))))  # as if the password had just been given there
    assert page.status == status
    with site.app_context():
        proved = db.session.scalars(select(AuthSession.proved).where(AuthSession.person == person).order_by(AuthSession.started)).all()[-1]
    assert (sessions.unstamp(proved) == then) is (status == 200)


def test_without_a_provider_there_is_no_such_door(tmp_path):
    app = create_app(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'none.db'}"))
    with app.app_context():
        db.create_all()
    assert "单位账号" not in app.test_client().get("/login").get_data(as_text=True)
    assert [app.test_client().get(f"/login/office{each}").location for each in ("", "/back?code=x")] == ["/login", "/login"]


def test_a_provider_that_does_not_answer_leaves_the_password(tmp_path, caplog):
    oidc = Oidc("http://127.0.0.1:9", ID, SECRET)
    app = create_app(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'none.db'}", oidc=oidc))
    with app.app_context():
        db.create_all()
    with caplog.at_level(logging.WARNING):
        page = Page(None, app.test_client().get("/login/office"))
    assert (page.status, "用本系统的密码登录" in page.text) == (502, True)
    assert SECRET not in caplog.text


def round_trip(reader):
    """From the button to the provider and back."""
    return reader.get(path(answered(reader.get("/login/office").location)))


def answered(address):
    """Where the provider sends a browser of somebody who is signed in there."""
    answer = requests.get(address, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text[:500]
    return answer.headers["Location"]


def path(address):
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("localhost", "/login/office/back")
    return f"{parts.path}?{parts.query}"


def linked(site):
    with site.app_context():
        return list(db.session.scalars(select(AccountIdentity.person)))
