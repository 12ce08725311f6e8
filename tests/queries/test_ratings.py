"""The rating board: who reads which version, the arithmetic of the places, ties and how they came out, gaps by their clause."""

import json
from datetime import date

import pytest

from procflow import queries
from procflow.errors import NotFound
from procflow.models import DatedFact
from tests.machines import yearend
from tests.machines.yearend import opened

DAY = date(2025, 3, 1)


def board(world, reader, year="2024"):
    world.session.rollback()
    return queries.board(world.session, reader, DAY, "d1", year)


@pytest.fixture
def year(database_kind, tmp_path):
    with opened(database_kind, tmp_path, yearend.built) as world:
        yield world


def test_the_places_are_share_times_members_rounded_as_the_rules_say_T15_A8(year):
    year.proposed()
    (third,) = (each for each in board(year, "Y01").quotas if each.grade.code == "star3")
    assert (third.share, third.n, third.exact, third.places, board(year, "Y01").rounding) == ("15%", 8, 120, 1, "floor")
    assert ([each.id for each in third.candidates], [each.id for each in third.chosen], [each.id for each in third.excess]) == (
        ["M01", "M02"],
        ["M02"],
        ["M01"],
    )
    assert third.chosen_by == "vote"


def test_a_tie_waits_on_the_board_and_then_tells_its_vote_A12(year):
    year.total()
    before = board(year, "Y01")
    assert [([each.id for each in tie.members], tie.places) for tie in before.ties] == [(["M01", "M02"], 1)]
    assert {each.member.id for each in before.lines if each.tied} == {"M01", "M02"}
    year.run_off(M01=2, M02=6)
    after = board(year, "Y01")
    assert after.ties == ()
    assert [[person.id for person in each.chosen] for each in after.run_offs] == [["M02"]]


def test_lines_stand_by_score_with_band_grade_and_where_they_came_down_from(year):
    year.proposed()
    lines = {each.member.id: each for each in board(year, "Y01").lines}
    assert [
        (lines[who].place, lines[who].grade.code, [each.code for each in lines[who].cascaded_from]) for who in ("M02", "M01", "Y01")
    ] == [
        (1, "star3", []),
        (1, "star2", ["star3"]),
        (3, "star1", []),
    ]
    assert (lines["Y06"].band.gap, lines["Y06"].band.clause, lines["Y06"].band.low, lines["Y06"].band.high) == (True, "A26", 6500, 7000)


def test_before_it_is_posted_a_member_reads_the_own_line_alone_and_an_office_all(year):
    year.submitted()
    own = board(year, "M01")
    assert ([each.member.id for each in own.lines], own.whole, own.quotas, own.ties, own.run_offs) == (["M01"], False, (), (), ())
    assert len(board(year, "Y01").lines) == len(board(year, "U01").lines) == 8
    assert queries.rated_years(year.session, "M01", DAY, "d1") == ("2024",)


def test_once_posted_the_branch_reads_it_whole_and_strangers_never(year):
    year.publicised()
    shown = board(year, "M01")
    assert (len(shown.lines), shown.whole, shown.office, shown.posted_on, shown.state) == (8, True, False, year.today, "over")
    assert {each.confirmed.code for each in shown.lines} == {"star3", "star2", "star1"}
    for reader in ("eve", "adm", "nobody"):
        with pytest.raises(NotFound):
            board(year, reader)
    with pytest.raises(NotFound):
        board(year, "Y01", "2023")


def test_a_later_version_stays_with_the_offices_until_it_is_posted(year):
    year.publicised()
    older = board(year, "M01").record
    write(year, 2, "2025-03-01")
    assert (board(year, "M01").record, board(year, "M01").version) == (older, 1)
    assert board(year, "Y01").version == 2


def write(world, version, since):
    """A newer rating, as another step would file it."""
    data = {**world.filed(), "version": version}
    world.session.add(DatedFact(fact_id=f"z-{version}", kind="rating", unit="d1", subject="2024", since=since, until="9999-12-31", data=json.dumps(data),
                                event_hash=f"{version:064d}", effect_no=0, superseded_by=None))  # fmt: skip
    world.session.commit()
