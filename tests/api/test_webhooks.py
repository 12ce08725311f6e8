"""Webhooks through the API: for the administrator of the unit alone, the secret told once and kept nowhere, the log, replays, and the whole way to a receiver."""

import base64
import hashlib
import hmac
import re
import threading
from functools import partial
from http.server import HTTPServer
from pathlib import Path

import pytest
from sqlalchemy import text

from procflow import relay
from procflow.config import Settings
from procflow.db import db
from procflow.models import Base
from procflow.relay.posting import Answer
from procflow.worker import Outbox
from tests.api.conftest import ROOT, Caller

URL = "https://oa.example.cn/hooks/procflow"
HOWTO = Path(__file__).parent.parent.parent / "docs" / "howto" / "webhooks.md"


@pytest.fixture
def admin(app):
    return Caller(app, "admin")


@pytest.fixture
def added(admin):
    made = add(admin)
    yield made
    delete(admin, f"/webhooks/{made['webhook']['webhook']}")


def add(admin, url=URL, unit="lh1", **headers):
    answer = admin.post("/webhooks", {"unit": unit, "url": url}, **headers)
    assert answer.status_code == 201, answer.json
    return answer.json


def delete(caller, path):
    return caller.client.delete(ROOT + path, headers=caller.headers)


def acts(hook):
    """Every operation on a webhook."""
    at = f"/webhooks/{hook}"
    return [
        lambda caller: caller.get(at), lambda caller: caller.get(f"{at}/deliveries"), lambda caller: caller.post(f"{at}/secrets"),
        lambda caller: caller.post(f"{at}/deliveries/1/replay"), lambda caller: caller.post(f"{at}/replay", {"after": 0}), lambda caller: delete(caller, at),
    ]  # fmt: skip


def sent(app, hook, status=200):
    """Everything due is sent, to nobody but this list."""
    got = []

    def arrive(url, headers, body):
        got.append((url, headers, body))
        return Answer(status, 3, "" if status == 200 else "answered")

    with app.app_context():
        relay.relay(db.session())
        while relay.send(db.session(), hook, app.config["SECRET_KEY"], arrive):
            pass
        db.session.rollback()
    return got


def test_whoever_administers_the_unit_sees_it_and_nobody_else_does(app, admin, added):
    assert added["webhook"]["webhook"] in [each["webhook"] for each in admin.get("/webhooks").json]
    for person in ("Y01", "M01"):
        assert Caller(app, person).get("/webhooks").json == []
        for act in acts(added["webhook"]["webhook"]):
            assert act(Caller(app, person)).status_code == 404
        assert Caller(app, person).post("/webhooks", {"unit": "lh1", "url": URL}).status_code == 404
    assert admin.get(f"/webhooks/{added['webhook']['webhook']}").json["ended"] == ""


def test_its_secret_is_told_once_and_kept_nowhere(app, admin, added):
    raw = base64.b64decode(added["secret"].removeprefix("whsec_"))
    assert len(raw) == 32
    assert added["secret"] not in admin.get(f"/webhooks/{added['webhook']['webhook']}").text
    with app.app_context():
        stored = [
            str(tuple(row)) for table in Base.metadata.sorted_tables for row in db.session.execute(text(f"SELECT * FROM {table.name}"))
        ]
    assert [row for row in stored if added["secret"] in row or str(raw) in row or raw.hex() in row] == []


def test_what_is_sent_is_the_event_of_the_feed_signed_with_that_secret(app, added):
    """The trail of one claim that is begun and withdrawn."""
    member = Caller(app, "M05")
    no = member.post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}}).json["case"]["no"]
    member.step(no, "withdraw")
    got = [each for each in sent(app, added["webhook"]["webhook"]) if no in each[2].decode()]
    feed = [each for each in Caller(app, "Y01").get("/events?limit=1000").json["events"] if each["case"] == no]
    assert [each["step"] for each in feed] == ["create", "withdraw"]
    assert [each[1]["webhook-id"] for each in got] == [each["id"] for each in feed]
    key = base64.b64decode(added["secret"].removeprefix("whsec_"))
    for url, headers, body in got:
        mac = hmac.digest(key, f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body, hashlib.sha256)
        assert (url, headers["webhook-signature"]) == (URL, f"v1,{base64.b64encode(mac).decode()}")


def test_the_log_tells_in_words_what_went_wrong_and_how_often(app, added):
    english, at = Caller(app, "admin", "en"), f"/webhooks/{added['webhook']['webhook']}"
    Caller(app, "M05").post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}})
    sent(app, added["webhook"]["webhook"], 500)
    (one,) = english.get(f"{at}/deliveries?state=waiting").json["items"]
    assert (one["state_title"], one["due"] != "", [each["status"] for each in one["tries"]]) == ("Waiting", True, [500])
    assert one["tries"][0]["problem_title"] == "The other side did not take it: the status was not 2xx"
    assert english.get(at).json["waiting"] == 1
    assert english.get(f"{at}/deliveries?state=done").json["items"] == []


