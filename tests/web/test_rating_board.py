"""The rating board in the browser: arithmetic in words, ties, gaps by clause, the sheet with its window; members see it once it is posted."""

from itertools import count
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool
from werkzeug.serving import make_server

from procflow.models import Account
from tests.machines import yearend
from tests.web import quarter
from tests.web.press import press

BOARD = "/rating/d1/2024"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
READERS = ("M01", "Y01", "U01", "eve", "adm")


def tied(url):
    played(url, lambda world: world.total())


def publicised(url):
    played(url, lambda world: world.publicised())


def played(url, how):
    yearend.built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        world = yearend.YearEnd(session)
        world.numbers = count(9000)
        how(world)
        session.add_all(Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in READERS)
        session.commit()
    store.dispose()


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), tied) as app:
        yield quarter.Readers(app)


@pytest.fixture(scope="module")
def posted(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), publicised) as app:
        yield quarter.Readers(app)


def test_the_places_are_told_as_arithmetic_with_who_stood_and_who_moved_on_T15_A8_A9(posted):
    said = quarter.words(posted("Y01").get(BOARD))
    for each in (
        "8 × 15% = 1.2 ，舍去小数得 1",
        "候选 2 人 ； 各项都相同，由党员大会表决",
        "评上： 王乙华",
        "名额已满，顺延到下一档： 王甲华",
        "王甲华 2 票",
        "胜出：王乙华",
        "三星级名额已满，顺延",
    ):
        assert each.replace(" ", "") in said.replace(" ", "")


def test_what_is_tied_and_what_lies_in_a_gap_is_named_with_its_clause_A12_A26(waiting):
    said = quarter.words(waiting("Y01").get(BOARD))
    for each in ("三星级还有 1 个名额，并列：王甲华、王乙华", "王辛华 67 分落在空档 65—70", "细则没有为这一段规定等次：不评星（ A26 ）"):
        assert each in said


def test_a_member_reads_the_own_line_before_and_everything_after_it_is_posted(waiting, posted):
    before, after = (quarter.words(each("M01").get(BOARD)) for each in (waiting, posted))
    assert "这里只有您本人的结果" in before
    assert "王甲华" in before
    assert "王乙华" not in before
    assert "王乙华" in after
    assert "公示表（打印）" not in before


def test_who_has_no_part_in_the_branch_finds_no_board_and_neither_does_a_wrong_address(posted):
    assert [posted(who).get(BOARD).status_code for who in ("eve", "adm")] == [404, 404]
    for path in ("/rating/d1/2023", "/rating/d1/2024-Q1", "/rating/d1/x", "/rating/%00/2024", "/rating/d2/2024"):
        assert posted("Y01").get(path).status_code == 404


def test_the_page_of_the_sheets_leads_to_the_board(posted):
    page = posted("M01").get("/publicity").get_data(as_text=True)
    assert f'href="{BOARD}"' in page


def test_the_sheet_carries_the_annual_window_places_grades_and_code_T13_A17(posted):
    said = quarter.words(posted("M01").get(f"{BOARD}?sheet=1"))
    for each in (
        "2024年党员等次评定结果的公示",
        "共 7 天",
        "乡镇党委公开栏",
        "三星级：8 人的 15%，名额 1 个，评上 1 人。",
        "记录码",
        "（盖章）",
    ):
        assert each in said


def test_in_english_nothing_stays_chinese_but_names(posted):
    page = posted("Y01", "en").get(BOARD).get_data(as_text=True)
    main = quarter.TAG.sub(" ", page[page.index("<main") : page.index("</main>")])
    assert {each for each in main.split() if any("\u4e00" <= letter <= "\u9fff" for letter in each) and "华" not in each} <= {"D1ZB党支部"}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), publicised) as app:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("width", "size", "language"), [(1366, "normal", "zh"), (1366, "normal", "en"), (360, "normal", "zh"), (360, "large", "en")]
)
def test_board_and_sheet_are_accessible_and_no_wider_than_the_screen(page, address, width, size, language):
    page.context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (("size", size), ("lang", language))])
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{address}/login")
    press(page, "button[name=person][value=Y01]")
    for path in (BOARD, f"{BOARD}?sheet=1"):
        page.goto(address + path)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(path, each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
