"""The public page of a check code: what it tells, what it compares, and that nobody learns a name, a code or anything else from it."""

import re
from io import BytesIO

import pytest

from tests.reports.pdf.reading import square
from tests.web import quarter


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.fixture(scope="module")
def notice(reader):
    data = reader("Y01").get("/publicity/lh1/2024-Q1.pdf").data
    return data, square(data)[0].removeprefix("http://localhost")


@pytest.fixture
def passer(reader):
    """Somebody at the board with a telephone: no account, and each test from its own address."""
    passer.number = getattr(passer, "number", 0) + 1
    client = reader.app.test_client()
    client.environ_base = {**client.environ_base, "REMOTE_ADDR": f"10.0.0.{passer.number}"}
    return client


def test_it_tells_which_sheet_it_is_and_names_nobody(passer, notice):
    answer = passer.get(notice[1])
    said = quarter.words(answer)
    for each in ("关于柳河村第一党支部2024年第一季度党员积分情况的公示", "公示期已过", "柳河村第一党支部", "行数 13", notice[1][-9:]):
        assert each in said
    assert not re.search(r"张建国|刘桂兰|王志强|[MY]\d\d\b", said)


def test_a_statement_of_one_member_is_told_without_the_member(reader, passer):
    page = square(reader("M03").get("/members/M03/points.pdf?period=2024-Q1").data)[0].removeprefix("http://localhost")
    said = quarter.words(passer.get(page))
    assert "党员积分对账单" in said
    assert "出具后没有变化" in said
    assert not re.search(r"何敏|M03", said)


def test_the_code_may_be_typed_small_and_without_its_line(passer, notice):
    given = notice[1][3:].replace("-", "").lower()
    assert passer.get("/v", query_string={"code": given}).location == notice[1]
    assert passer.get(f"/v/{given}").location == notice[1]


def test_what_is_read_on_the_paper_is_compared(passer, notice):
    said = quarter.words(passer.post(notice[1], data={"lines": "13", "total": "243"}))
    assert "行数一致" in said
    said = quarter.words(passer.post(notice[1], data={"lines": "14"}))
    assert "行数不一致" in said
    assert "合计" not in said.partition("手里的这份对不对")[2].partition("看纸上的摘要")[0]


def test_the_very_file_is_known_and_any_other_is_not(reader, passer, notice, tmp_path):
    page = lambda data: quarter.words(passer.post(notice[1], data={"file": (BytesIO(data), "x.pdf")}))
    assert "文件一字不差" in page(notice[0])
    assert "不是出具的那个文件" in page(notice[0] + b" ")
    assert "不是出具的那个文件" in page(b"\x00" * 10_000)
    assert "不是出具的那个文件" not in page(b"")


def test_an_unknown_code_is_told_in_plain_words_and_guessing_is_slowed(passer):
    first = passer.get("/v/0000-0000")
    assert first.status_code == 404
    assert "没有这份公示，请联系张贴单位" in quarter.words(first)
    for number in range(1, 20):
        assert passer.get(f"/v/0000-{number:04}").status_code == 404
    assert passer.get("/v/0000-0020").status_code == 429


@pytest.mark.parametrize("code", ["x", "'; drop table", "%00", "../../etc/passwd", "A" * 3000, "７K3F-92QD", "7K3F-92QD-7K3F"])
def test_what_can_be_no_code_is_an_unknown_one(passer, code):
    assert passer.get(f"/v/{code}").status_code == 404
    assert passer.get("/v", query_string={"code": code}).status_code == 404


def test_after_the_window_nothing_is_taken_down(passer, notice):
    assert "提出异议" not in quarter.words(passer.get(notice[1]))
    said = passer.post(f"{notice[1]}/objection", data={"claim": "少算了", "key": "k1"})
    assert "您的意见已经收到" not in quarter.words(said)
    assert "公示期已过" in quarter.words(passer.get(f"{notice[1]}/objection"))


def test_it_is_told_in_english_too(passer, notice):
    passer.set_cookie("lang", "en")
    assert "Check a notice or document" in quarter.words(passer.get(notice[1]))
