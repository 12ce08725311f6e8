"""Filing dated facts: who may file what, the system only until there is an administrator, numbers once, and what cannot be read."""

import pytest

from procflow import canon
from procflow.engine import note
from procflow.errors import Invalid, NotFound, Refused
from procflow.filing import KINDS
from procflow.models import DatedFact, Unit, Vaulted
from procflow.regimes.rulebook import load

FORMS = {
    "unit": {"title": "第三党支部", "kind": "branch", "code": "D3ZB", "parent": "xz"},
    "person": {"name": "新来的"},
    "membership": {"standing": "formal"},
    "scope": {},
    "role": {"role": "recorder"},
    "body": {"members": ["M01"], "keepers": ["M01"]},
    "deputy": {"absent": "Y02"},
    "meeting": {"title": "大会", "notified_on": "2024-03-10", "chair": "Y01"},
    "resolution": {"body": "points_group", "present": ["Y04", "Y05"], "title": "核实"},
    "receipt": {"about": "备案", "addressee": "superior_org"},
    "adoption": {"version": "1", "sha256": "0" * 64},
    "contact": {"person": "Y01", "phone": "0571-1", "place": "村部"},
    "calendar": {"days": [["2024-05-01", False]], "source": "通知"},
}
SUBJECTS = {"unit": "d3", "body": "branch_committee", "calendar": "2025"}
MAY = {
    "adm": set(KINDS) - {"meeting", "resolution", "receipt"},
    "Y01": {"person", "membership", "scope", "body", "deputy", "meeting", "receipt", "contact"},
    "Y02": {"person", "membership", "scope", "meeting", "contact"},
    "Y03": set(),
    "Y04": {"resolution"},
    "M01": set(),
    "eve": set(),
}


def filed(world, kind, actor, **more):
    unit = "d3" if kind == "unit" else "d1"
    return world.file(
        kind, SUBJECTS.get(kind, "X01"), actor=actor, unit=unit, rules=world.rules if kind == "adoption" else None, **FORMS[kind], **more
    )


@pytest.mark.parametrize("actor", MAY)
def test_each_kind_is_filed_by_those_whom_it_names(world, actor):
    outcomes = {}
    for kind in KINDS:
        try:
            outcomes[kind] = filed(world, kind, actor).body["stream"]
        except Refused as refused:
            outcomes[kind] = f"{refused.code} on {refused.record.body['stream']}"
    unit = {kind: "unit/d3" if kind == "unit" else "unit/d1" for kind in KINDS}
    assert outcomes == {kind: unit[kind] if kind in MAY[actor] else f"FORBIDDEN_ROLE on person/{actor}" for kind in KINDS}


def test_a_filing_that_is_refused_leaves_one_record_on_the_filer_s_own_chain_and_nothing_else(world):
    before = world.everything()
    with pytest.raises(Refused):
        filed(world, "role", "M01")
    after = world.everything()
    assert {name for name in before if before[name] != after[name]} == {
        "audit_event",
        "audit_pending",
        "event_outbox",
        "pii_vault",
        "stream_head",
    }
    assert [each.body["outcome"] for each in world.chain("person/M01")] == ["refused"]


def test_the_system_files_by_itself_only_until_there_is_an_administrator(session):
    from tests.world import World

    class Empty(World):
        def build(self):
            """Nothing is there yet."""

    world = Empty(session)
    world.file("unit", "xz", actor="system", unit="xz", title="乡党委", kind="township", code="XZ")
    world.file("person", "adm", actor="system", unit="xz", name="管")
    world.file("role", "adm", actor="system", unit="xz", role="sysadmin")
    for kind, form in (("role", {"role": "sysadmin"}), ("person", {"name": "x"})):
        with pytest.raises(Refused, match="FORBIDDEN_ROLE"):
            world.file(kind, "eve", actor="system", unit="xz", **form)


