"""The same key twice is done once; the same key with other content is refused, on record, and again with the same answer."""

import pytest

from procflow.errors import Refused
from procflow.models import AuditEvent, LedgerEntry, SealedPeriod


def hashes(record):
    return [record.hash, *(each.hash for each in record.caused)]


def test_the_same_key_twice_gives_the_same_records_and_one_entry(world):
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    world.call(motion)
    passed = world.vote(motion)
    command = {"key": "post-it"}
    first = world.step(no, "post", "Y02", **command)
    before = world.everything()
    assert hashes(world.step(no, "post", "Y02", **command)) == hashes(first)
    assert world.everything() == before
    assert len(world.rows(LedgerEntry)) == 1
    assert [each.body["transition"] for each in passed.caused] == ["vote_pass"]


def test_a_repeat_brings_back_all_that_the_first_one_caused(world):
    world.at("2024-03-10")
    no, paper = world.begin("bonus_claim", "M01"), world.paper()
    form = {"item": "serve_masses", "deed_on": "2024-03-10", "points": "8", "description": "x"}
    first = world.step(no, "submit", "M01", form, key="once", files=(paper,))
    again = world.step(no, "submit", "M01", form, key="once", files=(paper,))
    assert hashes(again) == hashes(first)
    assert [each.body["transition"] for each in again.caused] == ["to_verify"]


def test_a_key_is_resolved_before_anything_is_checked(world):
    """The state has moved on and the quarter is sealed: whoever asks again still learns that it was done."""
    world.at("2024-03-10")
    motion = world.verify(no := world.claim())
    world.call(motion)
    world.vote(motion)
    first = world.step(no, "post", "Y02", key="post-it")
    world.session.add(SealedPeriod(unit="d1", period="2024-Q1", event_hash="0" * 64, effect_no=0))
    world.session.commit()
    assert world.step(no, "post", "Y02", key="post-it").hash == first.hash
    assert world.step(no, "post", "Y02", key="post-it", version=1, preview="0" * 64).hash == first.hash
    assert world.refused(no, "post", "Y02").code == "ILLEGAL_STATE"


def test_a_refusal_too_is_given_once(world):
    world.at("2024-03-10")
    no = world.claim()
    first = world.refused(no, "post", "Y02", key="too-soon")
    length = len(world.chain(no))
    again = world.refused(no, "post", "Y02", key="too-soon")
    assert again.record.hash == first.record.hash
    assert [(each.code, each.sentence, dict(each.inputs)) for each in again.refusals] == [
        (each.code, each.sentence, dict(each.inputs)) for each in first.refusals
    ]
    assert len(world.chain(no)) == length


@pytest.mark.parametrize("other", [{"step": "comment"}, {"form": {"remark": "二"}}, {"files": True}, {"entered_for": "M02"}])
def test_the_same_key_with_other_content_is_refused_on_record_and_answered_alike_again(world, other):
    world.at("2024-03-10")
    no = world.claim()
    said = {"step": "comment", "form": {"remark": "一"}}
    world.step(no, said["step"], "M01", said["form"], key="k")
    said |= {"step": "nudge", "form": {}} if "step" in other else other
    said["files"] = (world.paper(),) if said.get("files") else ()
    before = world.case(no)
    first = world.refused(no, said.pop("step"), "M01", **said, key="k")
    events = len(world.rows(AuditEvent))
    said |= {"step": "nudge"} if "step" in other else {"step": "comment"}
    again = world.refused(no, said.pop("step"), "M01", **said, key="k")
    assert (first.code, again.record.hash) == ("KEY_REUSED", first.record.hash)
    assert len(world.rows(AuditEvent)) == events
    assert world.case(no) == before
    assert first.record.body["stream"] == "person/M01"


def test_a_third_content_under_the_same_key_is_another_refusal(world):
    world.at("2024-03-10")
    no = world.claim()
    world.step(no, "comment", "M01", {"remark": "一"}, key="k")
    second, third = (world.refused(no, "comment", "M01", {"remark": each}, key="k") for each in "二三")
    assert second.record.hash != third.record.hash
    assert len(world.chain("person/M01")) == 2


def test_a_key_belongs_to_whoever_gave_it(world):
    world.at("2024-03-10")
    no = world.claim()
    first = world.step(no, "comment", "M01", {"remark": "一"}, key="k")
    second = world.step(no, "comment", "Y04", {"remark": "一"}, key="k")
    assert first.hash != second.hash


def test_two_contents_under_one_key_meet_at_the_filing_of_a_fact_too(world):
    first = world.file("role", "M01", key="k", role="recorder")
    assert world.file("role", "M01", key="k", role="recorder").hash == first.hash
    told = []
    for _ in range(2):
        with pytest.raises(Refused) as refused:
            world.file("role", "M01", key="k", role="helper")
        told.append(refused.value)
    assert [each.code for each in told] == ["KEY_REUSED", "KEY_REUSED"]
    assert told[0].record.hash == told[1].record.hash
    with pytest.raises(Refused, match="KEY_REUSED"):
        world.step(world.begin("bonus_claim", "M01"), "withdraw", "adm", key="k")
