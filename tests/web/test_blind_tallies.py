"""The paper ballots of the masses on the page: the second person enters without seeing what the first entered, and both are on record (B9)."""

from itertools import count

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow.models import Account
from tests.machines import appraising
from tests.web import quarter
from tests.web.client import Reader
from tests.world import built

NO = "D1ZB-MP-2024-0001"
SEALED = "录入的票数在另一人独立录入之前保密"
FIRST, SECOND = {"returned": "37", "void": "5"}, {"returned": "41", "void": "5"}  # figures that stand nowhere else on a page


def asked(url):
    built(url)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session:
        world = appraising.Appraisal(session)
        world.numbers = count(7000)
        world.at_masses()
        session.add_all(Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in ("Y01", "Y02", "Y03"))
        session.commit()
    store.dispose()


@pytest.fixture
def readers(tmp_path):
    with quarter.site("sqlite", tmp_path, asked) as made:
        yield quarter.Readers(made)


def enter(client, counted, qualified):
    """Fill in the form as it is shown, check and confirm it."""
    page = Reader(client).get(f"/cases/{NO}/do/mass_tally")
    lines = {
        name: "0"
        for name in page.form("/check")[1]
        if name.split("-")[1:2] and name.split("-")[1].isdigit() and not name.endswith("-member")
    }
    given = {**lines, **{name: qualified for name in lines if name.endswith("-qualified")}, **counted}
    check = page.send("/check", **{name.replace("-", "__"): value for name, value in given.items()})
    assert check.status == 200, check.text
    assert check.send("/steps").status in (302, 303)


def shown(client):
    """All that the reader can open about the case: its page, all of its records, the form of the step."""
    places = (f"/cases/{NO}", f"/cases/{NO}?all=1", f"/cases/{NO}/steps", f"/cases/{NO}/steps?show=all", f"/cases/{NO}/do/mass_tally")
    return [quarter.words(client.get(place)) for place in places]


def test_the_second_person_enters_blind_and_then_both_are_open_B9(readers):
    enter(readers("Y02"), FIRST, "32")
    assert any("37" in each for each in shown(readers("Y02"))), "one reads one's own"
    for other in ("Y03", "Y01"):
        pages = shown(readers(other))
        assert not [each for each in pages if "收回票数 37" in each or " 37 " in each]
        assert all(SEALED in each for each in pages[:4])
    enter(readers("Y03"), SECOND, "36")
    for reader in ("Y01", "Y02", "Y03"):
        whole = shown(readers(reader))
        assert SEALED not in "".join(whole)
        assert all(" 37 " in each and " 41 " in each for each in whole[2:4])
