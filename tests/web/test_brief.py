"""What is said with a choice on the page of a case: three presses from the inbox to the act done (T06), and never a text lost."""

import pytest
from sqlalchemy.orm import Session

from procflow.db import db
from procflow.models import Account
from tests.machines.opened import Opened, settled
from tests.web import quarter
from tests.web.client import Reader

CHECKER = "P05"


@pytest.fixture
def page(tmp_path):
    """A sheet that waits to be checked: the checker fills in a form, or gives it back with a reason."""
    with quarter.site("sqlite", tmp_path, settled) as app:
        with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            no = Opened(session).sheet()
            session.add(Account(login=CHECKER, person=CHECKER, password="-", failures=0, locked_until=None))
            session.commit()
        yield Reader(quarter.signed_in(app, CHECKER)).case(no)


def test_a_reason_is_written_beside_the_choice_and_goes_straight_to_the_check(page):
    check = page.send("/do", step="return", said="缺少第二页")
    assert ('name="preview"' in check.html, "缺少第二页" in check.text) == (True, True)
    done = check.send("/steps")
    assert (done.status, "退回修改" in done.follow().text) == (303, True)


def test_each_choice_says_what_it_asks(page):
    assert ("须写理由" in page.text, "另有表要填" in page.text) == (True, True)


def test_a_reason_that_is_needed_and_not_there_is_asked_for_on_the_form_of_the_step(page):
    form = page.send("/do", step="return", said=" ")
    assert (form.status, 'name="preview"' in form.html, 'name="reason"' in form.html) == (200, False, True)


def test_a_step_that_asks_more_has_its_own_form(page):
    form = page.send("/do", step="verify", said="都对")
    assert (form.status, 'name="compared"' in form.html) == (200, True)


def test_whoever_comes_too_late_is_told_so_and_keeps_the_text(page):
    page.send("/do", step="return", said="先到").send("/steps")
    late = page.send("/do", step="return", said="后到的理由")
    assert (late.status, "后到的理由" in late.html) == (409, True)
