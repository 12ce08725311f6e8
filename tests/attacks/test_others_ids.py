"""Ids of another unit, in every place where an id can stand: addresses, forms, filters, programs. Nothing is told, nothing done, and no answer tells that it exists."""

import pytest

from procflow.models import Case, DatedFact
from tests.world import NAMES

PLACES = (
    "/cases/{no}", "/cases/{no}?all=1", "/cases/{no}/steps", "/cases/{no}/steps?show=all", "/cases/{no}/do/submit", "/cases/{no}/do/comment",
    "/cases/{no}/done/{event}", "/cases/{no}/files/{paper}", "/cases/{no}/slips", "/members/M01", "/members/M01/points", "/entries/{entry}",
    "/registers/d1/2024/R6", "/registers/d1/2024/R6/paper", "/registers/d1/2024/R9?member=M01", "/publicity/d1/2024-Q1", "/rating/d1/2024",
    "/meetings/{meeting}", "/meetings/{meeting}/roll", "/meetings/{meeting}?big=1", "/audit?unit=d1",
    "/api/v1/cases/{no}", "/api/v1/cases/{no}/steps", "/api/v1/cases/{no}/evidence/{paper}", "/api/v1/members/M01/points", "/api/v1/entries/{entry}",
    "/api/v1/units/d1/people", "/api/v1/units/d1/entries", "/api/v1/units/d1/meetings", "/api/v1/units/d1/statements", "/api/v1/units/d1/ratings/2024",
    "/api/v1/meetings/{meeting}",
)  # fmt: skip
FORMS = (
    ("/cases/{no}/steps", {"step": "withdraw", "key": "o1"}), ("/cases/{no}/steps", {"step": "comment", "key": "o2", "remark": "看看"}),
    ("/cases/{no}/do/submit/check", {"points": "8"}), ("/cases/{no}/do", {"step": "comment"}), ("/registers/d1/2024/R6/csv", {}), ("/unit", {"unit": "d1"}),
    ("/meetings/{meeting}/all/adjourn", {"key": "o3", "motion": "{no}"}), ("/cases/{no}/slips", {}),
)  # fmt: skip
STEPS = ("submit", "withdraw", "comment", "claim", "hand_over", "verify_ok", "post")
TRIED = (*(f"GET {each}" for each in PLACES), *(f"POST {path} {form.get('step', '')}" for path, form in FORMS), *(f"step of a program: {each}" for each in STEPS),
         "a case begun in another unit", "a case begun about a member of another unit", "a paper of another's named in a step", "a fact filed in another unit",
         "a case of another unit as a reference")  # fmt: skip


@pytest.fixture(scope="module")
def ids(siege):
    """A claim of branch d1 that was posted, with its line, its paper, its meeting."""
    world = siege.world
    no = world.posted("M01")
    record = world.chain(no)[-1]
    paper = next(each["sha256"] for record in world.chain(no) for each in record.body["attachments"])
    meeting = world.rows(DatedFact, DatedFact.kind == "meeting")[-1].subject
    return {"no": no, "event": record.event_id, "paper": paper, "entry": world.entries()[-1].entry_id, "meeting": meeting}


def unknown(path):
    """The same address with names that nobody has."""
    names = {"no": "Z9ZB-JL-2024-0001", "meeting": "HY9", "paper": "f" * 64} | dict.fromkeys(
        ("event", "entry"), "018e302c-6680-797e-b11c-8f16c53abe15"
    )
    return path.format(**names).replace("/d1/", "/z9/").replace("=d1", "=z9").replace("M01", "Z99")


def got(siege, path):
    answer = siege.program("eve").get(path.removeprefix("/api/v1")) if path.startswith("/api") else siege.browser("eve").get(path)
    return answer.status_code, answer.get_data(as_text=True)


@pytest.mark.parametrize("place", PLACES)
def test_an_address_of_another_unit_answers_like_one_that_nobody_has(siege, ids, place):
    real, (status, text) = place.format(**ids), got(siege, unknown(place))
    assert status == 404
    found = got(siege, real)
    assert found[0] == status
    assert [each for each in (*(NAMES[one] for one in ("M01", "M02", "Y01", "Y02")), "D1ZB党支部", "收谷子") if each in found[1]] == []
    # ids of the address may be echoed; nothing else may differ
    assert len(found[1]) - len(text) in range(-200, 200)


@pytest.mark.parametrize(("path", "form"), FORMS)
def test_a_form_sent_to_another_unit_does_nothing(siege, ids, path, form):
    siege.browser("eve")
    case, entries = siege.world.case(ids["no"]), siege.world.entries()
    answer = siege.post("eve", path.format(**ids), **{name: value.format(**ids) for name, value in form.items()})
    assert answer.status_code == 404
    assert siege.world.case(ids["no"]) == case
    assert siege.world.entries() == entries


@pytest.mark.parametrize("step", STEPS)
def test_a_step_on_a_case_of_another_unit_is_not_found_and_stands_on_the_callers_own_chain(siege, ids, step):
    before = len(siege.world.chain(ids["no"]))
    assert siege.program("eve").step(ids["no"], step).status_code == 404
    assert len(siege.world.chain(ids["no"])) == before


def test_nothing_is_begun_or_filed_in_another_unit(siege, ids):
    program, before = siege.program("eve"), len(siege.world.rows(Case))
    begun = program.post("/cases", {"step": "create", "procedure": "bonus_claim", "unit": "d1", "form": {}})
    about = program.post("/cases", {"step": "create", "procedure": "bonus_claim", "unit": "d2", "subject": "M01", "form": {}})
    filed = program.post("/units/d1/facts", {"kind": "receipt", "subject": "H1", "form": {"about": "x", "addressee": "party_committee"}})
    assert (begun.status_code, filed.status_code) == (404, 403)
    assert about.status_code in (403, 404, 422)
    assert len(siege.world.rows(Case)) == before


def test_a_paper_or_case_of_somebody_else_is_no_paper_or_reference_of_ones_own(siege, ids):
    program = siege.program("eve")
    own = program.post("/cases", {"step": "create", "procedure": "bonus_claim", "unit": "d2", "form": {}}).get_json()["case"]["no"]
    form = {"item": "serve_masses", "deed_on": siege.world.today, "points": "8", "description": "同一张照片"}
    borrowed = program.step(own, "submit", form, files=[ids["paper"]])
    assert borrowed.status_code in (400, 403, 404, 422), borrowed.get_json()
    assert siege.world.case(own).state == "draft"
    reference = program.post("/cases", {"step": "create", "procedure": "objection_review", "unit": "d2", "subject": "eve", "period": "2024-Q1",
                                        "form": {"sheet": ids["no"], "about": "line", "component": "bonus", "claim": "x", "source": "member"}})  # fmt: skip
    assert reference.status_code in (400, 403, 404, 422)
