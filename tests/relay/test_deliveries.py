"""Who is told what: a unit's events and those below, from the day on, once each; again where the cursor is set back."""

import pytest

from procflow import relay
from procflow.engine import audit
from procflow.errors import NotFound, Refused
from procflow.models import Delivery, Webhook
from procflow.relay import deliveries, hooks
from tests.relay.conftest import Receiver, whole


def test_a_webhook_is_told_of_its_unit_and_those_below_and_of_no_other(world):
    own, above, beside = (Receiver(world, unit, unit) for unit in ("d1", "xz", "d2"))
    no = world.begin("bonus_claim", "M01")
    assert own.told() == above.told() == [(no, 0)]
    assert beside.told() == []


def test_it_is_told_of_what_comes_and_not_of_what_was(world):
    world.begin("bonus_claim", "M01")
    assert Receiver(world).told() == []


def test_each_event_is_told_once(receiver, world):
    no = world.claim()
    assert receiver.told() == whole(no)
    assert receiver.told(days=1) == []
    assert {each.state for each in world.rows(Delivery)} == {"done"}


def test_set_back_it_is_told_everything_again_under_the_same_ids(receiver, world):
    world.claim()
    receiver.told()
    first = [data["id"] for data, _, _ in receiver.got]
    hooks.set_back(world.session, "adm", receiver.hook, 0)
    receiver.told(seconds=1)
    again = [data["id"] for data, _, _ in receiver.got]
    assert [ident for ident in again if ident in first] == first
    assert len(again) == len(set(again)) > 20, "what came before it was added comes too"


def test_set_back_it_leaves_alone_what_waits_still(receiver, world):
    receiver.answers = lambda _: 500
    world.claim()
    receiver.told()
    before = world.rows(Delivery)
    hooks.set_back(world.session, "adm", receiver.hook, world.rows(Webhook)[0].cursor - 2)
    relay.relay(world.session)
    assert world.rows(Delivery) == before


def test_a_long_way_is_made_up_in_batches(receiver, world, monkeypatch):
    monkeypatch.setattr(deliveries, "AT_ONCE", 3)
    hooks.set_back(world.session, "adm", receiver.hook, 0)
    told = receiver.told()
    assert len(told) == len(set(told)) > 9


def test_one_that_was_given_up_or_done_is_sent_again_when_asked(receiver, world):
    no = world.claim()
    receiver.told()
    second = receiver.got[1][0]
    hooks.again(world.session, "adm", receiver.hook, second["cursor"])
    assert receiver.told(seconds=1) == [(no, 1)]
    assert receiver.got[0][0] == second


def test_of_a_webhook_that_was_taken_away_nothing_is_sent_or_changed(receiver, world):
    world.claim()
    relay.relay(world.session)
    hooks.end(world.session, "adm", receiver.hook)
    assert receiver.told() == []
    for change in (lambda: hooks.set_back(world.session, "adm", receiver.hook, 0), lambda: hooks.renew(world.session, "adm", "k", receiver.hook),
                   lambda: hooks.again(world.session, "adm", receiver.hook, 1)):  # fmt: skip
        with pytest.raises(NotFound):
            change()
        world.session.rollback()


def test_every_change_is_on_record_with_who_made_it(receiver, world):
    world.claim()
    receiver.told()
    hooks.renew(world.session, "adm", "k", receiver.hook)
    hooks.again(world.session, "adm", receiver.hook, receiver.got[0][0]["cursor"])
    hooks.set_back(world.session, "adm", receiver.hook, 5)
    hooks.end(world.session, "adm", receiver.hook)
    noted = [each for each in audit.chain(world.session, "person/adm") if each.body["type"].startswith("webhook.")]
    assert [each.body["type"] for each in noted] == [f"webhook.{name}" for name in ("added", "renewed", "sent_again", "set_back", "ended")]
    assert {(each.body["unit"], each.body["form"]["webhook"]) for each in noted} == {("d1", receiver.hook)}
    assert [receiver.url in str(each.body) or receiver.salt in str(each.body) for each in noted] == [False] * 5


def test_a_key_that_meant_another_address_is_refused_on_record(receiver, world):
    with pytest.raises(Refused) as caught:
        hooks.add(world.session, "adm", "hook", "d1", "https://elsewhere.example.cn/")
    assert caught.value.code == "KEY_REUSED"
    assert audit.chain(world.session, "person/adm")[-1].refused


@pytest.mark.parametrize("url", [
    "https://oa.example.cn/hooks", "http://10.0.0.5:8080/in?x=1", "https://[::1]/in", "http://localhost"])  # fmt: skip
def test_an_address_of_the_web_is_usable(url):
    assert hooks.usable(url) is True


@pytest.mark.parametrize("url", [
    "ftp://oa.example.cn/", "file:///etc/passwd", "https://", "https://u:p@oa.example.cn/", "https://u@oa.example.cn/", "oa.example.cn/in",
    "https://oa.example.cn:99999/", "https://oa.example.cn:0/", "https://oa.example.cn/#a", "https://oa.example.cn/a b", "https://例子.cn/",
    "https://oa.example.cn/\r\nX: y", "https://[::1/"])  # fmt: skip
def test_anything_else_is_not(url):
    assert hooks.usable(url) is False
