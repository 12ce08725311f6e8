"""A preview is the act itself, rolled back: it leaves nothing, equals what follows, and no longer stands when the world has moved."""

import pytest

IDS = {"event_id", "command_id", "case_id", "entry_id", "fact_id", "task_id", "recorded_at", "prev", "pii", "cause", "case_seq", "stream"}


def plain(value):
    """A body without ids, times and salts."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items() if name not in IDS}
    return [plain(each) for each in value] if isinstance(value, list) else value


def acts(record):
    return [plain(dict(each.body)) for each in (record, *record.caused)]


@pytest.fixture
def verified(world):
    world.at("2024-03-10")
    no = world.claim()
    world.file("resolution", "JY", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实")
    return no


FORM = {"verified": "6", "resolution": "JY"}


def test_a_preview_leaves_nothing_at_all(world, verified):
    before = world.everything()
    record = world.preview(verified, "verify_to_vote", "Y04", FORM, key="mine")
    assert [each.body["transition"] for each in (record, *record.caused)] == ["verify_to_vote", "open"]
    assert world.everything() == before


def test_a_preview_uses_up_neither_key_nor_number(world, verified):
    shown = world.preview(verified, "verify_to_vote", "Y04", FORM, key="mine")
    done = world.step(verified, "verify_to_vote", "Y04", FORM, key="mine", preview=shown.body["preview"])
    assert done.body["effects"][0]["no"] == shown.body["effects"][0]["no"] == "D1ZB-DH-2024-0001"


def test_what_is_done_is_what_was_shown(world, verified):
    shown = world.preview(verified, "verify_to_vote", "Y04", FORM)
    done = world.step(verified, "verify_to_vote", "Y04", FORM, preview=shown.body["preview"])
    assert acts(done) == acts(shown)
    assert done.body["preview"] == shown.body["preview"]


def test_points_and_followers_are_shown_as_they_will_be(world, verified):
    motion = world.verify(verified, "6")
    world.call(motion)
    world.step(motion, "open_vote", "Y01", {"discussion": "好", "heard": "not_needed", "issued": 5})
    tally = {"in_favour": 5, "against": 0, "abstained": 0, "returned": 5}
    shown = world.preview(motion, "pass", "Y02", tally)
    done = world.step(motion, "pass", "Y02", tally, preview=shown.body["preview"])
    assert acts(done) == acts(shown)
    assert [each.body["transition"] for each in shown.caused] == ["vote_pass"]
    shown = world.preview(verified, "post", "Y02")
    assert [(each["points"], each["member_id"], each["counts_in"]) for each in shown.body["effects"]] == [(600, "M01", "2024-Q1")]


def test_a_refusal_is_shown_as_a_value_and_is_not_on_record(world, verified):
    before = world.everything()
    record = world.preview(verified, "post", "M02")
    assert (record.refused, record.body["refusal"]["code"]) == (True, "FORBIDDEN_ROLE")
    assert world.everything() == before


def test_a_changed_world_makes_the_preview_stale_and_nothing_is_done(world):
    """Two days later the deadline that was shown is another."""
    world.at("2024-03-10")
    no, paper = world.begin("bonus_claim", "M01"), world.paper()
    form = {"item": "serve_masses", "deed_on": "2024-03-09", "points": "8", "description": "x"}
    shown = world.preview(no, "submit", "M01", form, files=(paper,)).body["preview"]
    world.at("2024-03-12")
    refused = world.refused(no, "submit", "M01", form, files=(paper,), preview=shown)
    assert (refused.code, world.case(no).state, world.case(no).version) == ("STALE_VERSION", "draft", 1)
    again = world.preview(no, "submit", "M01", form, files=(paper,)).body["preview"]
    assert world.step(no, "submit", "M01", form, files=(paper,), preview=again).body["to"] == "submitted"


def test_another_effect_than_the_one_shown_is_refused_as_stale(world, verified):
    shown = world.preview(verified, "verify_to_vote", "Y04", FORM)
    before, version = world.everything(), world.case(verified).version
    refused = world.refused(verified, "verify_to_vote", "Y04", FORM, preview=shown.body["preview"][::-1])
    assert (refused.code, refused.refusals[0].sentence) == ("STALE_VERSION", "核对之后情况有变化，将要发生的事已经不同，请重新核对")
    after = world.everything()
    assert {name for name in before if before[name] != after[name]} == {
        "audit_event",
        "audit_pending",
        "event_outbox",
        "pii_vault",
        "proc_case",
    }
    assert all(each["result"] for each in refused.record.body["guards"])
    assert refused.record.body["form"] == {"verified": 600, "resolution": "JY", "opinion": None}
    assert world.case(verified).version == version


def test_a_version_that_moved_on_is_stale_and_says_which(world, verified):
    refused = world.refused(verified, "verify_to_vote", "Y04", FORM, version=2)
    assert (refused.code, dict(refused.refusals[0].inputs)) == ("STALE_VERSION", {"seen": 2, "now": 3})
    assert world.step(verified, "verify_to_vote", "Y04", FORM, version=3).body["to"] == "pending_vote"


def test_the_beginning_of_a_case_can_be_shown_too(world):
    before = world.everything()
    record = world.preview("", "create", "M01", procedure="bonus_claim", unit="d1")
    assert (record.body["to"], world.everything()) == ("draft", before)
