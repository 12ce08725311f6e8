"""A disposal through the write door: from the filing beforehand to the removal, after which nothing is entered for the member (B24 N12 A56 A60)."""

import json

import pytest

from procflow.errors import Refused
from procflow.models import DatedFact
from procflow.proof.check import verify
from tests.machines.disposed import GROUND, HEARD, Disposed


def test_a_removed_member_has_a_frozen_account_and_a_day_of_readmission_N12_A56(world):
    world.__class__ = Disposed
    world.founded("2024-02-01")
    no = world.disposal("F01")
    early = {"grounds": GROUND, "receipt": "BA-F01", "unpunished": "yes", "resolution": world.resolve()}
    assert world.refused(no, "pre_file", "Y02", early).code == "FILING_REQUIRED"
    world.looked_into(world.filed(no, "F01"))
    world.decided(no, "form_opinion", {"measure": "remove", **HEARD})
    world.step(no, "pre_review_ok", "U01", {"reason": "同意", "resolution": world.resolve("party_committee")})
    meeting = world.meeting("2024-02-05")
    motion = world.to_meeting(no, meeting, "to_meeting")
    world.held(motion, meeting, "2024-02-05", 8)
    assert world.chain(motion)[0].body["form"]["kind"] == "membership"
    world.step(no, "appeal", "F01", {"reason": "处理过重"})
    world.at("2024-02-08")
    world.approved(no, "approve_remove")
    kept = {row.kind: row for row in world.rows(DatedFact, DatedFact.subject == "F01", DatedFact.superseded_by.is_(None))}
    assert json.loads(kept["membership"].data) == {"standing": "removed", "readmission_from": "2029-02-08"}
    assert (kept["scope"].until, world.state(no)) == ("2024-02-08", "removed")
    world.at("2024-03-01")
    lines = [{"member": "F01", "item": "study", "mark": "present"}]
    with pytest.raises(Refused) as caught:
        world.begin("base_registration", "Y03", subject="d1", period="2024-03", form={"source": "daily_record", "lines": lines})
    assert caught.value.code == "NOT_IN_SCOPE"
    assert verify(world.session).findings == ()
