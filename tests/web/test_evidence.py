"""The page of a case's evidence bundle: what it reaches, the file itself for whoever may see the whole case, and that it went on record."""

import pytest
from sqlalchemy import select

from procflow import worker
from procflow.canon import loads
from procflow.db import db
from procflow.models import AuditEvent
from procflow.proof import rounds
from procflow.proof.heads import STATES
from procflow.proof.publishing import PUBLISH, SEAL
from procflow.proof.signer import Signer
from tests.proof.bundle import forging
from tests.web import quarter

CLAIM = "LH1-JL-2024-0001"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def sealed(app):
    """What the worker does within a second."""
    with app.app_context():
        works = rounds.works(db.engine, Signer(app.config["SIGNER"]))
        for kind in (STATES, SEAL, PUBLISH):
            works[kind]({})


def test_before_anything_is_signed_the_page_offers_to_have_it_done(tmp_path):
    with quarter.readers("sqlite", tmp_path) as reader:
        client = reader("Y01")
        page = client.get(f"/cases/{CLAIM}/evidence")
        assert "最新的记录还没有封存、声明和签名" in quarter.words(page)
        assert client.post(f"/cases/{CLAIM}/evidence").status_code == 409
        answer = client.post(f"/cases/{CLAIM}/evidence/now")
        assert answer.headers["Location"] == f"/cases/{CLAIM}/evidence?asked=1"
        assert "正在封存" in quarter.words(client.get(answer.headers["Location"]))


def test_the_file_checks_by_itself_and_who_took_it_is_on_record(reader, tmp_path):
    sealed(reader.app)
    client = reader("Y01")
    assert "证据包能说明没有遗漏" in quarter.words(client.get(f"/cases/{CLAIM}/evidence"))
    answer = client.post(f"/cases/{CLAIM}/evidence", data={"printed": ""})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    code, said = forging.verified(tmp_path, answer.get_data(), "--case", CLAIM)
    assert code == 3, said
    assert "本事项的记录齐全" in said
    with reader.app.app_context():
        bodies = db.session.scalars(select(AuditEvent.body).where(AuditEvent.type == "case.bundled", AuditEvent.actor_id == "Y01")).all()
    assert loads(bytes(bodies[-1]))["form"]["case"] == CLAIM


def test_a_number_that_is_none_is_told_beside_its_field(reader):
    sealed(reader.app)
    answer = reader("Y01").post(f"/cases/{CLAIM}/evidence", data={"printed": "abc"})
    assert answer.status_code == 422
    assert "填纸上检查点第二行的数字" in quarter.words(answer)


def test_a_member_takes_the_own_score_and_nobody_elses(reader, tmp_path):
    sealed(reader.app)
    client = reader("M01")
    assert "2024年第一季度" in quarter.words(client.get("/me/scores"))
    answer = client.post("/me/scores", data={"period": "2024-Q1"})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    code, said = forging.verified(tmp_path, answer.get_data(), "--case", "M01", "--lang", "zh")
    assert code == 3, said
    assert "得分证明：M01，2024-Q1" in said
    assert client.post("/me/scores", data={"period": "2024-Q2"}).status_code == 404
    assert client.post("/me/scores", data={"period": "2024-Q1", "printed": "x"}).status_code == 422
    with reader.app.app_context():
        assert db.session.scalars(select(AuditEvent.actor_id).where(AuditEvent.type == "score.proved")).all() == ["M01"]
        db.session.rollback()


def test_the_own_points_lead_to_the_proof(reader):
    assert 'href="/me/scores"' in reader("M01").get("/members/M01").get_data(as_text=True)


def test_a_stranger_finds_no_such_page(reader):
    assert reader.app.test_client().get(f"/cases/{CLAIM}/evidence").status_code == 302


def test_the_case_and_its_trail_lead_there_and_the_public_page_says_who_has_it(reader):
    for path in (f"/cases/{CLAIM}", f"/cases/{CLAIM}/steps"):
        assert f'href="/cases/{CLAIM}/evidence"' in reader("Y01").get(path).get_data(as_text=True)


def test_the_worker_states_the_heads_by_itself():
    assert worker.PERIODIC[STATES] == 3600
