"""The pages of an import, whatever is imported: sent, matched, checked, confirmed, done; it knows no column and decides no row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from procflow.errors import Invalid, NotFound, Refusal
from procflow.evidence import SHEET, megabytes
from procflow.forms import Sentence
from procflow.importing.drafts import Draft, Drafts
from procflow.importing.flow import AT_ONCE, CARRY, CHECK, Kind, begin
from procflow.sheets.cells import letter
from procflow.sheets.columns import guessed, settled, titles
from procflow.sheets.opened import Table, opened, pasted
from procflow.web import here
from procflow.web.admin.matched import chosen, matching
from procflow.web.auth import current
from procflow.web.fields import Fault
from procflow.web.filters import lang

TOO_LARGE = "文件 {size} MB，须小于 {most} MB"
NOTHING = "请选择文件，或者把表格内容粘贴到框里"


@dataclass(frozen=True)
class Import:
    """The pages of one kind, at /import/<kind> or where else they begin; `more` is what its first page shows besides."""

    kind: Kind
    at: str = ""
    more: Callable[[], Mapping[str, Any]] = dict

    def install(self, pages: Blueprint) -> Blueprint:
        root = self.at or f"/import/{self.kind.key}"
        for rule, name, method in (
            (root, "index", "GET"), (root, "send", "POST"), (f"{root}/template", "template", "GET"), (f"{root}/<ident>", "show", "GET"),
            (f"{root}/<ident>/columns", "columns", "GET"), (f"{root}/<ident>/columns", "match", "POST"),
            (f"{root}/<ident>/confirm", "confirm", "POST"), (f"{root}/<ident>/marked", "marked", "GET"),
        ):  # fmt: skip
            pages.add_url_rule(rule, name, getattr(self, name), methods=[method])
        return pages

    def index(self, faults: list[Fault] | None = None, status: int = 200) -> ResponseReturnValue:
        most = current_app.config["MAX_FILE_BYTES"] // 1024 // 1024
        return render_template(f"admin/import_{self.kind.key}.html", kind=self.kind, faults=faults or [], most=most, **self.more()), status

    def send(self) -> ResponseReturnValue:
        """What was sent is kept as text; a sheet that cannot be opened is told with what to do."""
        try:
            read, name = self.read()
        except Invalid as wrong:
            return self.index([Fault("f-file", "", each) for said in wrong.errors.values() for each in said], 422)
        draft = drafts().new(self.kind.key, current().person, current().unit, name, read)
        draft.places = guessed(self.kind.columns, draft.head)
        drafts().keep(draft)
        return redirect(self.url("columns", draft), 303)

    def read(self) -> tuple[Table, str]:
        """The table and the name under which it came. Raises Invalid."""
        upload, written = request.files.get("file"), request.form.get("pasted", "")
        names, most = titles(self.kind.columns), int(current_app.config["MAX_FILE_BYTES"])
        if upload is not None and upload.filename:
            data = upload.read(most + 1)
            if len(data) > most:
                raise Invalid({"file": [Sentence(TOO_LARGE, size=megabytes(len(data)), most=megabytes(most))]})
            return opened(data, names), upload.filename[-80:]
        if written.strip():
            return pasted(written, names), ""
        raise Invalid({"file": [NOTHING]})

    def template(self) -> ResponseReturnValue:
        return workbook(self.kind.blank(lang()), f"{self.kind.key}-template.xlsx")

    def columns(self, ident: str) -> ResponseReturnValue:
        """Which column is which; more than is needed is left alone."""
        return self.matching(self.draft(ident), [])

    def match(self, ident: str) -> ResponseReturnValue:
        draft = self.draft(ident)
        draft.places, draft.choices = (
            chosen(self.kind.columns, request.form, len(draft.head)),
            {**draft.choices, "leave": request.form.get("leave") == "yes"},
        )
        try:
            draft.places = settled(self.kind.columns, draft.places, [letter(at) for at in range(len(draft.head))])
        except Invalid as wrong:
            return self.matching(draft, [Fault(f"f-{key}", "", said[0]) for key, said in wrong.errors.items()], 422)
        begin(here.writing(), drafts(), self.kind, draft, CHECK)
        return redirect(self.url("show", draft), 303)

    def matching(self, draft: Draft, faults: list[Fault], status: int = 200) -> ResponseReturnValue:
        fields = matching(self.kind.columns, draft)
        return render_template("admin/import_columns.html", kind=self.kind, draft=draft, fields=fields, faults=faults), status

    def show(self, ident: str) -> ResponseReturnValue:
        """Where it is: under way, with faults, to be confirmed, done."""
        draft = self.draft(ident)
        done, of = drafts().reached(ident)
        if draft.job:
            return render_template("admin/import_progress.html", kind=self.kind, draft=draft, done=done, of=of)
        if draft.stage == "done":
            return render_template(f"admin/import_{self.kind.key}_done.html", kind=self.kind, draft=draft)
        if draft.stage == "sent" and not draft.fault:
            return redirect(self.url("columns", draft), 303)
        status = 422 if draft.result.get("faults") or draft.fault else 200
        return render_template(
            "admin/import_check.html", kind=self.kind, draft=draft, told=draft.result, large=len(draft.rows) > AT_ONCE,
            wrong=[Refusal("GUARD_FAILED", sentence, inputs) for sentence, inputs in draft.fault],
        ), status  # fmt: skip

    def confirm(self, ident: str) -> ResponseReturnValue:
        """All of it or nothing, if it is still what was shown; a second time finds it done."""
        draft = self.draft(ident)
        ready = draft.stage == "checked" and not draft.job and not draft.result.get("faults") and not draft.result.get("nothing")
        if ready and request.form.get("preview") == draft.result.get("digest"):
            begin(here.writing(), drafts(), self.kind, draft, CARRY)
        return redirect(self.url("show", draft), 303)

    def marked(self, ident: str) -> ResponseReturnValue:
        """The sheet back, with what to mend."""
        draft = self.draft(ident)
        return workbook(self.kind.marked(here.reading(), draft, here.today(), lang()), f"{self.kind.key}-marked.xlsx")

    def draft(self, ident: str) -> Draft:
        """The reader's own, in the unit worked in. Raises NotFound."""
        found = drafts().find(ident, self.kind.key, current().person)
        if found.unit != current().unit:
            raise NotFound
        return found

    def url(self, page: str, draft: Draft) -> str:
        return url_for(f"admin_{self.kind.key}.{page}", ident=draft.id)


def drafts() -> Drafts:
    return Drafts(current_app.config["EVIDENCE"].parent)


def workbook(data: bytes, name: str) -> ResponseReturnValue:
    return send_file(BytesIO(data), mimetype=SHEET, as_attachment=True, download_name=name)
