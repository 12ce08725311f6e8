"""What is wrong with the sealed log stands on every page of whoever oversees or administers, and on nobody else's (AU-5); the witnesses stand on its own page."""

import dataclasses

import pytest

from procflow.db import db
from procflow.proof.alarms import CONTRADICTS, WAITS, Alarm
from procflow.proof.cosigning import cosign
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal
from procflow.proof.signer import Signer
from procflow.proof.standing import standing
from procflow.web import sealing
from tests.proof.witnessed import asked, known, witness
from tests.web import quarter

WRONG = (Alarm(WAITS, {"seconds": 99, "most": 60}), Alarm(CONTRADICTS, {"witness": "w1.example"}, grave=True))


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture
def wrong(reader, monkeypatch):
    """Two things are wrong; how often that was looked up."""
    with reader.app.app_context():
        signer = Signer(reader.app.config["SIGNER"])
        seal(db.session())
        publish(db.session(), signer)
        stands = dataclasses.replace(standing(db.session(), signer), alarms=WRONG)
    looked = []
    monkeypatch.setattr(sealing, "log_stands", lambda: looked.append(1) or stands)
    monkeypatch.setitem(reader.app.extensions, sealing.SEEN, sealing.Seen())
    return looked


@pytest.mark.parametrize(("person", "path"), [("A01", "/audit"), ("A01", "/calendar"), ("A01", "/notices")])
def test_whoever_oversees_reads_it_on_any_page(reader, wrong, person, path):
    said = quarter.words(reader(person).get(path))
    assert "已等待封存 99 秒" in said
    assert "w1.example 拒绝见证" in said
    assert 'href="/audit/integrity"' in reader(person).get(path).get_data(as_text=True)
    assert len(wrong) == 1, "the second page did not ask again"


@pytest.mark.parametrize("person", ["M03", "Y01"])
def test_nobody_else_is_told_nor_is_it_looked_up_for_them(reader, wrong, person):
    assert "已等待封存" not in quarter.words(reader(person).get("/calendar"))
    assert wrong == []


def test_a_log_that_nobody_signed_yet_alarms_nobody_but_its_own_page_says_so(tmp_path):
    with quarter.readers("sqlite", tmp_path) as found:
        assert "还没有签名密钥" not in quarter.words(found("A01").get("/audit"))
        assert "还没有签名密钥" in quarter.words(found("A01").get("/audit/integrity"))


def test_the_page_of_the_log_names_each_witness_and_how_far_enough_of_them_saw_it(reader, tmp_path, monkeypatch):
    with reader.app.app_context():
        signer = Signer(reader.app.config["SIGNER"])
        seal(db.session())
        publish(db.session(), signer)
        vkeys = signer.state.now.vkeys
        both = [witness(tmp_path / name, f"{name}.example", vkeys) for name in ("w1", "w2")]
        cosign(db.session(), known(*both), asked(both[0]))
        size = signer.state.now.size
    assert "还没有设见证人" in quarter.words(reader("A01").get("/audit/integrity"))
    monkeypatch.setitem(reader.app.config, "WITNESSES", known(*both, quorum=1))
    said = quarter.words(reader("A01").get("/audit/integrity"))
    assert f"见证人 w1.example 见证到 {size} 条" in said
    assert "见证人 w2.example 还没有见证过" in said
    assert f"已见证到 {size}" in said
    monkeypatch.setitem(reader.app.config, "WITNESSES", known(*both))
    assert "已见证到 0" in quarter.words(reader("A01").get("/audit/integrity"))
