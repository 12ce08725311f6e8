"""Somebody who is told of events, without a network: what arrived, what is answered, and a clock that is moved by hand."""

import json
from datetime import timedelta

import pytest

from procflow import relay
from procflow.jobs import later
from procflow.relay import hooks, sending
from procflow.relay.posting import Answer

SECRET = "the secret of this installation, long enough"


class Receiver:
    """The other side of a webhook. `answers` gives the status for an event, 0 for silence; `at` is the database's clock."""

    def __init__(self, world, unit="d1", key="hook"):
        self.session, self.got, self.at, self.answers = world.session, [], "2030-01-01T00:00:00.000000Z", lambda _: 200
        self.url = f"https://{key}.example.cn/in?of={key}"
        relay.relay(world.session)
        self.hook, self.salt = hooks.add(world.session, "adm", key, unit, self.url)

    def __call__(self, url, headers, body):
        assert url == self.url
        data = json.loads(body)["data"]
        self.got.append((data, headers, body))
        status = self.answers(data)
        return Answer(status, 7, "" if status // 100 == 2 else "answered" if status else "unreachable")

    def told(self, **later_by):
        """What arrives after the clock went on: (case, seq) of each."""
        self.at, self.got = later(self.at, timedelta(**later_by)), []
        relay.relay(self.session)
        sending.send(self.session, self.hook, SECRET, self, lambda _: self.at)
        return [(data["case"] or data["type"], data["seq"]) for data, _, _ in self.got]


@pytest.fixture
def receiver(world):
    return Receiver(world)


def whole(claim):
    """What a claim that was handed in leaves: begun, submitted, routed."""
    return [(claim, seq) for seq in range(3)]
