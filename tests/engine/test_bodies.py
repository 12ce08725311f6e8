"""The body of a record: every field of audit-ledger §5.1 and no other, canonical, without a name or a word that anybody wrote."""

from sqlalchemy import select

from procflow import __version__, canon, vault
from procflow.grammar.editions import edition
from procflow.machines import tables
from procflow.models import AuditEvent, LedgerEntry, Vaulted
from tests.world import CLAIM, NAMES

FIELDS = {
    "v", "log", "clock", "event_id", "command_id", "ordinal", "cause", "case_id", "case_seq", "prev", "type", "unit", "period", "subject",
    "procedure", "regime", "transition", "from", "to", "actor", "outcome", "refusal", "clause", "occurred_on", "recorded_at", "form",
    "resolution", "guards", "effects", "attachments", "pii", "preview", "app",
}  # fmt: skip
STREAM = FIELDS - {"case_id"} | {"stream"}
ENTRY = {
    "kind", "entry_id", "unit", "member_id", "cycle", "component", "entry_kind", "item", "points", "uncredited", "booked_in", "counts_in",
    "occurred_on", "rule", "reverses", "flags",
}  # fmt: skip


def quarter(world):
    """A small quarter: claims posted, rejected, refused, withdrawn; a meeting; remarks; facts of every sort."""
    world.at("2024-03-10")
    posted, rejected, dropped = world.claim(), world.claim("M02", item="volunteer"), world.claim("Y05", item="stability")
    world.step(posted, "comment", "M01", {"remark": "请尽快核实我这件事"})
    world.step(dropped, "withdraw", "Y05")
    world.refused(posted, "post", "M01")
    world.refused(posted, "withdraw", "eve")
    motions = [world.verify(posted), world.verify(rejected)]
    world.call(*motions)
    world.vote(motions[0])
    world.vote(motions[1], 3, 5)
    world.step(posted, "post", "Y02")
    return posted


def test_a_body_has_the_fields_of_the_design_and_no_other(world):
    quarter(world)
    for row in world.rows(AuditEvent):
        body = canon.loads(row.body)
        assert set(body) == (STREAM if "stream" in body else FIELDS), body["type"]
        assert set(body["actor"]) == {"id", "role", "body", "on_behalf_of", "entered_for"}
        assert (body["v"], body["clock"], body["log"], body["app"]) == (1, "rehearsal", "test.procflow/log", {"version": __version__})


def test_a_body_is_canonical_and_its_columns_repeat_it(world):
    quarter(world)
    for row in world.rows(AuditEvent):
        body = canon.loads(row.body)
        assert canon.dumps(body) == bytes(row.body)
        assert (row.case_id, row.actor_id) == (body.get("case_id") or body["stream"], body["actor"]["id"])
        same = ("event_id", "command_id", "ordinal", "case_seq", "unit", "type", "outcome", "occurred_on", "recorded_at")
        assert all(getattr(row, name) == body[name] for name in same)


def test_no_name_and_nothing_that_anybody_wrote_stands_in_any_body(world):
    quarter(world)
    words = [*NAMES.values(), CLAIM["description"], "请尽快核实我这件事", "大家都同意", "冒雨", "李大娘"]
    bodies = b"\n".join(bytes(row.body) for row in world.rows(AuditEvent)).decode()
    assert [word for word in words if word in bodies] == []
    kept = {row.value for row in world.rows(Vaulted)}
    assert {*NAMES.values(), CLAIM["description"], "请尽快核实我这件事"} <= kept


def test_each_text_is_a_commitment_that_opens_through_the_vault(world):
    posted = quarter(world)
    submitted = next(each.body for each in world.chain(posted) if each.body["transition"] == "submit")
    commitment = submitted["form"]["description"]
    assert commitment == submitted["pii"]["form_description"]
    assert vault.read(world.session, [commitment]) == {commitment: CLAIM["description"]}
    assert vault.holds(world.session, submitted["event_id"], submitted["pii"]) == []


def test_every_commitment_of_a_body_stands_in_its_pii_and_opens(world):
    quarter(world)
    commitments = {made for row in world.rows(AuditEvent) for made in canon.loads(row.body)["pii"].values()}
    assert commitments == {row.commitment for row in world.rows(Vaulted)}


def test_a_record_names_its_table_its_rules_and_its_guards(world):
    posted = quarter(world)
    body = world.chain(posted)[-1].body
    assert body["procedure"] == {"id": "bonus_claim", "edition": "2026-1", "sha256": edition(tables()["bonus_claim"])[0]}
    assert body["regime"] == {"id": "township_star", "version": world.rules.version, "sha256": world.rules.sha256}
    assert {each["name"] for each in body["guards"]} >= {"has_the_paper", "period_open", "carried", "not_own_case"}
    assert all(set(each) == {"name", "clause", "inputs", "result"} for each in body["guards"])
    assert (body["from"], body["to"], body["transition"], body["clause"]) == ("approved", "posted", "post", "T10 B31")
    assert (body["actor"]["id"], body["actor"]["role"], body["actor"]["body"]) == ("Y02", "points_admin", None)


def test_a_body_that_acts_is_named_with_the_resolution_that_carries_it(world):
    posted = quarter(world)
    body = next(each.body for each in world.chain(posted) if each.body["transition"] == "verify_to_vote")
    assert (body["actor"]["role"], body["actor"]["body"]) == ("points_group", "points_group")
    assert body["resolution"] == body["form"]["resolution"]


def test_an_entry_is_complete_in_its_record_and_repeated_in_the_ledger(world):
    record = world.chain(quarter(world))[-1]
    (effect,) = record.body["effects"]
    (row,) = world.rows(LedgerEntry)
    assert set(effect) == ENTRY
    for name in ENTRY - {"kind", "entry_kind"}:
        assert getattr(row, name) == effect[name], name
    assert (row.kind, row.event_hash, row.effect_no, row.recorded_at) == ("original", record.hash, 0, record.body["recorded_at"])
    assert row.rule == f"township_star@{world.rules.version} T9 A5 A14"


def test_attachments_are_named_by_hash_size_and_media(world):
    posted = quarter(world)
    body = next(each.body for each in world.chain(posted) if each.body["transition"] == "submit")
    assert body["attachments"] == [{"sha256": world.paper(posted), "size": len(posted), "media": "image/png"}]


def test_the_moment_of_a_record_is_the_installation_s_clock_and_its_day_the_local_one(world):
    world.at("2024-03-10", 23)
    no = world.begin("bonus_claim", "M01")
    body = world.chain(no)[0].body
    assert (body["recorded_at"], body["occurred_on"]) == ("2024-03-10T15:00:00.000000Z", "2024-03-10")
    world.at("2024-03-11", 1)
    body = world.step(no, "submit", "M01", {**CLAIM}, files=(world.paper(),)).body
    assert (body["recorded_at"], body["occurred_on"]) == ("2024-03-10T17:00:00.000000Z", "2024-03-11")


def test_the_steps_taken_that_a_case_row_keeps_hold_no_text_either(world):
    no = quarter(world)
    assert "冒雨" not in world.case(no).taken
    assert world.session.execute(select(Vaulted.field).where(Vaulted.value == CLAIM["description"])).scalars().first() == "form_description"
