"""A refused attempt leaves one record and nothing else; a stranger cannot grow a foreign chain; what cannot be read leaves nothing."""

import pytest

from procflow import canon
from procflow.engine import Command, advance
from procflow.errors import Invalid, NotFound, Refused
from procflow.models import AuditEvent


def changed(before, after):
    return {name for name in before if before[name] != after[name]}


def test_a_refusal_moves_the_chain_of_a_visible_case_and_nothing_else(world):
    world.at("2024-03-10")
    no = world.claim()
    before, all_before = world.case(no), world.everything()
    refused = world.refused(no, "reject", "M01", {"reason": "不想要了"})
    after = world.case(no)
    assert refused.code == "FORBIDDEN_ROLE"
    assert (after.seq, after.version, after.state, after.taken) == (before.seq + 1, before.version, before.state, before.taken)
    assert after.head == refused.record.hash
    assert changed(all_before, world.everything()) == {"audit_event", "audit_pending", "event_outbox", "pii_vault", "proc_case"}
    last = world.chain(no)[-1].body
    assert (last["outcome"], last["refusal"]["code"], last["effects"], last["to"]) == ("refused", "FORBIDDEN_ROLE", [], "verifying")
    assert last["prev"] == before.head


def test_a_refusal_is_one_record_in_the_log(world):
    world.at("2024-03-10")
    no = world.claim()
    events = len(world.rows(AuditEvent))
    world.refused(no, "withdraw", "Y04")
    assert [row.outcome for row in world.rows(AuditEvent)][events:] == ["refused"]


@pytest.mark.parametrize("stranger", ["eve", "M02", "nobody"])
def test_a_stranger_grows_the_own_chain_and_never_the_foreign_one(world, stranger):
    world.at("2024-03-10")
    no = world.claim()
    before, length = world.case(no), len(world.chain(no))
    refused = world.refused(no, "withdraw", stranger)
    assert refused.code == "FORBIDDEN_ROLE"
    assert world.case(no) == before
    assert len(world.chain(no)) == length
    assert [each.hash for each in world.chain(f"person/{stranger}")][-1:] == [refused.record.hash]
    assert "case_id" not in refused.record.body


def test_a_beginning_that_is_refused_draws_no_number(world):
    world.at("2024-03-10")
    with pytest.raises(Refused) as refused:
        world.begin("bonus_claim", "M02", subject="M01")
    assert refused.value.record.body["stream"] == "person/M02"
    assert world.begin("bonus_claim", "M01") == "D1ZB-JL-2024-0001"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"form": {"item": "serve_masses", "deed_on": "gestern", "points": "8", "description": "x"}}, "deed_on"),
        ({"form": {"item": "serve_masses", "deed_on": "2024-03-09", "points": "1E+999999", "description": "x"}}, "points"),
        ({"form": {"wish": "more"}}, "wish"),
        ({"form": {"item": "serve_masses", "deed_on": "2024-03-09", "points": "8", "description": "x"}, "files": ("0" * 64,)}, "files"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_and_leaves_nothing(world, said, field):
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    before = world.everything()
    with pytest.raises(Invalid) as invalid:
        world.step(no, "submit", "M01", **said)
    assert field in invalid.value.errors
    assert world.everything() == before


@pytest.mark.parametrize("more", [{"period": "next"}, {"period": "2024-13"}, {"form": {"wish": "x"}}])
def test_a_beginning_that_cannot_be_read_leaves_nothing(world, more):
    before = world.everything()
    with pytest.raises(Invalid):
        world.begin("bonus_claim", "M01", **more)
    assert world.everything() == before


def test_a_step_whose_name_is_no_name_is_answered_and_leaves_nothing(world):
    world.at("2024-03-10")
    no = world.claim()
    before = world.everything()
    for name in ("fly\ud800", "f" * 70_000, "", "提交"):
        with pytest.raises(Invalid):
            world.step(no, name, "M01")
    assert world.everything() == before


def test_the_form_is_read_only_for_whoever_may_take_the_step(world):
    """Otherwise the messages of a form would tell a stranger what it asks."""
    world.at("2024-03-10")
    assert world.refused(world.claim(), "verify_to_vote", "eve", {"wish": "x"}).code == "FORBIDDEN_ROLE"


@pytest.mark.parametrize(
    "where", [{"case": "D1ZB-JL-2024-9999"}, {"procedure": "bonus_claim", "unit": "d9"}, {"procedure": "gossip", "unit": "d1"}]
)
def test_what_is_not_there_is_not_found_and_leaves_nothing(world, where):
    before = world.everything()
    with pytest.raises(NotFound):
        advance(world.session, Command(step="create", actor="M01", key="k", **where))
    assert world.everything() == before


def test_the_refused_form_is_on_record_its_texts_behind_commitments(world):
    world.at("2024-03-10")
    no = world.begin("bonus_claim", "M01")
    form = {"item": "flattery", "deed_on": "2024-03-09", "points": "8", "description": "夸了书记一整天"}
    record = world.refused(no, "submit", "M01", form).record
    assert (record.body["form"]["item"], record.body["form"]["points"]) == ("flattery", 800)
    assert "夸" not in canon.dumps(record.body).decode()


def test_one_file_named_twice_is_one_piece_of_evidence(world):
    world.at("2024-03-10")
    no, paper = world.begin("bonus_claim", "M01"), world.paper()
    form = {"item": "serve_masses", "deed_on": "2024-03-09", "points": "8", "description": "x"}
    assert len(world.step(no, "submit", "M01", form, files=(paper, paper)).body["attachments"]) == 1
