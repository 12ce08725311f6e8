"""Mail to people, against a real server on this machine: a summary a day, what presses at once, nothing in quiet hours, nobody's name in it."""

import email
from email import policy

import pytest
from aiosmtpd.controller import Controller

from procflow.config import Settings, Smtp
from procflow.engine import preferences as keeping
from procflow.models import Job, Mailed
from procflow.relay import mailing
from procflow.relay.letters import Item, letter
from procflow.relay.pending import quiet
from procflow.worker import Outbox
from tests.servers import free_port
from tests.world import NAMES

pytestmark = pytest.mark.loopback


class Box:
    """What came in; `broken` says that the server refuses."""

    def __init__(self):
        self.mails, self.broken = [], False

    async def handle_DATA(self, server, session, envelope):
        if self.broken:
            return "451 try again later"
        self.mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=policy.default)))
        return "250 taken"


@pytest.fixture
def box():
    return Box()


@pytest.fixture
def smtp(box):
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield Smtp("127.0.0.1", port, "procflow@example.cn", "none", site="https://points.example.cn")
    controller.stop()


@pytest.fixture
def told(world):
    """Y04 keeps the minutes of the points group and wants mail; a claim lies before it."""
    world.at("2024-03-12", 10)
    no = world.claim()
    keeping.reach(world.session, "Y04", "li@example.cn", {"daily": True, "quiet": ["21:00", "08:00"], "lang": "zh"})
    return no


def text(box):
    return "\n".join(mail.get_content() for _, mail in box.mails).replace("\r", "")


def test_one_summary_a_day_and_what_falls_due_at_once_each_thing_once(world, told, box, smtp):
    def subjects(day, hour):
        world.at(day, hour)
        box.mails.clear()
        mailing.send(world.session, smtp, "Y04")
        return [mail["Subject"] for _, mail in box.mails]

    world.step(told, "nudge", "M01")
    assert subjects("2024-03-12", 10) == ["党员积分流程：每日汇总 1 项"]
    assert box.mails[0][0] == ["li@example.cn"]
    assert f"[通知]\n- {told} 加分申报\n  https://points.example.cn/cases/{told}" in text(box)
    other = world.claim("M02")
    world.step(other, "nudge", "M02")
    assert subjects("2024-03-12", 11) == [], "a notice waits for the next day's summary"
    assert subjects("2024-03-13", 7) == [], "quiet hours"
    assert subjects("2024-03-13", 9) == ["党员积分流程：每日汇总 1 项"]
    assert subjects("2024-03-13", 10) == [], "told once"
    keeping.reach(world.session, "Y04", "li@example.cn", {"daily": False, "quiet": ["21:00", "08:00"], "lang": "en"})
    assert subjects("2024-03-19", 9) == ["Member points: 2 urgent items"]
    assert "Due today" in text(box)
    assert subjects("2024-03-20", 9) == ["Member points: 2 urgent items"], "once more when it is late"
    assert subjects("2024-03-21", 9) == []


def test_no_mail_names_anybody(world, told, box, smtp):
    world.step(told, "nudge", "M01")
    mailing.send(world.session, smtp, "Y04")
    assert [name for name in (*NAMES, *NAMES.values(), "李大娘") if name in text(box).replace(told, "")] == []


def test_a_server_that_refuses_is_tried_again_and_nothing_is_marked_before(world, told, box, smtp, engine_url, tmp_path):
    outbox = Outbox(Settings(home=tmp_path, database_url=str(world.session.get_bind().url), smtp=smtp), periodic={})
    box.broken = True
    world.step(told, "nudge", "M01")
    mailing.sweep(world.session)
    (job,) = world.rows(Job, Job.kind == mailing.SEND)
    outbox.work(job.job_id)
    (job,) = world.rows(Job, Job.kind == mailing.SEND)
    assert (job.state, job.attempts, world.rows(Mailed)) == ("queued", 1, [])
    box.broken = False
    mailing.send(world.session, smtp, "Y04")
    assert len(box.mails) == 1
    assert len(world.rows(Mailed)) == 2
    outbox.engine.dispose()


def test_whoever_gave_no_address_or_took_it_back_gets_none(world, told, box, smtp):
    keeping.reach(world.session, "Y04", "", {"daily": True, "quiet": ["21:00", "08:00"], "lang": "zh"})
    mailing.sweep(world.session)
    mailing.send(world.session, smtp, "Y05")
    assert (world.rows(Job, Job.kind == mailing.SEND), box.mails) == ([], [])


@pytest.mark.parametrize(
    ("hours", "at", "still"),
    [(("21:00", "08:00"), 22, True), (("21:00", "08:00"), 8, False), (("12:00", "14:00"), 13, True), (("12:00", "12:00"), 12, False)],
)
def test_quiet_hours_may_pass_midnight(hours, at, still):
    from datetime import datetime

    assert quiet(datetime(2024, 3, 12, at), hours) is still


def test_the_same_things_make_the_same_mail():
    smtp, items = Smtp("h", 25, "a@b.cn"), [Item("task:1", "待办", "D1-1", "加分申报")]
    first, second, other = (letter(smtp, "x@y.cn", each, "zh", daily=True)["Message-ID"] for each in (items, items, items * 2))
    assert first == second != other
