"""A board of two thousand members stays a page that a browser opens at once: one band, fifty lines, below a hundred kilobytes."""

from dataclasses import replace

import pytest

from procflow import queries
from procflow.queries.people import Named
from tests.web import quarter
from tests.web.test_rating_board import BOARD, publicised


@pytest.fixture
def many(tmp_path, monkeypatch):
    real = queries.board

    def board(*asked):
        found = real(*asked)
        people = [Named(f"N{number}", f"司马相如{number}") for number in range(2000)]
        lines = tuple(replace(found.lines[at % len(found.lines)], member=one, place=at + 1) for at, one in enumerate(people))
        crowded = tuple(replace(each, candidates=tuple(people), excess=tuple(people[100:])) for each in found.quotas)
        return replace(found, lines=lines, quotas=crowded)

    monkeypatch.setattr("procflow.web.ratings.queries.board", board)
    with quarter.site("sqlite", tmp_path, publicised) as app:
        yield quarter.Readers(app)


def test_a_board_of_two_thousand_is_paged_and_small_T14(many):
    sizes, total = {}, 0
    for lang in ("zh", "en"):
        page = many("Y01", lang).get(BOARD).get_data(as_text=True)
        sizes[lang] = len(page.encode())
        total = page.count('<th role="rowheader" scope="row"><a')
    assert total == 50
    assert max(sizes.values()) <= 100_000, sizes
    assert "第 2 页，共" in quarter.words(many("Y01").get(f"{BOARD}?page=2"))
