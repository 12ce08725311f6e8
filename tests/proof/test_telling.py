"""Whoever administers or audits is told what is wrong with the log, once a day each (AU-5); and a checkpoint is left every day, once (L2)."""

import pytest

from procflow.config import Smtp
from procflow.engine import preferences
from procflow.proof import telling
from procflow.proof.alarms import CONTRADICTS, WAITS, Alarm
from procflow.proof.checkpoint import opened
from procflow.proof.cosigning import cosign
from procflow.proof.keeping import keep_daily
from procflow.proof.notes import Note, Verifier
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal, some
from procflow.proof.signer import Signer
from tests.proof.witnessed import asked, known, witness
from tests.proof.world import World

SMTP = Smtp("mail.invalid", 25, "procflow@example.cn", site="https://points.example.cn")
LATE = Alarm(WAITS, {"seconds": 99, "most": 60})
GRAVE = Alarm(CONTRADICTS, {"witness": "w1.example"}, grave=True)


@pytest.fixture
def sent(session, monkeypatch):
    """What goes out; an administrator, an auditor and a member want mail, a second auditor does not."""
    world = World(session, keys=iter(range(9000, 9100)))
    for person, role in (("A01", "sysadmin"), ("A02", "auditor"), ("A03", "auditor")):
        world.file("person", person, name=person)
        world.file("role", person, role=role)
    for person, lang in (("A01", "zh"), ("A02", "en"), ("M01", "zh")):
        preferences.reach(session, person, f"{person}@example.cn", {"daily": True, "quiet": ["00:00", "23:59"], "lang": lang})
    mails = []
    monkeypatch.setattr(telling, "deliver", lambda _, mail: mails.append(mail))
    return mails


def test_administrators_and_auditors_are_told_and_nobody_else(session, sent):
    telling.tell(session, [LATE, GRAVE], SMTP)
    assert {mail["To"]: mail["Subject"] for mail in sent} == {
        "A01@example.cn": "党员积分流程：封存日志可能被改写",
        "A02@example.cn": "Procflow: the sealed log may have been rewritten",
    }
    said = sent[0].get_content()
    assert "已等待封存 99 秒" in said
    assert "w1.example" in said
    assert "https://points.example.cn/audit/integrity" in said


def test_each_kind_is_told_once_a_day(session, sent):
    telling.tell(session, [LATE], SMTP)
    telling.tell(session, [Alarm(WAITS, {"seconds": 400, "most": 60})], SMTP)
    assert len(sent) == 2, "it has only become later"
    telling.tell(session, [LATE, GRAVE], SMTP)
    assert [mail.get_content().count("\n- ") + mail.get_content().startswith("- ") for mail in sent[2:]] == [1, 1]


def test_where_nothing_is_wrong_nobody_is_asked_for(session, sent, monkeypatch):
    monkeypatch.setattr(telling, "reachable", lambda _: pytest.fail("nothing is to be told"))
    telling.tell(session, [], SMTP)
    assert sent == []


def test_a_mail_that_did_not_go_is_sent_by_the_next_look(session, sent, monkeypatch):
    monkeypatch.setattr(telling, "deliver", lambda *_: (_ for _ in ()).throw(OSError("no server")))
    with pytest.raises(OSError, match="no server"):
        telling.tell(session, [LATE], SMTP)
    session.rollback()
    monkeypatch.setattr(telling, "deliver", lambda _, mail: sent.append(mail))
    telling.tell(session, [LATE], SMTP)
    assert len(sent) == 2


def test_a_checkpoint_is_left_for_each_day_and_never_written_again(session, tmp_path):
    signer, folder = Signer(tmp_path / "signer"), tmp_path / "supervisor"
    assert keep_daily(session, folder) is None
    some(session, 20)
    publish(session, signer)
    vkeys = signer.state.now.vkeys
    only = witness(tmp_path / "w1", "w1.example", vkeys)
    cosign(session, known(only), asked(only))
    path = keep_daily(session, folder)
    kept = path.read_text()
    assert path.name.count("-") == 2
    assert opened(kept, *map(Verifier.of, vkeys)).size == 20
    assert only.verifier in Note.read(kept).check(only.verifier)
    seal(session)
    publish(session, signer)
    assert keep_daily(session, folder) == path
    assert path.read_text() == kept


def test_the_job_leaves_the_checkpoint_and_needs_no_mail_server(session, tmp_path):
    signer = Signer(tmp_path / "signer")
    seal(session)
    publish(session, signer)
    telling.works(session.get_bind(), signer, known(), tmp_path / "kept", None)[telling.WATCH]({})
    assert len(list((tmp_path / "kept").iterdir())) == 1
