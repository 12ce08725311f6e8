"""The rules as pages: who goes by which version since when, each clause with what it sets and what was booked by it; citations lead there."""

import re

import pytest

from procflow.db import db
from procflow.queries import rulings
from procflow.queries.rules import Adopted
from procflow.regimes.cited import cited, everything
from procflow.regimes.overrides import overridden
from procflow.regimes.rulebook import bundled, load
from procflow.web import citing
from tests.web import quarter

VERSION = "/regimes/township_star@2024-1"


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


def test_a_unit_its_version_and_since_when(reader):
    said = quarter.words(reader("M01").get("/regimes"))
    assert all(each in said for each in ("乡镇党员全程纪实积分制", "2024-1", "在用"))


@pytest.mark.parametrize("regime", bundled())
def test_everything_that_a_version_sets_by_a_clause_stands_under_that_clause(regime):
    book = load(regime)
    found = cited(book)
    assert {each.path for listed in found.values() for each in listed} == {each.path for each in everything(book) if each.new.get("by")}
    assert list(found)[:1] == [min(found, key=lambda each: ("TBPE".find(each[0]) % 9, int(re.sub(r"\D", "", each) or 0)))] or found


def test_a_version_tells_each_clause_with_points_caps_procedures_and_uses(reader):
    page = reader("Y02").get(VERSION)
    said = page.get_data(as_text=True)
    assert page.status_code == 200
    assert [each for each in cited(load("township_star")) if f'id="{each}"' not in said] == []
    assert f'href="{VERSION}/used/T9"' in said
    assert len(said) < 100_000


def test_what_was_booked_by_a_clause_leads_to_its_cases_and_nobody_sees_more_than_their_own(reader):
    count = {who: int(re.search(r"记分 (\d+) 条", quarter.words(reader(who).get(f"{VERSION}/used/T9")))[1]) for who in ("Y02", "M01")}
    assert count["Y02"] > count["M01"] > 0
    assert "LH1-JL-2024-0001" in reader("Y02").get(f"{VERSION}/used/T9").get_data(as_text=True)
    assert "还没有按这一条记过分" in quarter.words(reader("Y02").get(f"{VERSION}/used/T99"))


def test_a_citation_leads_to_the_version_then_in_force(reader):
    page = reader("M01").get("/regimes/clause/T9?on=2024-03-10")
    assert page.headers["Location"] == f"{VERSION}?clause=T9#T9"
    assert reader("M01").get("/regimes/clause/T9?on=soon").status_code == 302
    assert "您要看的" in quarter.words(reader("M01").get(f"{VERSION}?clause=T9"))


def test_a_clause_that_the_version_does_not_have_is_told(reader):
    assert "这一版里没有条款 B31。" in quarter.words(reader("M01").get(f"{VERSION}?clause=B31"))


@pytest.mark.parametrize("path", ["/regimes/township_star@1999", "/regimes/none@2024-1", f"{VERSION}/used/x", "/regimes/clause/nothing"])
def test_what_is_no_version_or_clause_is_not_found(reader, path):
    assert reader("M01").get(path).status_code == 404


def test_a_later_version_has_the_former_beside_it_and_tells_since_when_a_clause_is_there(reader, monkeypatch):
    old, new = load("township_star"), overridden(load("township_star"), ["quota.rounding=ceil"])
    books = {old.sha256: old, new.sha256: new}
    filed = tuple(Adopted(book.id, number, book.title, book.sha256, since, "9999-12-31", here=True)
                  for book, number, since in ((old, "1", "2024-01-01"), (new, "2", "2025-01-01")))  # fmt: skip
    monkeypatch.setattr(rulings, "adoptions", lambda *_: filed)
    monkeypatch.setattr(rulings, "rules", lambda _, sha: books[sha])
    with reader.app.app_context():
        seats = [type("Seat", (), {"unit": "d1", "title": "一支部"})]
        first, second = rulings.rulings(db.session(), seats, "2025-06-01")
        assert (first.until, first.now, second.until, second.now) == ("2024-12-31", False, "", True)
        assert rulings.former(db.session(), (first, second), new) == old
        assert rulings.former(db.session(), (first, second), old) is None
        assert rulings.first_with(db.session(), (second, first), "T9") == first
        assert rulings.first_with(db.session(), (first, second), "B31") is None


def test_clauses_in_a_text_are_links_and_the_rest_stays_text(reader):
    with reader.app.test_request_context():
        assert citing.cited("T9 G-SELF <b>") == ('<a class="govuk-link" href="/regimes/clause/T9">T9</a> G-SELF &lt;b&gt;')
        assert citing.cited("township_star@2024-1 A5").count(f'href="{VERSION}') == 2
        assert "on=2024-03-10" in citing.cited("T9", "2024-03-10T01:00:00Z")
        assert (citing.cited(None), citing.cited("")) == ("", "")


def test_an_entry_leads_to_its_clause_in_the_version_that_it_was_booked_under(reader):
    ledger = reader("M01").get("/members/M01/points?period=2024-Q1").get_data(as_text=True)
    entry = re.search(r'href="(/entries/[^"]+)"', ledger)[1]
    said = reader("M01").get(entry).get_data(as_text=True)
    assert re.search(rf'href="{VERSION}\?clause=\w+#\w+"', said)
