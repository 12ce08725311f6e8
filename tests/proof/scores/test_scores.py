"""A closed period is sealed with its totals and a root over everybody's line; a member shows the own line, and nobody else's (audit-ledger §7)."""

import json
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.canon import dumps, loads
from procflow.errors import NotFound
from procflow.models import AuditEvent, LedgerEntry, SealedPeriod
from procflow.proof.bundle import brought_up
from procflow.proof.bundle.offline.checking import Asked, check_bundle
from procflow.proof.bundle.offline.refusing import Refuse
from procflow.proof.bundle.offline.signed import checkpoint_of
from procflow.proof.check import verify
from procflow.proof.scores.own import score
from procflow.proof.scores.sealing import KIND, seal_periods, unsealed
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer
from tests import servers
from tests.proof.bundle import forging
from tests.proof.tamper import behind
from tests.web.quarter import whole as played


@pytest.fixture(scope="module")
def quarter(tmp_path_factory):
    """The worked quarter, closed, its log sealed and signed, the period sealed with it."""
    folder = tmp_path_factory.mktemp("scores")
    url = servers.migrated_copy("sqlite", folder, played)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        signer = Signer(folder / "signer")
        waiting = unsealed(session)
        session.rollback()
        brought_up(session, signer)
        yield SimpleNamespace(session=session, signer=signer, url=url, waiting=waiting)
    engine.dispose()


@pytest.fixture(scope="module")
def own(quarter):
    return score(quarter.session, "M01", "2024-Q1", quarter.signer.state)


def record(session):
    return loads(bytes(session.query(AuditEvent.body).where(AuditEvent.type == KIND).one().body))


def test_what_a_step_has_closed_is_sealed_once(quarter):
    session = quarter.session
    assert quarter.waiting == [tuple(row) for row in session.query(SealedPeriod.unit, SealedPeriod.period)] != []
    assert unsealed(session) == []
    assert seal_periods(session) == 0
    report = verify(session)
    assert report.findings == ()
    assert report.counts["periods"] == 1


def test_the_sealed_totals_are_those_that_the_closing_attested(quarter):
    """Property 11: the lines under the root sum to the totals of the step that closed the period."""
    form = record(quarter.session)["form"]
    bodies = [loads(bytes(row.body)) for row in quarter.session.query(AuditEvent.body).where(AuditEvent.type.like("%.finalize"))]
    attested = [each for body in bodies for each in body["effects"] if each["kind"] == "seal"]
    assert [sorted(map(list, each["totals"])) for each in attested] == [form["totals"]]
    assert form["members"] == quarter.session.query(LedgerEntry.member_id).where(LedgerEntry.counts_in == "2024-Q1").distinct().count()


def test_a_member_proves_the_own_score_by_the_standard_library_alone(quarter, own, tmp_path):
    key = quarter.signer.state.now.vkeys[-1]
    note = forging.unpacked(own.data)["checkpoint"].decode()
    (tmp_path / "paper.txt").write_text(note.split("\n\n")[0] + "\n", encoding="utf-8")
    code, said = forging.verified(tmp_path, own.data, "--key", key, "--case", "M01", "--checkpoint", "paper.txt", "--lang", "zh")
    assert code == 0, said
    total = quarter.session.query(LedgerEntry).where(LedgerEntry.member_id == "M01", LedgerEntry.counts_in == "2024-Q1")
    points = sum(each.points for each in total)
    assert f"合计 {points // 100}.{points % 100:02}" in said
    assert "封存以后才记" in said


def test_it_names_nobody_else_and_the_proof_is_small(quarter, own):
    files = forging.unpacked(own.data)
    said = b"".join(data for path, data in files.items() if path not in ("verify.py", "README.md")).decode()
    others = {row.member_id for row in quarter.session.query(LedgerEntry.member_id)} - {"M01"}
    assert others
    assert [each for each in others if f'"{each}"' in said] == []
    shown = json.loads(files["seal/score.json"])
    assert shown["line"]["member_id"] == "M01"
    assert len(shown["path"]) <= len(others).bit_length() + 1


def test_who_has_no_line_and_a_period_that_is_open_give_no_proof(quarter):
    for member, period in (("nobody", "2024-Q1"), ("M01", "2024-Q2"), ("M01", "2024")):
        with pytest.raises(NotFound):
            score(quarter.session, member, period, quarter.signer.state)


