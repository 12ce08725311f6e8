"""How anything is filed here: form, check page with every warning, confirmation, what was done. It knows no topic and holds no rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.engine import Foreseen, enter_each, foresee
from procflow.engine.noted import Filing
from procflow.errors import Invalid
from procflow.forms import Form, Person, Sentence, Several
from procflow.web import acting
from procflow.web.admin import told
from procflow.web.admin.given import starting
from procflow.web.auth import current
from procflow.web.choices import Choices
from procflow.web.fields import describe, faults
from procflow.web.forms import Filled, fill, flat
from procflow.web.here import reading, writing

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """Something that can be filed for a unit: its words, its form, what that becomes; `again` names the page behind it."""

    title: str
    about: str
    form: type[Form] | Callable[[str], type[Form]]
    filings: Callable[[str, Values, str], Sequence[Filing]]
    choices: Callable[[str], Choices]
    starts: Callable[[str], Values] = starting


@dataclass(frozen=True)
class Sent:
    """An act as it was sent, for a unit."""

    act: Act
    name: str
    unit: str
    asks: type[Form]
    choices: Choices
    filled: Filled

    @property
    def unit_title(self) -> str:
        return dict(current().units)[self.unit]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [("unit", self.unit), *flat(self.asks, self.filled.values)]


def routes(pages: Blueprint, acts: Mapping[str, Act]) -> None:
    """The four pages of each of these acts, below the address of the topic."""
    topic = pages.name

    def form(act: str) -> ResponseReturnValue:
        found = opened(known(acts, act), act, sent=False)
        given = {name: value for name, value in request.args.items() if name in found.asks().fields}
        return asked(topic, replace(found, filled=Filled({**found.act.starts(found.unit), **given})))

    def again(act: str) -> ResponseReturnValue:
        found = opened(known(acts, act), act)
        return asked(topic, replace(found, filled=replace(found.filled, errors={})))

    def check(act: str) -> ResponseReturnValue:
        found = opened(known(acts, act), act)
        return checked(topic, found, str(uuid4()))

    def file(act: str) -> ResponseReturnValue:
        found = opened(known(acts, act), act)
        key = acting.key(request.form)
        if found.filled.data is None:
            return asked(topic, found, 422)
        filings = found.act.filings(found.unit, found.filled.values, key)
        seen = foresee(writing(), filings)
        if told.digest(seen) != request.form.get("seen") and not told.repeated(reading(), filings):
            return checked(topic, found, key, changed=True)
        records = enter_each(writing(), filings)
        return render_template("admin/done.html", sent=found, topic=topic, records=records, lines=told.lines(reading(), records))

    root = f"/admin/{topic.removeprefix('admin_')}/do/<act>"
    pages.add_url_rule(root, view_func=form, methods=["GET"])
    for name, view in (("again", again), ("check", check), ("file", file)):
        pages.add_url_rule(f"{root}/{name}", view_func=view, methods=["POST"])


def known(acts: Mapping[str, Act], name: str) -> Act:
    return acts[name] if name in acts else abort(404)


def opened(act: Act, name: str, *, sent: bool = True) -> Sent:
    """The act for the unit that the page was made for, which must be one of the reader's."""
    unit = request.values.get("unit", "") or current().unit
    if unit not in {each for each, _ in current().units}:
        abort(404)
    asks, choices = act.form if isinstance(act.form, type) else act.form(unit), act.choices(unit)
    return Sent(act, name, unit, asks, choices, among(asks, choices, fill(asks, request.form, choices)) if sent else Filled({}))


def among(asks: type[Form], choices: Choices, filled: Filled) -> Filled:
    """The same; somebody, or a unit, that was not offered is not taken."""
    wrong: dict[str, list[str]] = {}
    for name, one in asks().fields.items():
        listed = isinstance(one, Person) or (isinstance(one, Several) and issubclass(one.of, Person)) or name in choices.codes
        offered = {each.value for each in choices.of(one)} if listed else set[str]()
        strangers = [each for each in str(filled.values.get(name, "")).split() if each not in offered] if listed else []
        wrong |= {name: [Sentence("名单里没有“{given}”", given=strangers[0])]} if strangers else {}
    return replace(filled, data=None, errors={**filled.errors, **wrong}) if wrong else filled


def asked(topic: str, sent: Sent, status: int = 200) -> ResponseReturnValue:
    views = describe(sent.asks, sent.choices, sent.filled.values, sent.filled.errors)
    return render_template("admin/form.html", sent=sent, topic=topic, views=views, faults=faults(views)), status


def checked(topic: str, sent: Sent, key: str, *, changed: bool = False) -> ResponseReturnValue:
    """What would be filed and what should be weighed; the form again where something cannot be read."""
    if sent.filled.data is None:
        return asked(topic, sent, 200 if not sent.filled.errors else 422)
    try:
        filings = sent.act.filings(sent.unit, sent.filled.values, key)
        seen: tuple[Foreseen, ...] = foresee(writing(), filings)
    except Invalid as wrong:
        return asked(topic, replace(sent, filled=replace(sent.filled, errors=wrong.errors)), 422)
    return render_template(
        "admin/check.html", sent=sent, topic=topic, key=key, changed=changed, digest=told.digest(seen), refusals=told.refusals(seen),
        lines=told.lines(reading(), [each.record for each in seen if not each.record.refused], told.new_names(filings)), away=url_for(f"{topic}.index"),
        warnings=told.warnings(seen), names=told.called(reading(), seen),
    ), 422 if told.refusals(seen) else 409 if changed else 200  # fmt: skip
