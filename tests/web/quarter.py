"""Sites on which the worked quarter was played through the write door: whole, or up to the evening of the second meeting."""

import dataclasses
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from procflow import engine
from procflow.app import create_app
from procflow.config import Settings
from procflow.db import db
from procflow.models import Account, DatedFact
from procflow.rehearsal import bundled, read, rehearse
from procflow.schema import upgrade
from tests import servers

MEETING = "2024-04-19T11:00:00.000000Z"
LATER = Path(__file__).parent.parent / "data" / "restated_2024_q1.yaml"
TAG = re.compile(r"<[^>]+>")


def whole(url):
    play(url, "9999-12-31")


def evening(url):
    """The motions stand on the agenda of 19 April, and it is seven in the evening."""
    play(url, "2024-04-15", MEETING)


def restated(url):
    """After the quarter was issued a deduction came late: its statement was corrected and posted anew."""
    play(url, "9999-12-31", more=LATER.read_text(encoding="utf-8"))


def play(url, until, wind="", more=""):
    upgrade(url)
    script = read(bundled()["township-2024-q1"].read_text(encoding="utf-8").partition("\nexpect:")[0] + "\n" + more)
    steps = tuple(line for line in script.steps if str(line.said["on"]) <= until)
    store = create_engine(url, poolclass=NullPool)
    with Session(store, expire_on_commit=False) as session, tempfile.TemporaryDirectory() as folder:
        rehearse(session, dataclasses.replace(script, steps=steps, expect=None), Path(folder))
        people = set(session.scalars(select(DatedFact.subject).where(DatedFact.kind == "person")))
        session.add_all(Account(login=each, person=each, password="x", failures=0, locked_until=None) for each in sorted(people))
        session.commit()
        if wind:
            engine.wind(session, wind)
    store.dispose()


class Readers:
    """A site whose pages are only read, and its readers, each signed in once."""

    def __init__(self, app):
        self.app = app
        self.clients = {}

    def __call__(self, person, lang="zh"):
        if person not in self.clients:
            self.clients[person] = signed_in(self.app, person)
        self.clients[person].set_cookie("lang", lang)
        return self.clients[person]


@contextmanager
def readers(kind, folder):
    with site(kind, folder, whole) as app:
        yield Readers(app)


@contextmanager
def site(kind, folder, played):
    app = create_app(Settings(home=folder, database_url=servers.migrated_copy(kind, folder, played)))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


def signed_in(app, person):
    """A browser of this person, who was chosen from the list of a rehearsal."""
    client = app.test_client()
    assert client.post("/login/as", data={"person": person}).status_code == 302
    return client


def words(answer):
    """What a reader sees of a page."""
    return " ".join(TAG.sub(" ", answer.get_data(as_text=True)).split())
