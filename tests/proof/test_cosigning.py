"""The log asks its witnesses: true lines are kept, a quorum is counted, and a witness that saw another log under this name refuses, with a stolen key too."""

import logging

import pytest
from sqlalchemy import func, select

from procflow.engine import note
from procflow.errors import Misconfigured
from procflow.models import AuditEvent, LogCosignature
from procflow.proof.check import verify
from procflow.proof.cosigning import GARBLED, REFUSED, SIGNED, SILENT, UNKNOWN, UNTRUSTED, cosign
from procflow.proof.notes import Note, Verifier
from procflow.proof.publishing import publish
from procflow.proof.rounds import CONTRADICTED, Unwitnessed, witnessed, works
from procflow.proof.sealer import seal, some
from procflow.proof.signer import Signer
from procflow.proof.witness.memory import conflicts
from procflow.proof.witnesses import Witnesses, cosigned, covered
from procflow.queries.checkpoints import last_checkpoint
from tests.proof.attacks import Scene, rewritten_and_signed
from tests.proof.tamper import behind
from tests.proof.witnessed import SECOND, asked, known, thief, witness


@pytest.fixture
def signer(tmp_path):
    made = Signer(tmp_path / "signer")
    made.make("test/log")
    return made


@pytest.fixture
def first(tmp_path, signer):
    return witness(tmp_path / "w1", "w1.example", signer.state.now.vkeys)


@pytest.fixture
def second(tmp_path, signer):
    return witness(tmp_path / "w2", "w2.example", signer.state.now.vkeys)


def sealed_on(session, signer):
    note(session, kind="test", actor="M01", data={})
    seal(session)
    publish(session, signer)


def outcomes(said):
    return [each.outcome for each in said]


def lines(session):
    return session.scalar(select(func.count()).select_from(LogCosignature))


def test_each_witness_signs_each_checkpoint_once_and_its_line_is_true(session, signer, first, second):
    both = known(first, second)
    some(session, 20)
    publish(session, signer)
    assert outcomes(cosign(session, both, asked(first, second))) == [SIGNED, SIGNED]
    assert outcomes(cosign(session, both, lambda *_: pytest.fail("it has signed"))) == [SIGNED, SIGNED]
    seal(session)
    publish(session, signer)
    cosign(session, both, asked(first, second))
    assert lines(session) == 4
    newest = last_checkpoint(session)
    line = session.scalar(
        select(LogCosignature.line).where(LogCosignature.witness == "w1.example", LogCosignature.tree_size == newest.size)
    )
    assert Note.read(newest.note + line).check(first.verifier) == {first.verifier: SECOND}
    assert first.memory.of("test/log").size == newest.size == 51
    assert verify(session, signer=signer.state).ok


def test_before_anything_is_signed_nobody_is_asked(session, first):
    assert cosign(session, known(first), lambda *_: pytest.fail("nothing to show")) == ()


def test_a_witness_that_lags_or_is_ahead_of_what_was_kept_is_asked_again_from_where_it_stands(session, signer, first, tmp_path):
    some(session, 20)
    publish(session, signer)
    cosign(session, known(first), asked(first))
    sealed_on(session, signer)
    new = witness(tmp_path / "new", "w3.example", signer.state.now.vkeys)
    lost = lambda url, body: (asked(new)(url, body), (_ for _ in ()).throw(TimeoutError))[1]
    assert outcomes(cosign(session, known(new), lost)) == [SILENT], "it signed, and the answer was lost"
    sealed_on(session, signer)
    assert outcomes(cosign(session, known(new, first), asked(new, first))) == [SIGNED, SIGNED]


def test_whoever_does_not_sign_is_told_apart(session, signer, first, tmp_path):
    seal(session)
    publish(session, signer)
    stranger = witness(tmp_path / "s", "w1.example", signer.state.now.vkeys)
    assert outcomes(cosign(session, known(first), asked())) == [SILENT]
    assert outcomes(cosign(session, known(first), asked(stranger))) == [GARBLED], "a line by another key of the same name"
    assert outcomes(cosign(session, known(first), lambda *_: (200, ""))) == [GARBLED]
    assert outcomes(cosign(session, known(first), lambda *_: (500, ""))) == [GARBLED]
    assert outcomes(cosign(session, known(first), lambda *_: (200, "no line\n"))) == [GARBLED]
    ignorant = witness(tmp_path / "i", "w4.example")
    assert outcomes(cosign(session, known(ignorant), asked(ignorant))) == [UNKNOWN]
    ignorant.trust(Signer(tmp_path / "other").make("test/log").now.vkeys[0])
    assert outcomes(cosign(session, known(ignorant), asked(ignorant))) == [UNTRUSTED]
    assert lines(session) == 0


