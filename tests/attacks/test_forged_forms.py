"""Forms that no page of ours sent to this browser: without a token, with somebody else's, sent twice, sent with fields that nobody offered."""

import pytest
from sqlalchemy import func, select

from procflow.models import AuditEvent, Case
from tests.attacks.conftest import token
from tests.matrix.table import PAGES
from tests.world import CLAIM

POSTS = sorted(each for each in PAGES if each.startswith("POST ") and not each.startswith("POST ballots."))
EXTRA = {
    "actor": "Y01", "by": "Y01", "unit": "d2", "role": "branch_secretary", "at": "2020-01-01T00:00:00.000000Z", "recorded_at": "2020-01-01",
    "occurred_on": "2020-01-01", "state": "posted", "case_id": "x", "outcome": "done", "version_": "9", "member_id": "Y01", "cycle": "2023", "__class__": "x",
    "lines-0-points": "99", "effects": "[]", "clock": "real", "regime": "x", "body": "points_group", "on_behalf_of": "Y01", "resolution": "JY1",
}  # fmt: skip
JSON_EXTRA = ("actor", "by", "role", "at", "recorded_at", "state", "outcome", "on_behalf_of", "effects", "clock")
TRIED = (*(f"no token: {each}" for each in POSTS), "the token of another browser", "a token of nobody", "a token in the address", "the key of an act, again",
         "the key of an act, with another content", *(f"a field nobody offered: {each}" for each in EXTRA), *(f"a member of JSON: {each}" for each in JSON_EXTRA),
         "a form sent as JSON", "a method in a field")  # fmt: skip


@pytest.fixture(scope="module")
def draft(siege):
    """A claim that M01 has begun and not handed in; everybody is signed in by now."""
    for person in ("M01", "Y01", "Y02"):
        siege.browser(person)
    return siege.world.begin("bonus_claim", "M01")


def records(siege):
    found = siege.world.session.scalar(select(func.count()).select_from(AuditEvent))
    siege.world.session.commit()
    return found


@pytest.mark.parametrize("route", POSTS)
def test_a_form_without_this_browsers_token_does_nothing(siege, draft, route):
    endpoint = route.removeprefix("POST ")
    rule = next(each for each in siege.app.url_map.iter_rules() if each.endpoint == endpoint and "POST" in each.methods)
    client, before = siege.browser("Y01"), records(siege)
    with siege.app.test_request_context():
        path = siege.app.url_for(endpoint, **dict.fromkeys(rule.arguments, "x"))
    assert client.post(path, data={"key": "k"}).status_code == 400
    assert client.post(path, data={"csrf_token": "x" * 60}).status_code == 400
    assert client.post(path, data={"csrf_token": token(siege.browser("Y02"))}).status_code == 400
    assert client.post(f"{path}?csrf_token={token(client)}").status_code == 400
    assert records(siege) == before


def test_the_same_act_sent_twice_is_done_once_and_its_key_serves_nothing_else(siege, draft):
    sent = {"step": "comment", "key": "twice-1", "remark": "请大家看看"}
    before = records(siege)
    answers = [siege.post("Y01", f"/cases/{draft}/steps", **sent) for _ in range(3)]
    assert {each.status_code for each in answers} == {303}
    assert len({each.location for each in answers}) == 1
    assert records(siege) == before + 1
    other = siege.post("Y01", f"/cases/{draft}/steps", **sent | {"remark": "别的话"})
    assert other.status_code == 409


@pytest.mark.parametrize("name", EXTRA)
def test_a_field_that_no_form_offered_stops_the_whole_request(siege, draft, name):
    before = records(siege)
    form = {"step": "submit", "key": f"extra-{len(name)}", **CLAIM, name: EXTRA[name]}
    assert siege.post("M01", f"/cases/{draft}/steps", **form).status_code == 400
    assert records(siege) == before


@pytest.mark.parametrize("name", JSON_EXTRA)
def test_a_member_that_the_document_does_not_name_stops_the_whole_request(siege, draft, name):
    for body in ({"step": "comment", "form": {}, name: "Y01"}, {"step": "comment", "form": {name: "Y01"}}):
        answer = siege.program("M01").post(f"/cases/{draft}/steps", body, If_Match="*")
        assert answer.status_code in (400, 409), (name, answer.get_json())
        assert siege.world.case(draft).state == "draft"


def test_json_and_a_method_in_a_field_are_no_form(siege, draft):
    client = siege.browser("M01")
    assert client.post(
        f"/cases/{draft}/steps", json={"step": "submit", "key": "j"}, headers={"X-CSRFToken": token(client)}
    ).status_code in (400, 404)
    assert siege.post("M01", f"/cases/{draft}", _method="DELETE").status_code == 405
    assert siege.world.rows(Case, Case.no == draft)[0].state == "draft"