def test_the_log_is_read_page_by_page(app, admin, added):
    at = f"/webhooks/{added['webhook']['webhook']}"
    admin.post(f"{at}/replay", {"after": 0})
    got, path, pages = sent(app, added["webhook"]["webhook"]), f"{at}/deliveries?limit=50", []
    while path:
        answer = admin.get(path)
        pages.append(answer.json["items"])
        path = answer.headers.get("Link", "").partition(">")[0].removeprefix(f"<{ROOT}")
    shown = [each for page in pages for each in page]
    assert sorted(each["event"] for each in shown) == sorted(headers["webhook-id"] for _, headers, _ in got)
    assert [each["delivery"] for each in shown] == sorted(each["delivery"] for each in shown)
    assert (len(pages) > 2, {each["state"] for each in shown}) == (True, {"done"})


def test_one_delivery_is_sent_again_under_its_old_id(app, admin, added):
    hook = added["webhook"]["webhook"]
    Caller(app, "M05").post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}})
    ((_, first, _),) = sent(app, hook)
    (one,) = admin.get(f"/webhooks/{hook}/deliveries").json["items"]
    again = admin.post(f"/webhooks/{hook}/deliveries/{one['delivery']}/replay")
    assert (again.status_code, again.json["state"]) == (200, "waiting")
    ((_, second, _),) = sent(app, hook)
    assert second["webhook-id"] == first["webhook-id"]
    assert len(admin.get(f"/webhooks/{hook}/deliveries").json["items"][0]["tries"]) == 2
    for other in ("0", "99999999999", "1", "x"):
        assert admin.post(f"/webhooks/{hook}/deliveries/{other}/replay").status_code == 404


def test_one_that_was_taken_away_is_told_nothing_and_can_still_be_looked_up(app, admin, added):
    hook = added["webhook"]["webhook"]
    assert delete(admin, f"/webhooks/{hook}").json["ended"] != ""
    assert delete(admin, f"/webhooks/{hook}").status_code == 200
    Caller(app, "M05").post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}})
    assert sent(app, hook) == []
    assert admin.get(f"/webhooks/{hook}/deliveries").status_code == 200
    assert admin.post(f"/webhooks/{hook}/secrets").status_code == 404


def test_a_key_is_one_webhook(admin, added):
    first = add(admin, Idempotency_Key="one-hook")
    assert add(admin, Idempotency_Key="one-hook") == first
    other = admin.post("/webhooks", {"unit": "lh1", "url": f"{URL}/2"}, Idempotency_Key="one-hook")
    assert (other.status_code, other.json["code"], other.json["record"] != "") == (409, "KEY_REUSED", True)
    assert first["secret"] != added["secret"]
    delete(admin, f"/webhooks/{first['webhook']['webhook']}")


@pytest.mark.parametrize(
    "url", ["ftp://oa.example.cn/", "https://u:p@oa.example.cn/", "oa.example.cn", "", "https://oa.example.cn/" + "x" * 1000]
)
def test_an_address_that_is_none_is_told_so(admin, url):
    answer = admin.post("/webhooks", {"unit": "lh1", "url": url})
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (400, "url")


@pytest.mark.loopback
def test_the_receiver_of_the_how_to_checks_and_takes_what_the_worker_sends_and_refuses_the_rest(app, admin, monkeypatch, capsys):
    """Nothing stands in for anything here: the outbox's jobs, the queue, a socket, the signature."""
    source = re.search(r"```python\n(.+?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)[1]
    scope = {"__name__": "receiver"}
    exec(compile(source, str(HOWTO), "exec"), scope)
    quiet = type("Quiet", (scope["Receiver"],), {"log_message": lambda *_: None})
    with HTTPServer(("127.0.0.1", 0), quiet) as server:
        threading.Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True).start()
        made = add(admin, f"http://127.0.0.1:{server.server_address[1]}/in")
        quiet.secret = made["secret"]
        no = Caller(app, "M05").post("/cases", {"procedure": "bonus_claim", "unit": "lh1", "step": "create", "form": {}}).json["case"]["no"]
        work(app)
        assert no in capsys.readouterr().out
        quiet.secret = "whsec_" + base64.b64encode(b"another").decode()
        Caller(app, "M05").step(no, "withdraw")
        work(app)
        server.shutdown()
    states = [each["state"] for each in admin.get(f"/webhooks/{made['webhook']['webhook']}/deliveries").json["items"]]
    assert states == ["done", "waiting"]
    delete(admin, f"/webhooks/{made['webhook']['webhook']}")


def work(app):
    """Feed and do until nothing presses, as the worker's threads would."""
    outbox = Outbox(Settings(home=Path(app.config["EVIDENCE"]).parent, database_url=app.config["SQLALCHEMY_DATABASE_URI"]), periodic={})
    for _ in range(3):
        outbox.feed()
        while (task := outbox.queue.dequeue()) is not None:
            outbox.queue.execute(task)
    outbox.engine.dispose()
    outbox.queue.storage.close()