def line(change):
    def forge(files):
        value = json.loads(files["seal/score.json"])
        change(value)
        return forging.listed(files | {"seal/score.json": dumps(value)})

    return forge


FORGERIES = {
    "more points": (line(lambda value: value["line"].update(points=9900)), "LINE_NOT_SEALED"),
    "another member": (line(lambda value: value["line"].update(member_id="M02")), "LINE_NOT_SEALED"),
    "another period": (line(lambda value: value["line"].update(period="2024-Q2")), "LINE_NOT_SEALED"),
    "another salt": (line(lambda value: value["line"].update(salt="00" * 16)), "LINE_NOT_SEALED"),
    "another place": (line(lambda value: value.update(index=value["index"] + 1)), "LINE_NOT_SEALED"),
    "a short path": (line(lambda value: value["path"].pop()), "LINE_NOT_SEALED"),
    "another seal": (
        lambda files: forging.listed(files | {"seal/record.json": files["seal/record.json"].replace(b'"members":', b'"members":1')}),
        "NOT_IN_LOG",
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_line_is_refused_with_its_reason(own, tmp_path, what):
    forge, code = FORGERIES[what]
    (tmp_path / "b.zip").write_bytes(forging.packed(forge(forging.unpacked(own.data))))
    with pytest.raises(Refuse) as refusal:
        check_bundle(str(tmp_path / "b.zip"), Asked())
    assert refusal.value.code == code


def test_of_another_member_or_another_log_it_is_refused(quarter, own, tmp_path):
    (tmp_path / "b.zip").write_bytes(own.data)
    with pytest.raises(Refuse) as refusal:
        check_bundle(str(tmp_path / "b.zip"), Asked(no="M02"))
    assert refusal.value.code == "ASKED_CASE"
    now = checkpoint_of(forging.unpacked(own.data)["checkpoint"].decode().split("\n\n")[0] + "\n")
    with pytest.raises(Refuse) as refusal:
        check_bundle(str(tmp_path / "b.zip"), Asked(paper=now._replace(root=b"x" * 32)))
    assert refusal.value.code == "PAPER_DIFFERS"


@pytest.fixture
def alone(tmp_path):
    url = servers.migrated_copy("sqlite", tmp_path, played)
    engine = create_engine(url, poolclass=NullPool)
    with Session(engine, expire_on_commit=False) as session:
        yield SimpleNamespace(session=session, url=url, signer=Signer(tmp_path / "signer"))
    engine.dispose()


def test_a_score_that_was_changed_after_its_seal_is_found_and_an_erased_seed_ends_all_proofs(alone):
    session = alone.session
    brought_up(session, alone.signer)
    session.rollback()
    with behind(alone.url) as door:
        door.run("UPDATE ledger_entry SET points = points + 100 WHERE member_id = 'M01' AND counts_in = '2024-Q1' AND component = 'base'")
    kinds = [(each.kind, each.where.table) for each in verify(session).findings]
    assert ("seal", "audit_event") in kinds
    with behind(alone.url) as door:
        door.run("UPDATE ledger_entry SET points = points - 100 WHERE member_id = 'M01' AND counts_in = '2024-Q1' AND component = 'base'")
    assert verify(session).findings == ()
    session.execute(text("DELETE FROM pii_vault WHERE field = 'form_seed'"))
    session.commit()
    assert verify(session).findings == ()
    with pytest.raises(NotFound):
        score(session, "M01", "2024-Q1", alone.signer.state)


def test_a_false_seal_is_found(alone):
    from procflow.engine import note
    from procflow.proof.scores.sealing import sealed

    session = alone.session
    unit, period = unsealed(session)[0]
    made = sealed(session.connection(), unit, period, "ab" * 32)
    session.rollback()
    false = made | {
        "totals": [["base", 1]],
        "size": 0,
        "heads_count": 0,
        "heads_root": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
    note(session, kind=KIND, actor="system", data=false, unit=unit, texts={"seed": "cd" * 32})
    seal(session)
    found = verify(session).findings
    assert {each.kind for each in found} == {"seal"}
    assert len(found) == 2, "the totals, and the root under another seed"
