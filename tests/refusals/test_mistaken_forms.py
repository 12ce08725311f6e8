"""Every form of the year's procedures filled in wrongly, in every field at once: told at each field, nothing written, nothing on record."""

import json
import re
from dataclasses import replace

import pytest

from procflow import forms
from procflow.cli import exits
from procflow.machines import tables
from tests.refusals import (
    appraising,
    booking,
    closing,
    deducting,
    doors,
    honours,
    inspecting,
    joining,
    membership,
    mistakes,
    rating,
    revising,
)
from tests.refusals.doors import Browser
from tests.refusals.test_every_refusal import TRIES
from tests.refusals.tries import CHECKS, unattended


def asked(procedure, one):
    """The form of a step, where several share its name the one that was filled in."""
    schemas = [row.asks for row in tables()[procedure].rows.get(one.step, ()) if row.asks]
    return next((each for each in schemas if set(one.form) <= set(each().fields)), None)


def each_form():
    """One attempt for each form, that comes as far as its being read."""
    found = {}
    for procedure, tries in (*TRIES.items(), ("annual_rating", rating.UNGUARDED), ("activist_opt_in", joining.UNGUARDED),
                             ("education_rectification", honours.UNGUARDED), ("inspection", inspecting.UNGUARDED),
                             ("unqualified_handling", membership.UNGUARDED), ("rule_revision", revising.UNGUARDED),
                             ("democratic_appraisal", appraising.UNGUARDED), ("base_registration", booking.UNGUARDED),
                             ("deduction_proposal", deducting.UNGUARDED), ("quarterly_closing", closing.UNGUARDED)):  # fmt: skip
        for one in tries:
            schema = asked(procedure, one)
            if schema and not (set(CHECKS) & one.told or one.by_hand):
                found.setdefault((procedure, one.step, schema), one)
    return found


FORMS = each_form()
CASES = [
    pytest.param(schema, one, id=f"{procedure}-{step}-{schema.__name__}", marks=pytest.mark.xdist_group(one.scene.group))
    for (procedure, step, schema), one in FORMS.items()
]


def refused_fields(page):
    """The fields that an answer marks as wrong; of lines the field that holds them."""
    return {name.partition("-")[0] for name in re.findall(r'id="f-([\w-]+?)-error"', page.html)}


@pytest.mark.parametrize(("schema", "one"), CASES)
def test_the_command_line_names_every_field_and_takes_nothing(stages, command, schema, one):
    stage = stages(one.scene)
    before, records = stage.stands(), stage.records()
    words = [*doors.typed(stage, replace(one, form={"": ""}, paper=False)), "--json"]
    for form in [*mistakes.sent(schema), {}, {**stage.meant(one.form), "nobody": "x"}]:
        wrong = {"nobody"} if "nobody" in form else set(form) or mistakes.required(schema)
        if wrong:  # a form of which nothing must be filled in may be sent empty
            code, out, _ = command(stage, words, json.dumps(form, ensure_ascii=False))
            said = json.loads(out)
            assert (code, said["error"]) == (exits.INVALID, "INVALID"), form
            assert wrong <= {name.partition(".")[0] for name in said["fields"]}
            assert "None" not in said["message"]
    assert (stage.stands(), stage.records()) == (before, records)


@pytest.mark.parametrize(("schema", "one"), CASES)
def test_the_page_marks_every_field_and_keeps_the_rest(stages, schema, one):
    stage = stages(one.scene)
    browser, before, records = Browser(stage, one), stage.stands(), stage.records()
    carried = {name: value for name, value in browser.fields.items() if name in ("version", "about-subject", "about-period", "about-for")}
    for form in filter(None, mistakes.typed(schema)):
        for page in (browser.reader.post(f"{browser.at}/check", **form, **carried), browser.sent(form | carried)):
            assert page.status == 422, form
            assert {name.partition("-")[0] for name in form} <= refused_fields(page)
            assert mistakes.MARK not in page.html
    strange = browser.reader.post(f"{browser.at}/check", nobody="x", **browser.fields)
    assert (strange.status, "没有任何内容被改动" in strange.text) == (400, True)
    assert (stage.stands(), stage.records()) == (before, records)


@pytest.mark.parametrize(("schema", "one"), CASES)
def test_markup_in_a_text_is_text(stages, schema, one):
    stage = stages(one.scene)
    browser = Browser(stage, replace(one, form=mistakes.with_script(schema, dict(one.form))))
    page = browser.check()
    texts = [each for each in schema().fields.values() if isinstance(each, forms.Text)]
    assert (mistakes.MARK not in page.html, "&lt;script&gt;" in page.html) == (True, bool(texts))


def test_every_form_that_people_fill_in_is_tried():
    people = [(key, row) for key in TRIES for row in tables()[key].steps if row.asks and not unattended(row)]
    wanted = {
        row.asks: (key, row.name) for key, row in people if row.by != "slip"
    }  # a slip has a page of its own (tests/web/test_ballot_page.py)
    assert {wanted[each] for each in set(wanted) - {schema for _, _, schema in FORMS}} == set()
