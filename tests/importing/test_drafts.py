"""Imports under way: kept for their author, gone after a day, and nothing of the sheet once it is done."""

import os

import pytest

from procflow.errors import NotFound, Refusal, Refused
from procflow.importing.drafts import KEPT_SECONDS, Drafts
from procflow.importing.flow import CARRY, go_on
from procflow.importing.rosters import Roster
from procflow.sheets.opened import Table

TABLE = Table(("人员编号", "姓名"), ((2, ("P1", "张三")),))


@pytest.fixture
def drafts(tmp_path):
    return Drafts(tmp_path)


def test_a_draft_is_found_again_as_it_was(drafts):
    made = drafts.new("roster", "Y01", "lh1", "a.xlsx", TABLE)
    assert drafts.find(made.id, "roster", "Y01") == made
    assert drafts.find(made.id, "roster").table == TABLE


@pytest.mark.parametrize("ident", ["", "x", "../../etc/passwd", "0" * 32, "0" * 31 + "/", "G" * 32])
def test_what_is_no_draft_is_not_looked_for(drafts, ident):
    with pytest.raises(NotFound):
        drafts.find(ident, "roster")


def test_another_kind_or_another_author_has_none(drafts):
    made = drafts.new("roster", "Y01", "lh1", "", TABLE)
    for kind, actor in (("points", "Y01"), ("roster", "Y02")):
        with pytest.raises(NotFound):
            drafts.find(made.id, kind, actor)


def test_yesterdays_are_thrown_away_when_a_new_one_comes(drafts):
    old = drafts.new("roster", "Y01", "lh1", "", TABLE)
    then = drafts.path(old.id).stat().st_mtime - KEPT_SECONDS - 1
    os.utime(drafts.path(old.id), (then, then))
    drafts.new("roster", "Y01", "lh1", "", TABLE)
    with pytest.raises(NotFound):
        drafts.find(old.id, "roster")


def test_a_broken_file_is_no_draft(drafts):
    made = drafts.new("roster", "Y01", "lh1", "", TABLE)
    drafts.path(made.id).write_text("{", encoding="utf-8")
    with pytest.raises(NotFound):
        drafts.find(made.id, "roster")


def test_nothing_of_the_sheet_is_kept_once_it_is_done(drafts):
    made = drafts.new("roster", "Y01", "lh1", "", TABLE)
    drafts.finish(made, {"counts": []})
    assert "张三" not in drafts.path(made.id).read_text(encoding="utf-8")


def test_progress_is_read_from_beside_the_draft(drafts):
    made = drafts.new("roster", "Y01", "lh1", "", TABLE)
    assert drafts.reached(made.id) == (0, 0)
    drafts.progress(made.id, 3, 7)
    assert drafts.reached(made.id) == (3, 7)


def test_whoever_comes_second_does_not_undo_what_the_first_has_done(drafts, session):
    """A job that is taken up again when its lease has run out finds everything changed by the first."""

    class Twice(Roster):
        def carry(self, session, draft, day, told):
            drafts.finish(drafts.find(draft.id, "roster"), {"counts": [["新增", 1]]})
            raise Refused([Refusal("STALE_VERSION", "核对之后情况有变化")])

    made = drafts.new("roster", "Y01", "lh1", "", TABLE)
    go_on(session, drafts, Twice(), made, CARRY)
    assert (drafts.find(made.id, "roster").stage, drafts.find(made.id, "roster").fault) == ("done", [])
