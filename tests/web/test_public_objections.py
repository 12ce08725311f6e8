"""Objections from whoever stands before the board: taken down sealed while the window runs, entered by an official, never a case by themselves (A49)."""

import re

import pytest
from sqlalchemy import func, select

from procflow.db import db
from procflow.engine.hearing import MOST
from procflow.models import AuditEvent, Case, HeardObjection
from procflow.proof.check import verify
from tests.reports.pdf.reading import plain, sheets, square
from tests.web import quarter

CLAIM = "张建国的奖励分多算了 =2 分 <b>请核实</b>"


def posted(url):
    """The second day of the window."""
    quarter.play(url, "2024-04-23", "2024-04-24T01:00:00.000000Z")


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), posted) as app:
        app.config["SAYING_LIMIT"] = "1000 per hour"
        yield quarter.Readers(app)


@pytest.fixture(scope="module")
def board(reader):
    return square(reader("Y01").get("/publicity/lh1/2024-Q1.pdf").data)[0].removeprefix("http://localhost")


@pytest.fixture
def passer(reader):
    return reader.app.test_client()


def said(passer, board, key, **fields):
    return passer.post(f"{board}/objection", data={"claim": CLAIM, "key": key, **fields})


def heard(reader):
    with reader.app.app_context():
        return db.session.scalars(select(HeardObjection).order_by(HeardObjection.heard_at, HeardObjection.event_id)).all()


def test_while_the_window_runs_an_objection_is_taken_down_and_gets_a_receipt(reader, passer, board):
    assert "公示中" in quarter.words(passer.get(board))
    answer = said(passer, board, "k-1", line="4", name="刘大娘", contact="村东头")
    assert (answer.status_code, answer.location) == (303, board)
    told = quarter.words(passer.get(board))
    assert "您的意见已经收到" in told
    assert re.search(r"回执 [0-9A-F]{8}", told)
    assert "您的意见已经收到" not in quarter.words(passer.get(board))


def test_sent_twice_it_is_heard_once(reader, passer, board):
    said(passer, board, "k-twice")
    before = len(heard(reader))
    said(passer, board, "k-twice")
    assert len(heard(reader)) == before


def test_it_opens_no_case_and_its_words_lie_sealed(reader, passer, board):
    said(passer, board, "k-sealed", name="刘大娘")
    with reader.app.app_context():
        assert (
            db.session.scalar(select(func.count()).select_from(Case).where(Case.procedure == "objection_review", Case.subject == "刘大娘"))
            == 0
        )
        bodies = [each.body.decode() for each in db.session.scalars(select(AuditEvent).where(AuditEvent.type == "objection.heard"))]
    assert bodies
    assert not any("刘大娘" in each or "多算" in each for each in bodies)


def test_what_is_missing_is_told_and_what_was_typed_is_kept(passer, board):
    answer = passer.post(f"{board}/objection", data={"claim": "", "line": "x", "name": "王", "key": "k-bad"})
    assert answer.status_code == 422
    assert 'value="x"' in answer.get_data(as_text=True)
    assert "错误：" in answer.get_data(as_text=True)


def test_those_who_take_it_in_read_it_on_paper_and_enter_it(reader, passer, board):
    said(passer, board, "k-in", line="2", name="孙二叔")
    listed = reader("Y01").get("/objections/received").get_data(as_text=True)
    assert "孙二叔" in listed
    assert "&lt;b&gt;请核实" in listed
    event = heard(reader)[-1].event_id
    paper = reader("Y01").get(f"/objections/received/{event}.pdf").data
    assert plain(CLAIM) in plain("".join(each.text for each in sheets(paper)))
    with reader.app.app_context():
        real = db.session.scalar(select(Case.no).where(Case.procedure == "objection_review"))
    wrong = reader("Y01").post(f"/objections/received/{event}", data={"no": "LH1-JL-2024-0001"})
    assert "没有这个案号的异议" in quarter.words(wrong)
    if real:
        reader("Y01").post(f"/objections/received/{event}", data={"no": real})
        assert heard(reader)[-1].case_no == real


def test_entering_it_begins_with_what_was_written(reader, passer, board):
    said(passer, board, "k-form", name="钱三姑")
    listed = reader("Y01").get("/objections/received").get_data(as_text=True)
    (card,) = [each for each in listed.split("<section") if "钱三姑" in each]
    event = re.search("heard=([^&]+)&amp;self=1&amp;about-period=2024-Q1", card)[1]
    asked = f"/start/objection_review?heard={event}&self=1&about-period=2024-Q1"
    assert f'name="heard" value="{event}"' in reader("Y01").get(asked).get_data(as_text=True), "whom it is about is asked first"
    form = reader("Y01").get(f"{asked}&about-subject=M01").get_data(as_text=True)
    assert "&lt;b&gt;请核实" in form
    assert ">\n钱三姑</textarea>" in form
    assert re.search('name="source"[^>]*value="masses" checked', form)
    assert reader("M13").get(f"{asked}&about-subject=M01").status_code == 404


def test_nobody_else_learns_what_was_said(reader, passer, board):
    said(passer, board, "k-secret", name="孙二叔")
    client = reader("M13")
    assert "孙二叔" not in client.get("/objections/received").get_data(as_text=True)
    assert client.get(f"/objections/received/{heard(reader)[0].event_id}.pdf").status_code == 404


def test_whoever_takes_objections_in_finds_them_told_in_the_inbox(reader, passer, board):
    said(passer, board, "k-told")
    waiting = sum(not each.case_no for each in heard(reader))
    assert f"有人扫公示表上的码提出了异议，{waiting} 条还没有登记" in quarter.words(reader("Y01").get("/inbox"))
    assert "扫公示表上的码" not in quarter.words(reader("M13").get("/inbox"))


def test_one_sheet_hears_so_many_and_then_tells_where_to_go(reader, passer, board):
    code = board[3:]
    with reader.app.app_context():
        for number in range(MOST):
            db.session.add(HeardObjection(event_id=f"f-{number}", unit="d9", code=code, chain="x", heard_at="2024", case_no=""))
        db.session.commit()
    answer = said(passer, board, "k-full")
    with reader.app.app_context():
        db.session.query(HeardObjection).filter(HeardObjection.unit == "d9").delete()
        db.session.commit()
    assert answer.status_code == 429
    assert "请直接向张贴单位反映" in quarter.words(answer)


def test_one_address_is_slowed_down_by_the_hour(reader, board):
    reader.app.config["SAYING_LIMIT"] = "3 per hour"
    flood = reader.app.test_client()
    flood.environ_base = {**flood.environ_base, "REMOTE_ADDR": "10.9.9.9"}
    found = [said(flood, board, f"k-flood-{number}").status_code for number in range(6)]
    reader.app.config["SAYING_LIMIT"] = "1000 per hour"
    assert found == [303, 303, 303, 429, 429, 429]


def test_the_records_are_whole_with_all_this_in_them(reader, passer, board):
    said(passer, board, "k-whole")
    with reader.app.app_context():
        report = verify(db.session())
    assert report.ok, report
