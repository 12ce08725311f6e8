"""The laws of the ledger while many post, repeat themselves and close a quarter at once (audit-ledger §7: 1 2 3 4 6 7 9 14)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from sqlalchemy.orm import Session

from procflow import audit
from procflow.engine import Command, advance
from procflow.errors import Refused
from procflow.grammar import NEW, Post, Procedure, Seal, State, Step
from procflow.models import AuditEvent, LedgerEntry
from procflow.proof.check import verify
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.sealer import some
from procflow.proof.stored import head
from tests.rules import capped

MEMBERS = ("M01", "M02", "Y01", "Y04")
GIFTS = 24
MOST = 2000


def gift(facts):
    return Post(facts.subject, "bonus", "volunteer", 500, "2024-Q1", facts.today.isoformat())


def closed(facts):
    return Seal("2024-Q1")


GIFT = Procedure("gift", "赠分", "ZF", edition="1", states=(State("given", "已给", settled=True),),
                 steps=(Step("create", "给", NEW, "given", by="member", then=(gift,)),))  # fmt: skip
CLOSE = Procedure("close", "关账", "GZ", edition="1", about="unit", states=(State("shut", "已关", settled=True),),
                  steps=(Step("create", "关", NEW, "shut", by="points_admin", then=(closed,)),))  # fmt: skip


def wanted():
    """Gifts, each asked for twice under its key, and one closing in the midst of them."""
    gifts = [Command("create", MEMBERS[number % 4], f"g{number}", procedure="gift", unit="d1", period="2024-Q1") for number in range(GIFTS)]
    asked = [*gifts, *gifts]
    Random(7).shuffle(asked)
    return [*asked[:GIFTS], Command("create", "Y02", "close", procedure="close", unit="d1", period="2024-Q1"), *asked[GIFTS:]]


@pytest.fixture
def lived(world, with_table):
    with_table(GIFT, CLOSE)
    rules = capped(20, "year")
    world.file("adoption", rules.id, rules=rules, version=rules.version, sha256=rules.sha256)
    world.at("2024-03-30")
    engine = world.session.get_bind()

    def one(command):
        with Session(engine, expire_on_commit=False) as own:
            return command.key, advance(own, command).hash

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(one, wanted()))
    return world, done


def test_the_laws_hold_while_all_act_at_once(lived):
    world, done = lived
    entries, events = world.rows(LedgerEntry), bodies(world)
    by_hash = {record.hash: (pk, record.body) for pk, record in events}
    # (4) one key, one record; (9) the cap
    assert len(set(done)) == GIFTS + 1
    assert len(entries) == GIFTS
    assert {sum(each.points for each in entries if each.member_id == member) for member in MEMBERS} == {MOST}
    # (2) every entry is an effect of a record, and every such effect an entry
    said = {
        (sha256, number): each
        for sha256, (_, body) in by_hash.items()
        for number, each in enumerate(body["effects"])
        if each["kind"] == "entry"
    }
    assert {(each.event_hash, each.effect_no): each.points for each in entries} == {place: each["points"] for place, each in said.items()}
    # (6) (7) what was booked in the closed quarter is what the seal says, and nothing after it
    seal_pk, seal = next((pk, effect) for pk, body in by_hash.values() for effect in body["effects"] if effect["kind"] == "seal")
    booked = [each for each in entries if each.booked_in == "2024-Q1"]
    assert (seal["entries"], dict(map(tuple, seal["totals"]))) == (len(booked), dict(sums(booked)))
    for each in entries:
        assert (each.booked_in == "2024-Q1") == (by_hash[each.event_hash][0] < seal_pk)
        assert each.counts_in == "2024-Q1"


def sums(entries):
    found = Counter()
    for each in entries:
        found[each.component] += each.points
    return found


def bodies(world):
    return [(row.id, audit.read(row.body)) for row in world.rows(AuditEvent)]


def test_views_and_roots_agree_at_every_size_and_an_old_one_never_changes(lived):
    world, _ = lived
    kept = []
    while some(world.session, 9):
        last = head(world.session.connection())
        kept.append(Checkpoint("test/log", last.size, last.root))
        report = verify(world.session)
        assert report.findings == ()  # (1) (2) entries are what the records say, none beside them
        world.session.rollback()
    for each in kept:
        assert verify(world.session, kept=each).findings == ()  # (3)
        world.session.rollback()
    assert len(kept) > 4


def test_the_same_asked_again_after_the_quarter_is_closed_is_the_same_and_other_content_is_refused(lived):
    world, done = lived
    before = world.rows(LedgerEntry)
    again = {(command.key, advance(world.session, command).hash) for command in wanted()}
    assert again == set(done)
    with pytest.raises(Refused) as told:
        advance(world.session, Command("create", "M01", "g0", procedure="gift", unit="d1", period="2024-Q2"))
    assert told.value.code == "KEY_REUSED"
    assert world.rows(LedgerEntry) == before  # (14) a refusal leaves a record and no entry
    assert bodies(world)[-1][1].body["outcome"] == "refused"