def test_a_quorum_is_more_than_half_and_counts_the_log_that_enough_of_them_saw(session, signer, first, second, tmp_path):
    third = witness(tmp_path / "w3", "w3.example", signer.state.now.vkeys)
    every = known(first, second, third)
    assert (every.quorum, known(first, second).quorum, known(first).quorum, Witnesses().quorum) == (2, 2, 1, 0)
    some(session, 20)
    publish(session, signer)
    cosign(session, every, asked(first, second))
    assert covered(cosigned(session, "test/log", every), every.quorum) == 20
    seal(session)
    publish(session, signer)
    cosign(session, every, asked(first))
    found = cosigned(session, "test/log", every)
    assert [(each.witness, each.size) for each in found] == [("w1.example", 51), ("w2.example", 20), ("w3.example", 0)]
    assert [covered(found, quorum) for quorum in (0, 1, 2, 3)] == [0, 51, 20, 0]
    assert found[0].at == "2023-11-14T22:13:20.000000Z"
    session.rollback()


def test_a_line_that_somebody_wrote_into_the_table_counts_for_nothing(session, signer, first):
    seal(session)
    publish(session, signer)
    cosign(session, known(first), asked(first))
    of = first.verifier
    line = session.scalar(select(LogCosignature.line))
    sealed_on(session, signer)
    session.add(LogCosignature(origin="test/log", tree_size=52, witness=of.name, line=line))
    session.commit()
    assert [each.size for each in cosigned(session, "test/log", known(first))] == [0]


@pytest.mark.parametrize("goes_on", [False, True])
def test_a_stolen_key_does_not_make_a_witness_sign_another_history(session, engine_url, signer, first, caplog, tmp_path, goes_on):
    """The database rewritten, its head signed with the log's own key: whoever checks signatures alone takes it, the witness does not."""
    caplog.set_level(logging.CRITICAL)
    seal(session)
    publish(session, signer)
    cosign(session, known(first), asked(first))
    rewritten_and_signed(Scene(session, engine_url, signer, lambda: session))
    if goes_on:
        sealed_on(session, thief(signer, tmp_path / "thief"))
    gone(session, engine_url, "log_cosignature")
    for _ in range(2):
        assert outcomes(witnessed(session, known(first), asked(first))) == [REFUSED]
    assert session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.type == CONTRADICTED)) == 1
    assert "w1.example refuses" in caplog.text
    assert first.memory.of("test/log").size == 51
    convicts = [Note.read(path.read_text()) for path in conflicts(first.folder)]
    assert len(convicts) == 1
    assert convicts[0].check(*map(Verifier.of, signer.state.now.vkeys)), "what it keeps bears the log's own signature"


def test_an_older_backup_that_goes_on_is_refused_by_the_witness(session, engine_url, signer, first, tmp_path):
    seal(session)
    publish(session, signer)
    cosign(session, known(first), asked(first))
    gone(session, engine_url, "log_head", "audit_leaf", "log_note", "log_cosignature")
    with behind(engine_url) as door:
        door.run("INSERT INTO audit_pending (event_pk) SELECT id FROM audit_event ORDER BY id")
    some(session, 20)
    publish(session, thief(signer, tmp_path / "thief"))
    assert outcomes(cosign(session, known(first), asked(first))) == [REFUSED], "it saw fifty-one, and is shown twenty"


def gone(session, engine_url, *tables):
    session.rollback()
    with behind(engine_url) as door:
        for table in tables:
            door.run(f"DELETE FROM {table}")


def test_the_job_fails_visibly_until_every_witness_signed(session, signer, first, monkeypatch):
    seal(session)
    publish(session, signer)
    work = works(session.get_bind(), signer, known(first))["log.cosign"]
    monkeypatch.setattr("procflow.proof.cosigning.fetched", asked())
    with pytest.raises(Unwitnessed, match=r"w1\.example silent"):
        work({})
    monkeypatch.setattr("procflow.proof.cosigning.fetched", asked(first))
    work({})
    assert lines(session) == 1


@pytest.mark.parametrize(
    "text",
    [
        "https://w.example",
        "w.example {key}",
        "https://w.example {log}",
        "https://w.example {key}; https://x.example {key}",
        "https://u:p@w.example {key}",
    ],
)
def test_settings_that_name_no_witness_are_refused(first, signer, text):
    with pytest.raises(Misconfigured):
        Witnesses.of(text.format(key=first.verifier, log=signer.state.now.vkeys[0]))
    with pytest.raises(Misconfigured):
        Witnesses.of(f"https://w.example {first.verifier};", 2)
