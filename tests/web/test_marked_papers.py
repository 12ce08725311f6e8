"""Every sheet and workbook bears the log's checkpoint (L1 of the ladder): the first that covers what it says, so that printed again it is the same file."""

import html
import re
from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from procflow.canon import sha256
from procflow.db import db
from procflow.engine import note
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal, some
from procflow.proof.signer import Signer
from procflow.queries.checkpoints import covering, last_checkpoint
from procflow.queries.issued import issued
from tests.reports.pdf.reading import plain, sheets, square
from tests.web import quarter
from tests.web.test_papers import DOCUMENTS

MARKED = re.compile(r"检查点(\S+?)共(\d+)条")
NOTICE, APPROVAL = DOCUMENTS["notice"], DOCUMENTS["approval"]


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """The quarter sealed and signed twice: up to its fiftieth record, then whole."""
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        with found.app.app_context():
            signer = Signer(found.app.config["SIGNER"])
            some(db.session(), 50)
            publish(db.session(), signer)
            seal(db.session())
            publish(db.session(), signer)
        yield found


def goes_on(reader):
    with reader.app.app_context():
        note(db.session(), kind="test", actor="M01", data={})
        seal(db.session())
        publish(db.session(), Signer(reader.app.config["SIGNER"]))
        return last_checkpoint(db.session()).size


def size_on(answer):
    origin, size = MARKED.search(plain("".join(each.text for each in sheets(answer.data)))).groups()
    assert origin.startswith("procflow") or "/" in origin
    return int(size)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_bears_origin_size_time_and_the_whole_root(reader, name):
    said = plain("".join(each.text for each in sheets(reader("Y01").get(DOCUMENTS[name]).data)))
    origin, size = MARKED.search(said).groups()
    with reader.app.app_context():
        notes = dict(db.session.connection().exec_driver_sql("SELECT tree_size, note FROM log_note").fetchall())
    kept_origin, kept_size, root, *_ = notes[int(size)].split("\n")
    assert (origin, size) == (kept_origin, kept_size)
    assert f"根{root}" in said
    assert re.search(rf"共{size}条2024年\d+月\d+日\d\d:\d\d", said)


@pytest.mark.parametrize("path", [NOTICE, APPROVAL])
def test_what_is_printed_again_is_the_same_file_however_far_the_log_went_on(reader, path):
    once = reader("Y01").get(path)
    grown = goes_on(reader)
    assert reader("Y01").get(path).data == once.data
    assert size_on(once) < grown


def test_the_checkpoint_on_a_sheet_covers_the_record_that_the_sheet_tells(reader):
    with reader.app.app_context():
        found = covering(db.session(), "2024-04-12T00:00:00.000000Z")
        last = db.session.connection().exec_driver_sql(
            "SELECT max(l.leaf_index) FROM audit_leaf l JOIN audit_event e ON e.id = l.event_pk WHERE e.recorded_at < '2024-04-12T00:00:00.000000Z'"
        )
        assert last.scalar() < found.size


def test_before_the_log_was_signed_that_far_the_last_checkpoint_stands_there(reader):
    with reader.app.app_context():
        newest = last_checkpoint(db.session())
        assert covering(db.session(), "2030-01-01T00:00:00.000000Z") == newest
        assert covering(db.session(), "2030-01-01") == newest
        assert covering(db.session(), "2000-01-01").size == 50


def test_a_sheet_under_another_checkpoint_has_the_same_code_and_is_known_by_it(reader, monkeypatch):
    first = reader("Y01").get(NOTICE)
    monkeypatch.setattr("procflow.reports.pdf.marking.covering", lambda session, _: last_checkpoint(session))
    goes_on(reader)
    second = reader("Y01").get(NOTICE)
    assert first.data != second.data
    assert square(first.data)[0] == square(second.data)[0]
    with reader.app.app_context():
        of = issued(db.session(), date(2024, 4, 20), square(first.data)[0][-9:])
    assert {sha256(first.data), sha256(second.data)} <= set(of.files)


def test_a_workbook_bears_it_on_the_page_that_explains_it(reader):
    data = reader("Y01").post("/publicity/lh1/2024-Q1.xlsx").data
    rows = dict(row[:2] for row in CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(1).to_python())
    with reader.app.app_context():
        sizes = set(db.session.connection().exec_driver_sql("SELECT tree_size FROM log_note").scalars())
    assert int(MARKED.search(plain(rows["封存日志"]))[2]) in sizes


@pytest.mark.parametrize("path", [APPROVAL.replace(".pdf", "/print"), "/registers/lh1/2024/R4/paper", "/registers/lh1/2024/R8/paper"])
def test_pages_for_the_printer_bear_it_too(reader, path):
    assert MARKED.search(plain(html.unescape(reader("Y01").get(path).get_data(as_text=True))))


def test_before_anything_was_signed_a_sheet_says_nothing_of_it(tmp_path):
    with quarter.readers("sqlite", tmp_path) as found:
        said = plain("".join(each.text for each in sheets(found("Y01").get(NOTICE).data)))
        assert "核验码" in said
        assert "检查点" not in said
