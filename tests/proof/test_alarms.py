"""What is wrong with the sealed log is said in words (AU-5, 8.1.4.3 d): a witness that has not seen it for a day, one that refuses, and when all is well nothing."""

import pytest
from sqlalchemy import text

from procflow.engine import note
from procflow.proof.cosigning import cosign
from procflow.proof.publishing import publish
from procflow.proof.rounds import witnessed
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer
from procflow.proof.standing import standing
from procflow.wording import say
from tests.proof.witnessed import asked, known, witness


@pytest.fixture
def signer(tmp_path):
    made = Signer(tmp_path / "signer")
    made.make("test/log")
    return made


@pytest.fixture
def only(tmp_path, signer):
    return witness(tmp_path / "w1", "w1.example", signer.state.now.vkeys)


def on_the_real_clock(session):
    session.execute(text("DELETE FROM installation WHERE name = 'now'"))
    session.commit()


def published(session, signer):
    seal(session)
    publish(session, signer)


def test_without_witnesses_nothing_is_asked_of_them(session, signer):
    published(session, signer)
    on_the_real_clock(session)
    found = standing(session, signer)
    assert (found.ok, found.witnesses, found.quorum, found.witnessed) == (True, (), 0, 0)


def test_what_no_witness_saw_for_a_day_is_an_alarm_until_one_did(session, signer, only):
    published(session, signer)
    assert standing(session, signer, known(only)).ok, "in a rehearsal the clock says nothing of it"
    on_the_real_clock(session)
    found = standing(session, signer, known(only))
    assert [each.sentence[:10] for each in found.alarms] == ["第 {size} 条"]
    assert found.alarms[0].inputs["size"] == 0
    assert int(found.alarms[0].inputs["hours"]) >= 24
    assert not found.alarms[0].grave
    for lang in ("zh", "en"):
        assert "{" not in say(found.alarms[0].sentence, lang, **found.alarms[0].inputs)
    session.rollback()
    cosign(session, known(only), asked(only))
    found = standing(session, signer, known(only))
    assert (found.ok, found.witnessed, found.quorum) == (True, 51, 1)
    assert [(each.witness, each.size, each.at) for each in found.witnesses] == [("w1.example", 51, "2023-11-14T22:13:20.000000Z")]


def test_a_fresh_record_that_is_not_witnessed_yet_is_no_alarm_however_old_the_last_cosignature(session, signer, only):
    published(session, signer)
    cosign(session, known(only), asked(only, second=1))
    on_the_real_clock(session)
    note(session, kind="test", actor="M01", data={})
    published(session, signer)
    assert standing(session, signer, known(only)).ok


def test_an_old_record_behind_the_last_cosignature_is_one(session, signer, only):
    published(session, signer)
    cosign(session, known(only), asked(only))
    note(session, kind="test", actor="M01", data={})  # by the rehearsal's clock, two years ago
    published(session, signer)
    on_the_real_clock(session)
    assert [each.inputs["size"] for each in standing(session, signer, known(only)).alarms] == [51]


def test_two_of_three_are_enough_and_one_is_not(session, signer, only, tmp_path):
    others = [witness(tmp_path / f"w{n}", f"w{n}.example", signer.state.now.vkeys) for n in (2, 3)]
    every = known(only, *others)
    published(session, signer)
    on_the_real_clock(session)
    cosign(session, every, asked(only))
    assert not standing(session, signer, every).ok
    session.rollback()
    cosign(session, every, asked(others[0]))
    assert standing(session, signer, every).ok


@pytest.mark.parametrize("status", [409, 422])
def test_a_refusal_stays_an_alarm_until_the_witness_signs_again(session, signer, only, status):
    published(session, signer)
    cosign(session, known(only), asked(only))
    note(session, kind="test", actor="M01", data={})
    published(session, signer)
    witnessed(session, known(only), lambda *_: (status, ""))
    found = standing(session, signer, known(only))
    assert [(each.grave, each.inputs) for each in found.alarms] == [(True, {"witness": "w1.example"})]
    session.rollback()
    published(session, signer)  # its own record, that of the refusal
    witnessed(session, known(only), asked(only))
    assert standing(session, signer, known(only)).ok