@pytest.mark.parametrize(
    ("kind", "subject", "form", "field"),
    [
        ("role", "M01", {"role": "emperor"}, "role"),
        ("role", "M01", {"role": "recorder", "since_when": "x"}, "since_when"),
        ("role", "张三", {"role": "recorder"}, "subject"),
        ("person", "x" * 81, {"name": "长"}, "subject"),
        ("person", "system", {"name": "钟"}, "subject"),
        ("body", "sysadmin", {"members": ["Y01"], "keepers": ["Y01"]}, "subject"),
        ("body", "points_group", {"members": ["Y01", "Y01"], "keepers": ["Y01"]}, "members"),
        ("adoption", "township_star", {"version": "1", "sha256": "0"}, "sha256"),
        ("calendar", "2024", {"days": [["1. Mai", True]], "source": "x"}, "days"),
        ("meeting", "HY", {"title": "会", "notified_on": "昨天", "chair": "Y01"}, "notified_on"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_and_leaves_nothing(world, kind, subject, form, field):
    before = world.everything()
    with pytest.raises(Invalid) as invalid:
        world.file(kind, subject, **form)
    assert set(invalid.value.errors) == {field}
    assert world.everything() == before


@pytest.mark.parametrize(
    ("days", "field"),
    [({"since": "gestern"}, "since"), ({"until": "2024-13-01"}, "until"), ({"since": "2024-05-01", "until": "2024-04-29"}, "until")],
)
def test_the_days_of_a_fact_are_days_in_order(world, days, field):
    with pytest.raises(Invalid) as invalid:
        world.file("scope", "M01", **days)
    assert set(invalid.value.errors) == {field}


def test_a_day_is_kept_in_the_one_way_of_writing_however_it_was_given(world):
    effect = world.file("scope", "M01", since="20240301", until="2024-W20-7").body["effects"][0]
    assert (effect["since"], effect["until"]) == ("2024-03-01", "2024-05-19")


def test_kinds_and_units_that_are_none_are_not_found(world):
    with pytest.raises(NotFound):
        world.file("rumour", "M01")
    with pytest.raises(NotFound):
        world.file("scope", "M01", unit="d9")
    with pytest.raises(NotFound):
        world.file("unit", "d3", unit="d3", **{**FORMS["unit"], "parent": "nowhere"})


def test_a_resolution_number_is_given_once(world):
    world.file("resolution", "JY1", actor="Y04", **FORMS["resolution"])
    with pytest.raises(Refused, match="DUPLICATE"):
        world.file("resolution", "JY1", actor="Y04", **{**FORMS["resolution"], "title": "另一件"})


@pytest.mark.parametrize(("unit", "code"), [("d2", "D9ZB"), ("d9", "D2ZB")])
def test_a_unit_and_the_prefix_of_its_case_numbers_are_given_once(world, unit, code):
    with pytest.raises(Refused, match=r"DUPLICATE|编号前缀“D2ZB”不变"):
        world.file("unit", unit, unit=unit, title="又一个", kind="branch", code=code, parent="xz")
    assert len(world.rows(Unit)) == 3


def test_what_is_filed_about_a_unit_stands_under_its_own_id(world):
    with pytest.raises(Refused, match="单位自己的编号"):
        world.file("unit", "U01", unit="d1", title="D1ZB党支部", kind="branch", code="D1ZB", parent="xz")


def test_whoever_kept_the_minutes_once_files_no_resolution_today(world):
    world.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04"], since="2024-01-01", until="2024-02-29")
    world.at("2024-03-10")
    with pytest.raises(Refused, match="FORBIDDEN_ROLE"):
        world.file("resolution", "JY1", actor="Y04", since="2024-02-10", **FORMS["resolution"])


def test_a_name_lies_in_the_vault_and_the_record_holds_a_commitment(world):
    record = world.file("person", "N01", name="钱多多")
    commitment = record.body["effects"][0]["data"]["name"]
    assert (commitment, "钱" in canon.dumps(record.body).decode()) == (record.body["pii"]["effects_0_name"], False)
    assert [row.value for row in world.rows(Vaulted, Vaulted.commitment == commitment)] == ["钱多多"]
    assert [row.subject_id for row in world.rows(Vaulted, Vaulted.commitment == commitment)] == ["N01"]


def test_a_correction_of_the_same_day_supersedes_and_nothing_is_edited(world):
    world.file("membership", "M01", standing="probationary", since="2024-01-01")
    rows = world.rows(DatedFact, DatedFact.kind == "membership", DatedFact.subject == "M01")
    first, second = sorted(rows, key=lambda row: row.superseded_by is None)
    assert (first.superseded_by, second.superseded_by) == (second.fact_id, None)
    assert [canon.loads(row.data.encode())["standing"] for row in (first, second)] == ["formal", "probationary"]


def test_a_second_role_of_the_same_day_supersedes_nothing(world):
    world.file("role", "Y01", role="org_commissioner")
    standing = world.rows(DatedFact, DatedFact.kind == "role", DatedFact.subject == "Y01", DatedFact.superseded_by.is_(None))
    assert len(standing) == 2


def test_a_note_changes_nothing_and_the_same_key_notes_once(world):
    first = note(world.session, kind="authn_login_success", actor="M01", data={"way": "password"}, key="k")
    again = note(world.session, kind="authn_login_success", actor="M01", data={"way": "password"}, key="k")
    other = note(world.session, kind="authn_login_fail", actor="M01", data={}, outcome="refused")
    assert first.hash == again.hash
    assert [each.hash for each in world.chain("person/M01")] == [first.hash, other.hash]
    assert (other.body["outcome"], other.body["refusal"]) == ("refused", {"code": "authn_login_fail", "reasons": []})


def test_a_regime_is_kept_once_under_its_hash(world):
    filed(world, "adoption", "adm")
    assert load("township_star").sha256 == world.rules.sha256
    assert len(world.everything()["regime_version"]) == 1
