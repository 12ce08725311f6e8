"""The roster on the site: upload, columns, check, confirmation, done; faults with their cells, the marked sheet back, the export on record."""

import io
import re

import pytest

from procflow.config import Settings
from procflow.db import db
from procflow.importing import flow, trials
from procflow.importing.kinds import works
from procflow.models import AuditEvent, DatedFact, Job
from procflow.sheets.columns import titles
from procflow.sheets.opened import opened
from procflow.sheets.roster import COLUMNS
from procflow.worker import Outbox
from tests.sheets.books import HEAD, book
from tests.web import quarter

NEW = ("N01", "新来的", "", "正式党员", "第一党小组", "2020-07-01")


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.evening) as app:
        yield app


def sent(browser, data=b"", name="roster.xlsx", pasted=""):
    files = {"file": (io.BytesIO(data), name)} if data else {}
    return browser.post("/import/roster", data={**files, "pasted": pasted}, content_type="multipart/form-data")


def matched(browser, data, **choices):
    """Uploaded, the columns left as they were guessed: the address of the check page."""
    columns = sent(browser, data).headers["Location"]
    said = browser.get(columns).get_data(as_text=True)
    places = {
        name: re.search(rf'name="{name}">.*?<option value="(\d+)" selected', said, re.DOTALL)
        for name in re.findall(r'name="(at-[a-z]+)"', said)
    }
    return browser.post(columns, data={**{name: found[1] for name, found in places.items() if found}, **choices}).headers["Location"]


def confirmed(browser, address):
    preview = re.search(r'name="preview" value="([0-9a-f]+)"', browser.get(address).get_data(as_text=True))
    return browser.post(f"{address}/confirm", data={"preview": preview[1] if preview else ""})


def count(site, kind="membership"):
    with site.app_context():
        return db.session.query(DatedFact).filter_by(kind=kind).count()


def test_a_good_roster_goes_from_file_to_record(site):
    browser = quarter.signed_in(site, "Y01")
    address = matched(browser, book(NEW, head=HEAD[:6]))
    before, said = count(site), quarter.words(browser.get(address))
    assert "新增 1" in said
    assert "新来的" in said
    assert confirmed(browser, address).headers["Location"] == address
    assert "已导入名册" in quarter.words(browser.get(address))
    assert count(site) == before + 1


def test_a_second_confirmation_and_a_stale_one_file_nothing(site):
    browser = quarter.signed_in(site, "Y01")
    address = matched(browser, book(NEW, head=HEAD[:6]))
    browser.post(f"{address}/confirm", data={"preview": "0" * 64})
    before = count(site)
    confirmed(browser, address)
    confirmed(browser, address)
    assert count(site) == before + 1


def test_what_changed_between_check_and_confirmation_is_told_and_nothing_is_filed(site):
    browser = quarter.signed_in(site, "Y01")
    first, second = (matched(browser, book(NEW, head=HEAD[:6])) for _ in range(2))
    confirmed(browser, first)
    before = count(site)
    confirmed(browser, second)
    assert "情况有变化" in quarter.words(browser.get(second))
    assert count(site) == before


def test_faults_are_told_with_their_cells_and_come_back_in_red(site):
    browser = quarter.signed_in(site, "Y01")
    address = matched(browser, book(NEW, ("N 02", "", "", "正式党员", "", "去年"), head=HEAD[:6]))
    answer = browser.get(address)
    said = quarter.words(answer)
    assert (answer.status_code, "有 3 处要改" in said) == (422, True)
    assert all(each in said for each in ("第 3 行 A3", "B3", "F3", "去年"))
    assert "确认导入" not in said
    marked = opened(browser.get(f"{address}/marked").data, titles(COLUMNS))
    assert marked.rows[1][1][-1].count("：") == 3
    before = count(site)
    confirmed(browser, address)
    assert count(site) == before


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\xd0\xcf\x11\xe0 old", "a.xls", "另存为"),
        ("编号,姓名".encode(), "a.csv", ".csv"),
        (b"%PDF-1.7", "../../etc/passwd", "不是 Excel 工作簿"),
        (b"", "", "请选择文件"),
        (book(head=HEAD), "a.xlsx", "表里没有内容"),
    ],
    ids=["old", "csv", "pdf", "nothing", "empty"],  # not by the bytes: a workbook bears the second in which it was made
)
def test_what_cannot_be_read_is_told_with_a_way_out(site, data, name, words):
    answer = sent(quarter.signed_in(site, "Y01"), data, name)
    assert (answer.status_code, words in quarter.words(answer)) == (422, True)


