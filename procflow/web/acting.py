"""A step on its way from form to check to record: what it is taken on, what was sent, and the command it becomes. It takes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from procflow.engine import Command
from procflow.errors import Invalid, NotFound
from procflow.forms import Lines
from procflow.grammar import made
from procflow.queries import ActForm, act_form
from procflow.queries.beginning import beginning
from procflow.queries.files import usable
from procflow.queries.view import view
from procflow.web import drafts, here, offers
from procflow.web.auth import current
from procflow.web.choices import Choices
from procflow.web.forms import Filled, fill, flat, typed

# What an act carries beside its form; no field of any form has one of these names.
CARRIED = frozenset(
    {"csrf_token", "step", "key", "version", "preview", "store", "files", "files-kept", "about-subject", "about-period", "about-for"}
)
NOT_SENT = "附件没有上传成功，请重新上传"
DIGEST = re.compile(r"[0-9a-f]{64}")
COUNTED = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a step is taken on: a case by its number, or one that would begin with it; `entered_for` is whose paper it is."""

    step: str
    no: str = ""
    procedure: str = ""
    unit: str = ""
    subject: str = ""
    period: str = ""
    entered_for: str = ""

    @classmethod
    def case(cls, no: str, step: str) -> Target:
        return cls(here.ident(step), here.ident(no), entered_for=whose())

    @classmethod
    def begun(cls, procedure: str, step: str) -> Target:
        subject = here.given(request.values.get("about-subject", ""))
        period = here.period(request.values.get("about-period", ""))
        return cls(here.ident(step), "", here.ident(procedure), current().unit, subject or whose(), period, whose())

    def url(self, page: str) -> str:
        """The address of its form, check or confirmation."""
        if self.no:
            return url_for("acts.take", no=self.no) if page == "take" else url_for(f"acts.{page}", no=self.no, step=self.step)
        return url_for(f"start.{page}", procedure=self.procedure)

    @property
    def place(self) -> drafts.Place:
        """Where a draft of its form lies."""
        unit = "" if self.no else self.unit
        return drafts.Place(self.no, self.procedure, unit, self.subject, self.period, self.entered_for, self.step)

    @property
    def away(self) -> str:
        """Where whoever leaves it undone goes."""
        return url_for("cases.show", no=self.no) if self.no else url_for("start.index")

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What its pages pass on beside the form."""
        said = [("step", self.step), ("about-subject", self.subject), ("about-period", self.period), ("about-for", self.entered_for)]
        return [(name, value) for name, value in said if value and not (self.no and name == "about-subject")]


def whose() -> str:
    return here.given(request.values.get("about-for", ""))


@dataclass(frozen=True)
class Act:
    """A step as its form shows it: the target, what the read door says of it, what may be chosen, what was sent."""

    target: Target
    form: ActForm
    choices: Choices
    filled: Filled
    files: tuple[str, ...] = ()
    saved: str = ""  # when the draft that it shows was saved

    @property
    def values(self) -> Mapping[str, Any]:
        return self.filled.values

    @property
    def fixed(self) -> frozenset[str]:
        return offers.fixed(self.form.asks, self.form.defaults)

    @property
    def wants_paper(self) -> bool:
        """Whether attachments are part of what is asked, not an addition to it."""
        return bool(self.target.entered_for) or any(one.code == "MISSING_EVIDENCE" for row in self.form.rows for one in row.fits)

    @property
    def needs_paper(self) -> bool:
        """Whether it is refused without an attachment, whatever is filled in."""
        return bool(self.target.entered_for) or any(one.name == "has_files" for row in self.form.rows for one in row.fits)

    @property
    def sent(self) -> list[tuple[str, str]]:
        """Everything that goes on to the next page, as a form posts it."""
        values = flat(self.form.asks, self.values) if self.form.asks else []  # type: ignore[arg-type]  # every form of a table is a Form
        return [*self.target.carried, *values, *(("files-kept", sha256) for sha256 in self.files)]

    def command(self, key: str, *, version: int | None, preview: str = "") -> Command:
        target = self.target
        return Command(
            step=target.step, actor=current().person, key=key, case=target.no, procedure=target.procedure, unit=target.unit, subject=target.subject,
            period=target.period, form=raw(self), files=self.files, version=version if target.no else None, preview=preview,
            entered_for=target.entered_for,
        )  # fmt: skip


def opened(target: Target) -> Act:
    """The act as it is first shown: with the reader's own draft, else with what its form starts with. Raises NotFound."""
    form = asked(target)
    draft = drafts.find(target.place)
    with suppress(Invalid):  # a draft of a form that has changed since fits no more
        if draft:
            act = of(target, form, draft.typed)
            return replace(act, filled=Filled(act.values), saved=draft.saved)
    values = typed(form.asks, form.defaults) if form.asks else {}  # type: ignore[arg-type]
    return Act(target, form, offers.choices(form.choices), Filled(values))


