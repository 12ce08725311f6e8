"""Points earned before, on the site: the sheet with its paper, checked, registered as a case; then seen by others, agreed, and told with its source."""

import io
import re

import pytest
from sqlalchemy.orm import Session

from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db
from procflow.models import Account, Case
from tests.importing.test_earned import HEAD, ROWS
from tests.machines.opened import Opened, settled
from tests.servers import migrated_copy
from tests.sheets.books import book
from tests.web import quarter

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
PEOPLE = ("P01", "P03", "P04", "P05")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """One branch for the whole file: the tests go through its opening balance in their order."""
    folder = tmp_path_factory.mktemp("points")
    app = create_app(Settings(home=folder, database_url=migrated_copy("sqlite", folder, settled)))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), Session(db.engine) as session:
        session.add_all(Account(login=each, person=each, password="-", failures=0, locked_until=None) for each in PEOPLE)
        session.commit()
    yield app
    with app.app_context():
        db.engine.dispose()


def browser(site, person):
    client = site.test_client()
    assert client.post("/login/as", data={"person": person}).status_code == 302
    return client


def sent(client, data=b"", papers=(PNG,)):
    files = {"file": (io.BytesIO(data), "q2.xlsx")} if data else {}
    scans = [(io.BytesIO(each), f"第{number}页.png") for number, each in enumerate(papers)]
    return client.post("/import/points", data={**files, "paper": scans, "pasted": ""}, content_type="multipart/form-data")


def checked(client, *rows):
    columns = sent(client, book(*rows, head=HEAD)).headers["Location"]
    said = client.get(columns).get_data(as_text=True)
    places = {
        name: re.search(rf'name="{name}">.*?<option value="(\d+)" selected', said, re.DOTALL)
        for name in re.findall(r'name="(at-[a-z]+)"', said)
    }
    return client.post(columns, data={name: found[1] for name, found in places.items() if found}).headers["Location"]


def confirmed(client, address):
    preview = re.search(r'name="preview" value="([0-9a-f]+)"', client.get(address).get_data(as_text=True))
    return client.post(f"{address}/confirm", data={"preview": preview[1] if preview else ""})


def numbers(site):
    with site.app_context():
        return [row.no for row in db.session.query(Case.no).filter_by(procedure="opening_balance")]


def registered(site):
    """The case of the sheet, which whatever test comes first sends in."""
    if not numbers(site):
        client = browser(site, "P04")
        confirmed(client, checked(client, *ROWS))
    (no,) = numbers(site)
    return no


def test_without_its_paper_no_sheet_is_taken_and_a_paper_once_sent_is_kept(site):
    client = browser(site, "P04")
    bare = sent(client, book(*ROWS, head=HEAD), papers=())
    assert (bare.status_code, "请附上原登记册" in quarter.words(bare)) == (422, True)
    kept = sent(client)
    assert (kept.status_code, "第0页.png" in quarter.words(kept), 'name="paper-kept"' in kept.get_data(as_text=True)) == (422, True, True)


def test_faults_come_back_with_their_cells_and_in_the_marked_sheet(site):
    client = browser(site, "P04")
    address = checked(client, ("", "李大山", *ROWS[0][2:]), ROWS[1])
    told = client.get(address)
    assert (told.status_code, "B2" in quarter.words(told), "P01、P06" in quarter.words(told)) == (422, True, True)
    assert client.get(f"{address}/marked").data[:2] == b"PK"
    before = numbers(site)
    confirmed(client, address)
    assert numbers(site) == before


def test_a_good_sheet_is_shown_member_by_member_and_becomes_a_case_with_its_paper(site):
    client = browser(site, "P04")
    address = checked(client, *ROWS)
    said = quarter.words(client.get(address))
    assert re.search(r"周文.*8.*-2.*6", said)
    confirmed(client, address)
    (no,) = numbers(site)
    assert (no in quarter.words(client.get(address)), "还没有记分" in quarter.words(client.get(address))) == (True, True)
    case = quarter.words(browser(site, "P05").get(f"/cases/{no}"))
    assert ("二季度合计" in case, "第二季度公示表第1页" in case, "第0页.png" in case) == (True, True, True)


def test_the_same_sheet_again_changes_nothing(site):
    registered(site)
    client = browser(site, "P04")
    assert "没有要写入的" in quarter.words(client.get(checked(client, *ROWS)))


def test_once_agreed_each_line_tells_its_source_and_its_paper_and_the_sheet_again_is_refused_in_words(site):
    no = registered(site)
    with site.app_context(), Session(db.engine, expire_on_commit=False) as session:
        branch = Opened(session)
        branch.verify(no)
        branch.agree(no)
    client = browser(site, "P01")
    page = client.get("/members/P01/points?period=2024-Q2").get_data(as_text=True)
    assert ("期初" in page, "第二季度公示表第1页" in page) == (True, True), page[-6000:]
    origin = client.get(re.search(r"/entries/[0-9a-f-]+", page)[0])
    assert ("第二季度公示表第1页" in quarter.words(origin), f"/cases/{no}/files/" in origin.get_data(as_text=True)) == (True, True)
    again = browser(site, "P04")
    told = again.get(checked(again, *ROWS))
    assert (told.status_code, "李大山、周文在2024年第二季度" in quarter.words(told), no in quarter.words(told)) == (422, True, True)


def test_whoever_is_no_points_administrator_has_no_such_page(site):
    assert browser(site, "P03").get("/import/points").status_code == 403
