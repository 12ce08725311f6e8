"""Points earned before: the pages of their import, which also take the paper they stand on; which case follows is said by the kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, redirect, request
from flask.typing import ResponseReturnValue

from procflow.access import organisation
from procflow.errors import Invalid
from procflow.facts.began import began_on
from procflow.forms import Sentence
from procflow.importing.earnings import Earnings
from procflow.sheets.columns import guessed
from procflow.web import acting, here
from procflow.web.admin.imports import Import, drafts
from procflow.web.auth import current
from procflow.web.fields import Fault
from procflow.web.files import MOST_FILES, TOO_MANY, keep, named
from procflow.web.forms import files

NO_PAPER = "请附上原登记册或公示表的扫描件或照片"


@dataclass(frozen=True)
class Bringing(Import):
    """As any import; the paper is stored with the sheet, so that no later error loses it."""

    def send(self) -> ResponseReturnValue:
        g.papers = ()
        try:
            g.papers = papers()
        except Invalid as wrong:
            return self.index([Fault("f-paper", "", each) for said in wrong.errors.values() for each in said], 422)
        try:
            read, name = self.read()
        except Invalid as wrong:
            return self.index([Fault("f-file", "", each) for said in wrong.errors.values() for each in said], 422)
        draft = drafts().new(self.kind.key, current().person, current().unit, name, read)
        draft.places, draft.choices = guessed(self.kind.columns, draft.head), {"paper": list(g.papers)}
        drafts().keep(draft)
        return redirect(self.url("columns", draft), 303)


def papers() -> tuple[str, ...]:
    """The hashes of the papers: those sent before, and those that came now, each on record by itself. Raises Invalid."""
    sent, uploads = request.form.getlist("paper-kept"), files(request.files, "paper")
    acting.given(sent)
    if not uploads and not sent:
        raise Invalid({"paper": [NO_PAPER]})
    if len(uploads) + len(sent) > MOST_FILES:
        raise Invalid({"paper": [Sentence(TOO_MANY, most=MOST_FILES)]})
    stored = [keep(each.read(), each.filename or "", each.mimetype or "", current().person).sha256 for each in uploads]
    return tuple(dict.fromkeys((*sent, *stored)))


def shown() -> dict[str, Any]:
    """From which day the unit works here, and since when its rules hold: what may be brought in lies between."""
    org = organisation(here.reading(), current().unit)
    return {
        "began": began_on(here.reading(), current().unit), "since": org.adopted_since(), "year": here.today().year,
        "kept": named(g.get("papers", ())),
    }  # fmt: skip


pages = Bringing(Earnings(), "", shown).install(Blueprint("admin_points", __name__))