def sent(target: Target, posted: MultiDict[str, str]) -> Act:
    """The act as it was sent. Raises NotFound, and Invalid for what no page of this site sends."""
    return of(target, asked(target), posted)


def of(target: Target, form: ActForm, posted: MultiDict[str, str]) -> Act:
    choices = offers.choices(form.choices)
    refuse_strangers(form, posted)
    filled = fill(form.asks, posted, choices) if form.asks else Filled({}, {})  # type: ignore[arg-type]
    return Act(target, form, choices, filled, kept(posted, target.no))


def asked(target: Target) -> ActForm:
    return act_form(
        here.reading(), current().person, here.today(), target.step,
        no=target.no, procedure=target.procedure, unit=target.unit, subject=target.subject, period=target.period,
    )  # fmt: skip


def visible(target: Target) -> bool:
    """Whether the reader may see what the step would be taken on."""
    try:
        if target.no:
            view(here.reading(), current().person, here.today(), target.no)
        else:
            beginning(here.reading(), current().person, here.today(), target.procedure, target.unit)
    except NotFound:
        return False
    return True


def raw(act: Act) -> dict[str, Any]:
    """The form as it was typed: the write door reads it by the same schema."""
    return dict(act.values)


def kept(posted: MultiDict[str, str], no: str = "") -> tuple[str, ...]:
    """The files that were stored before, by their hashes: one's own, or those of the case. Raises Invalid."""
    found = tuple(dict.fromkeys(posted.getlist("files-kept")))
    given(found, no)
    return found


def given(hashes: Iterable[str], no: str = "") -> None:
    """Raises Invalid for what is no hash, and for a paper that is not this person's to hand in."""
    session, actor, day = here.reading(), current().person, here.today()
    if not all(DIGEST.fullmatch(each) and usable(session, actor, day, each, no) for each in hashes):
        raise Invalid({"files": [NOT_SENT]})


def refuse_strangers(form: ActForm, posted: MultiDict[str, str]) -> None:
    """A field that the form does not have was not typed on our page: nothing of such a request is taken."""
    for name in posted:
        if name not in CARRIED and not belongs(form, name):
            raise Invalid({name[:80]: ["没有这一项"]})


def belongs(form: ActForm, name: str) -> bool:
    for field, one in (made(form.asks).fields if form.asks else {}).items():
        if name == field and not isinstance(one, Lines):
            return True
        if isinstance(one, Lines) and name.startswith(field + "-"):
            rest = name.removeprefix(field + "-")
            place, _, inner = rest.partition("-")
            if rest in ("more", "paste", "fill") or (COUNTED.fullmatch(place) and inner in made(one.schema).fields):
                return True
    return False


def version(posted: MultiDict[str, str]) -> int | None:
    """The version of the case that was seen. Raises Invalid."""
    text = posted.get("version", "")
    if text and not COUNTED.fullmatch(text):
        raise Invalid({"version": ["请填写整数"]})
    return int(text) if text else None


def key(posted: MultiDict[str, str]) -> str:
    """The key that makes an act happen once. Raises Invalid where there is none."""
    return here.ident(posted["key"]) if posted.get("key") else missing_key()


def missing_key() -> str:
    raise Invalid({"key": ["请填写这一项"]})


def preview(posted: MultiDict[str, str]) -> str:
    return here.given(posted.get("preview", ""))