def test_what_is_pasted_goes_the_same_way(site):
    browser = quarter.signed_in(site, "Y01")
    answer = sent(browser, pasted="\t".join(HEAD[:6]) + "\n" + "\t".join(NEW))
    assert "新来的" in quarter.words(browser.get(answer.headers["Location"]))


def test_a_column_can_be_matched_by_hand_and_a_needed_one_is_missed(site):
    browser = quarter.signed_in(site, "Y01")
    columns = sent(browser, book(("N01", "新来的", "正式党员"), head=("甲", "乙", "丙"))).headers["Location"]
    missing = browser.post(columns, data={"at-id": "0", "at-name": "1"})
    assert (missing.status_code, "没有找到“身份”这一列" in quarter.words(missing)) == (422, True)
    address = browser.post(columns, data={"at-id": "0", "at-name": "1", "at-standing": "2"}).headers["Location"]
    assert "新增 1" in quarter.words(browser.get(address))


def test_an_export_is_on_record_and_changes_nothing_when_it_comes_back_T17(site):
    browser = quarter.signed_in(site, "Y01")
    data = browser.post("/import/roster/export").data
    address = matched(browser, data)
    assert "没有要写入的" in quarter.words(browser.get(address))
    with site.app_context():
        noted = db.session.query(AuditEvent).filter_by(type="roster.exported").one()
        assert b"people" in bytes(noted.body)


def test_a_draft_is_its_authors_alone(site):
    address = matched(quarter.signed_in(site, "Y01"), book(NEW, head=HEAD[:6]))
    other = quarter.signed_in(site, "Y02")
    assert [other.get(each).status_code for each in (address, f"{address}/columns", f"{address}/marked")] == [404] * 3
    assert other.post(f"{address}/confirm").status_code == 404
    assert other.get("/import/roster/" + "0" * 32).status_code == 404
    assert other.get("/import/roster/..%2Fsecret").status_code == 404


def test_whoever_files_no_memberships_has_no_such_page(site):
    member = quarter.signed_in(site, "M01")
    assert [
        member.get("/import/roster").status_code,
        sent(member, book(NEW)).status_code,
        member.post("/import/roster/export").status_code,
    ] == [403] * 3


def test_many_rows_are_a_job_with_a_page_of_its_own(site, tmp_path, monkeypatch):
    monkeypatch.setattr(flow, "AT_ONCE", 1)
    browser = quarter.signed_in(site, "Y01")
    address = matched(browser, book(NEW, ("N02", "又一位", "", "正式党员"), head=HEAD[:6]))
    waiting = browser.get(address).get_data(as_text=True)
    assert "刷新进度" in waiting
    assert f'data-live="{address}"' in waiting
    assert "http-equiv" not in waiting
    outbox = Outbox(Settings(home=tmp_path, database_url=str(site.config["SQLALCHEMY_DATABASE_URI"])))
    work(site, outbox)
    assert "新增 2" in quarter.words(browser.get(address))
    before = count(site)
    confirmed(browser, address)
    assert count(site) == before
    work(site, outbox)
    work(site, outbox)  # a job that is done twice is done once
    assert (count(site), "已导入名册" in quarter.words(browser.get(address))) == (before + 2, True)
    outbox.engine.dispose()


def work(site, outbox):
    with site.app_context():
        db.session.rollback()
        waiting = [row.job_id for row in db.session.query(Job).filter(Job.kind.like("import.%"))]
        db.session.rollback()
    for each in waiting:
        outbox.work(each)


def test_the_worker_knows_the_jobs_of_imports_and_trials(tmp_path):
    assert set(works(None, tmp_path)) == {flow.CHECK, flow.CARRY, trials.RATE}
