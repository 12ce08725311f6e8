"""The inbox page: what waits, what is late, what was begun, done or told, with its filters in the address. It offers no act itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from procflow.canon import clean
from procflow.dates import Period
from procflow.grammar import SYSTEM
from procflow.machines import tables
from procflow.queries import Filters, Inbox, Row, inbox, procedures, seats
from procflow.queries.desks import Desks, count
from procflow.queries.filters import DUE
from procflow.queries.received import untaken
from procflow.web.auth import current
from procflow.web.deputies import lately
from procflow.web.filters import say
from procflow.web.here import reading, today
from procflow.web.reader import reader, worked
from procflow.web.resuming import left
from procflow.web.tables import by_urgency

BOXES = {"todo": "待办", "overdue": "逾期", "mine": "我发起", "done": "已办", "cc": "抄送"}
DUE_TITLES = {"overdue": "已逾期", "today": "今天到期", "week": "本周到期", "later": "本周以后", "none": "没有期限"}
LONGEST = 100
STRIP = 3
MOST_ROWS = 5000

pages = Blueprint("inbox", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """The box, the filters and the page that an address names."""

    box: str
    text: str
    step: str
    due: str
    after: str

    @classmethod
    def of(cls, args: MultiDict[str, str]) -> Asked:
        said = {name: clean(args.get(name, ""))[:LONGEST] for name in ("q", "step", "due", "after")}
        return cls(args.get("box", "todo"), said["q"], said["step"], said["due"] if said["due"] in DUE else "", said["after"])

    @property
    def filters(self) -> Filters:
        return Filters(self.text, self.step, self.due)

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.step or self.due)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same, as hidden fields of a form."""
        said = {"box": self.box, "q": self.text, "step": self.step, "due": self.due}
        return [(name, value) for name, value in said.items() if value]

    def url(self, **other: str) -> str:
        """The address of this view with something changed; what is empty is left out."""
        said: dict[str, Any] = {"box": self.box, "q": self.text, "step": self.step, "due": self.due} | other
        return url_for("inbox.index", **{name: value for name, value in said.items() if value and (name, value) != ("box", "todo")})


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the table of tasks draws it."""

    url: str
    no: str
    title: str
    points: int | None
    step: str
    due: str
    sent: str
    sender: str
    told: str = ""
    selectable: bool = False


@pages.get("/inbox")
def index() -> ResponseReturnValue:
    asked = Asked.of(request.args)
    found = inbox(reading(), current().person, today(), unit=worked(), box=asked.box, filters=asked.filters, after=asked.after)
    remember(asked)
    return render_template("inbox.html", standing_in=lately(), drafts=left(), spoken=untaken(*reader()), **shown(found, asked))


@pages.app_context_processor
def counted() -> dict[str, Any]:
    """How many tasks wait, beside the word in the navigation. A page that tells of a broken database asks it nothing."""
    if not g.get("who") or not g.get("now"):
        return {}
    desks = Desks.of(current().person, seats(reading(), current().person, today()).values(), worked())
    waiting = reading().scalar(count(desks))
    return {"counts": {"inbox.index": waiting} if waiting else {}}


def whole(asked: Asked) -> list[Row]:
    """Every row of a box as it is filtered, up to some thousands."""
    rows, after = list[Row](), ""
    while len(rows) < MOST_ROWS:
        found = inbox(reading(), current().person, today(), unit=worked(), box=asked.box, filters=asked.filters, after=after, limit=500)
        rows, after = [*rows, *found.rows], found.following
        if not after:
            break
    return rows


def remember(asked: Asked) -> None:
    """Where the way back from a case leads: this box with these filters."""
    if (here := asked.url()) != session.get("inbox", url_for("inbox.index")):
        session["inbox"] = here


def back() -> str:
    """The inbox as it was last looked at."""
    return str(session.get("inbox") or url_for("inbox.index"))


def shown(found: Inbox, asked: Asked) -> dict[str, Any]:
    titles = {} if worked() else {seat.unit: seat.title for seat in found.units}
    lines = [line(row, titles) for row in found.rows]
    return {
        "asked": asked, "found": found, "lines": lines, "groups": by_urgency(lines, today()), "today": today(), "urgent": urgent(found, asked),
        "names": dict(called(row) for row in found.rows), "boxes": BOXES, "dues": DUE_TITLES,
        "tabs": [(title, Asked(box, "", "", "", "").url(), found.counts.get(box), box == found.box) for box, title in BOXES.items()],
        "strip": [(each.day, f"{Period.parse(each.period).title(g.lang)} {say(each.title)}") for each in found.deadlines[:STRIP]],
        "steps": steps(),
    }  # fmt: skip


def line(row: Row, units: Mapping[str, str]) -> Line:
    """A row; with its unit, where those of several stand together."""
    at = f" · {units[row.unit]}" if row.unit in units else ""
    told = say(row.sentence, **named(row)) if row.sentence else ""
    return Line(
        url_for("cases.show", no=row.no),
        row.no,
        title(row) + at,
        row.points,
        row.state_title,
        row.due,
        row.from_on,
        row.from_whom.id,
        told,
        not tables()[row.procedure].singly,
    )


def title(row: Row) -> str:
    """The procedure and whom it is about; the period where it is about a unit."""
    about = Period.parse(row.period).title(g.lang) if row.subject.id == row.unit else row.subject.name
    return f"{say(row.title)} · {about}"


def called(row: Row) -> tuple[str, str]:
    """Whoever took the last step; the system by a word of the reader's language."""
    by = row.from_whom
    return by.id, say(by.name) if by.id == SYSTEM else by.name


def named(row: Row) -> Mapping[str, object]:
    """The inputs of a notice, with whoever took the last step by name."""
    return {name: row.from_whom.name if value == row.from_whom.id else value for name, value in row.inputs.items()}


def urgent(found: Inbox, asked: Asked) -> str:
    """The case whose day comes first, whatever the filters hide; "" where nothing waits."""
    if found.box == "todo" and not asked.filtered and not asked.after:
        return url_for("cases.show", no=found.rows[0].no) if found.rows else ""
    return most_urgent() if found.counts["todo"] else ""


def most_urgent(besides: str = "") -> str:
    """The page of the task to be done next, but not of this case; "" where nothing waits."""
    rows = inbox(reading(), current().person, today(), unit=worked(), limit=2).rows
    return next((url_for("cases.show", no=row.no) for row in rows if row.no != besides), "")


def steps() -> list[tuple[str, list[tuple[str, str]]]]:
    """The states at which a task can lie, procedure by procedure, as the filter offers them."""
    return [(each.title, [(f"{each.key}.{state.name}", state.title) for state in each.table.states if state.open]) for each in procedures()]
