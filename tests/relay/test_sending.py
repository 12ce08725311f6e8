"""Sending: signed, in the order of each case, again and again with longer pauses, at least once whatever dies in between."""

import base64
import hashlib
import hmac
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import relay
from procflow.models import Delivery, DeliveryAttempt, Webhook
from procflow.relay import hooks, sending, signing
from procflow.relay.claiming import MOST_ATTEMPTS
from procflow.relay.posting import Answer
from tests.relay.conftest import SECRET, Receiver, whole


def test_a_message_is_signed_as_standard_webhooks_say(receiver, world):
    """Checked by their own recipe, with the secret that was told when the webhook was added."""
    world.begin("bonus_claim", "M01")
    receiver.told()
    ((data, headers, body),) = receiver.got
    secret = base64.b64decode(signing.secret(SECRET, receiver.hook, receiver.salt).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == (data["id"], "1893456000")
    assert json.loads(body) == {"type": "bonus_claim.create", "timestamp": data["recorded_at"], "data": data}


def test_the_recipe_agrees_with_the_published_example():
    """The test vector of the scheme's own libraries."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    found = signing.signature([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_renewed_secret_signs_beside_the_old_one_for_a_day(receiver, world):
    old = signing.secret(SECRET, receiver.hook, receiver.salt)
    new = signing.secret(SECRET, receiver.hook, hooks.renew(world.session, "adm", "k", receiver.hook))
    receiver.at = world.rows(Webhook)[0].created
    world.begin("bonus_claim", "M01")
    receiver.told(hours=23)
    assert signature(receiver, new, old) == receiver.got[0][1]["webhook-signature"]
    world.begin("bonus_claim", "M02")
    receiver.told(hours=2)
    assert signature(receiver, new) == receiver.got[0][1]["webhook-signature"]


def test_a_case_keeps_its_order_while_others_go_on(receiver, world):
    stuck, other = world.claim("M01"), world.claim("M02")
    receiver.answers = lambda data: 503 if data["case"] == stuck else 204
    assert receiver.told() == [(stuck, 0), *whole(other)]
    world.step(other, "withdraw", "M02")
    assert receiver.told(seconds=9) == [(other, 3)], "the ten seconds of the first pause are not over"
    receiver.answers = lambda _: 200
    assert receiver.told(seconds=1) == whole(stuck)


def test_pauses_grow_fourfold_and_after_the_last_attempt_the_case_goes_on(receiver, world):
    no = world.claim()
    receiver.answers = lambda data: 500 if data["seq"] == 0 else 200
    assert receiver.told() == [(no, 0)]
    for pause in (10, 40, 160, 640, 2560, 10240):
        assert receiver.told(seconds=pause - 1) == []
        assert receiver.told(seconds=1) == [(no, 0)]
    assert receiver.told(seconds=40_959) == []
    assert receiver.told(seconds=1) == whole(no)
    log = world.rows(DeliveryAttempt)
    assert [(each.status, each.problem, each.milliseconds) for each in log] == [(500, "answered", 7)] * MOST_ATTEMPTS + [(200, "", 7)] * 2
    assert [each.state for each in sorted(world.rows(Delivery))] == ["failed", "done", "done"]


def test_whoever_dies_between_sending_and_noting_it_sends_it_again_under_the_same_id(receiver, world):
    no = world.claim()

    def die(_):
        raise KeyboardInterrupt

    receiver.answers = die
    with pytest.raises(KeyboardInterrupt):
        receiver.told()
    world.session.rollback()
    first = receiver.got[0][1]["webhook-id"]
    receiver.answers = lambda _: 200
    assert receiver.told(seconds=119) == [], "its lease runs: perhaps somebody is sending it"
    assert receiver.told(seconds=2) == whole(no)
    assert receiver.got[0][1]["webhook-id"] == first
    assert [each.problem for each in world.rows(DeliveryAttempt)] == ["cut_off", "", "", ""]


def test_one_who_says_nothing_is_left_alone_for_longer_each_time(receiver, world):
    first, second = world.claim("M01"), world.claim("M02")
    receiver.answers = lambda _: 0
    assert receiver.told() == [(first, 0)], "nobody waits for a second time-out"
    assert receiver.told(seconds=9) == []
    assert receiver.told(seconds=1) == [(first, 0)]
    assert receiver.told(seconds=19) == []
    receiver.answers = lambda _: 200
    assert receiver.told(seconds=1) == whole(second)
    assert receiver.told(seconds=40) == whole(first)


def test_four_who_send_at_once_send_each_once_and_in_order(world):
    receiver, lock, got = Receiver(world, "xz"), Lock(), []
    hooks.set_back(world.session, "adm", receiver.hook, 0)
    relay.relay(world.session)
    store = create_engine(world.session.get_bind().url, poolclass=NullPool)

    def arrive(_, __, body):
        with lock:
            got.append(json.loads(body)["data"])
        return Answer(200, 1)

    def work(_):
        with Session(store) as own:
            return sending.send(own, receiver.hook, SECRET, arrive)

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(work, range(4)))
    store.dispose()
    sending.send(world.session, receiver.hook, SECRET, arrive)
    assert len(got) == len({each["id"] for each in got}) == len(world.rows(Delivery)) >= sum(counts)
    for unit in {each["unit"] for each in got}:
        seqs = [each["seq"] for each in got if each["unit"] == unit]
        assert seqs == sorted(seqs)


def test_a_message_tells_nothing_of_people(receiver, world):
    world.posted()
    receiver.told()
    said = b"".join(body for _, _, body in receiver.got).decode()
    assert "bonus_claim.post" in said
    assert [each for each in ("M01", "Y04", "王", "李大娘", "photo") if each in said] == []


def signature(receiver, *secrets):
    _, headers, body = receiver.got[0]
    return signing.signature(secrets, headers["webhook-id"], int(headers["webhook-timestamp"]), body)
