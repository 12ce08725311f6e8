"""A roster through the write door: what is new, changed and left is filed in one act or not at all; what is given out reads in again unchanged (T17)."""

from datetime import date

import pytest

from procflow.access import organisation
from procflow.errors import NotFound, Refused
from procflow.importing import roster
from procflow.models import AuditEvent, DatedFact
from procflow.proof.check import verify
from procflow.queries.people import names
from procflow.sheets.columns import guessed, titles
from procflow.sheets.opened import opened
from procflow.sheets.roster import COLUMNS
from tests.sheets.books import HEAD, book


def planned(world, data, actor="adm", unit="xz", **more):
    table = opened(data, titles(COLUMNS))
    world.session.rollback()
    return roster.plan(world.session, actor, date.fromisoformat(world.today), unit, table, guessed(COLUMNS, table.head), key="k", **more)


def brought(world, data, key="k", **more):
    plan = planned(world, data, **more)
    return roster.confirm(world.session, more.get("actor", "adm"), key, plan, plan.digest)


def given_out(world, actor="adm", unit="xz", lang="zh"):
    data, _ = roster.exported(world.session, actor, date.fromisoformat(world.today), unit, lang)
    world.session.rollback()
    return data


def people(world, unit="d1"):
    return organisation(world.session, unit).people(world.today)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_given_out_reads_in_again_without_a_change_T17(world, lang):
    found = planned(world, given_out(world, lang=lang))
    assert (found.faults, found.filings, found.compared.same, found.compared.left) == ((), (), 9, ())


def test_new_people_are_persons_members_in_scope_and_in_office(world):
    world.at("2024-04-19")
    record = brought(world, book(("P1", "张三", "d1", "正式党员", "一组", "2020-07-01", "", "是", "2024-01-01", "党小组长、纪检委员"),
                                 ("P2", "李四", "d2", "预备党员", "", "", "2025-04-19", "", "", "")))  # fmt: skip
    seen = people(world)["P1"]
    assert (seen.standing, seen.group, seen.joined, seen.scope_from, seen.retired) == ("formal", "一组", "2020-07-01", "2024-01-01", True)
    assert organisation(world.session, "d1").actor("P1", world.today).roles == {"group_leader", "discipline_commissioner"}
    assert (people(world, "d2")["P2"].probation_until, names(world.session, ["P1"])["P1"]) == ("2025-04-19", "张三")
    assert [len(each.body["effects"]) for each in (record, *record.caused)] == [5, 2]
    assert verify(world.session).findings == ()


def test_a_change_is_dated_today_and_says_what_was_before(world):
    world.at("2024-04-19")
    data = book(("M01", "王新华", "正式党员", "三组", "2023-05-04"), head=("人员编号", "姓名", "身份", "党小组", "加入日期"))
    brought(world, data, unit="d1")
    org = organisation(world.session, "d1")
    assert (org.person("M01", "2024-04-19").group, org.person("M01", "2024-04-18").group) == ("三组", "")
    assert org.person("M01", "2024-04-19").joined == "2023-05-04"
    assert names(world.session, ["M01"])["M01"] == "王新华"
    assert planned(world, data, unit="d1").filings == ()
    assert verify(world.session).findings == ()


def test_an_extended_probation_outlasts_a_change_of_group(world):
    world.file("membership", "M02", standing="probationary", probation_until="2024-12-01", extensions=1, extended_from="2024-06-01")
    world.at("2024-04-19")
    brought(
        world,
        book(("M02", "王乙华", "预备党员", "二组", "2024-12-01"), head=("人员编号", "姓名", "身份", "党小组", "预备期截止日期")),
        unit="d1",
    )
    seen = people(world)["M02"]
    assert (seen.group, seen.extensions, seen.extended_from) == ("二组", 1, "2024-06-01")


def test_one_fault_and_nothing_at_all_is_written_T17(world):
    before = world.everything()
    found = planned(world, book(("P1", "张三", "d1", "正式党员"), ("P2", "李四", "d9", "正式党员")))
    assert [each.address for each in found.faults] == ["C3"]
    with pytest.raises(Refused):
        roster.confirm(world.session, "adm", "k", found, found.digest)
    assert world.everything() == before


def test_a_refusal_on_the_way_takes_everything_back_and_is_on_record(world):
    """A second points administrator stands against the last row of a hundred: no row of them is filed."""
    rows = [(f"P{n}", f"张{n}", "d1", "正式党员", "", "", "", "", "", "积分管理员" if n == 99 else "") for n in range(100)]
    with pytest.raises(Refused) as caught:
        brought(world, book(*rows))
    assert caught.value.record.body["outcome"] == "refused"
    assert "P0" not in people(world)
    assert verify(world.session).findings == ()


def test_whoever_is_not_in_the_roster_stays_or_leaves_as_it_is_said(world):
    world.at("2024-04-19")
    data = book(("M01", "王甲华", "正式党员"), head=("人员编号", "姓名", "身份"))
    assert len(planned(world, data, unit="d1").compared.left) == 7
    only = [(person, names(world.session, [person])[person], "正式党员") for person in ("M01", "Y01", "Y02", "Y03", "Y04", "Y05", "Y06")]
    brought(world, book(*only, head=("人员编号", "姓名", "身份")), unit="d1", leave=True)
    org = organisation(world.session, "d1")
    assert (org.person("M02", world.today).standing, org.person("M02", "2024-04-18").standing) == ("gone", "formal")
    assert not org.person("M02", world.today).in_scope(world.today)
    assert planned(world, given_out(world)).filings == ()


def test_a_move_between_branches_leaves_one_and_enters_the_other(world):
    world.at("2024-04-19")
    brought(world, book(("M01", "王甲华", "d2", "正式党员"), head=("人员编号", "姓名", "支部", "身份")))
    assert (people(world)["M01"].standing, people(world, "d2")["M01"].joined) == ("gone", "2024-04-19")
    assert planned(world, given_out(world)).filings == ()


def test_the_same_key_files_once_and_what_changed_meanwhile_is_looked_at_again(world):
    data = book(("P1", "张三", "d1", "正式党员"))
    plan = planned(world, data)
    first = roster.confirm(world.session, "adm", "k", plan, plan.digest)
    assert roster.confirm(world.session, "adm", "k", plan, plan.digest).hash == first.hash
    again = planned(world, data)
    with pytest.raises(Refused, match="STALE_VERSION"):
        roster.confirm(world.session, "adm", "k2", again, plan.digest)


def test_an_official_of_the_branch_imports_there_but_no_offices(world):
    assert planned(world, given_out(world, "Y01", "d1"), "Y01", "d1").faults == ()
    row = ("P1", "张三", "d1", "正式党员", "", "", "", "", "", "党小组长")
    assert [each.letter for each in planned(world, book(row), "Y01", "d1").faults] == ["J"]
    brought(world, book(row[:4], head=HEAD[:4]), actor="Y01", unit="d1")
    assert people(world)["P1"].standing == "formal"


@pytest.mark.parametrize("actor", ["M01", "eve", "nobody"])
def test_whoever_files_no_memberships_reads_and_imports_nothing(world, actor):
    with pytest.raises(NotFound):
        planned(world, book(("P1", "张三", "d1", "正式党员")), actor, "d1")
    with pytest.raises(NotFound):
        given_out(world, actor, "d1")


def test_somebody_of_another_unit_is_not_taken_from_there(world):
    found = planned(world, book(("eve", "外来人", "", "正式党员")), "Y01", "d1")
    assert [each.address for each in found.faults] == ["A2"]


def test_a_thousand_people_are_a_few_records_of_one_act(world):
    told = []
    plan = planned(world, book(*((f"P{n:04d}", f"=张{n}", "d1", "正式党员") for n in range(700))))
    record = roster.confirm(world.session, "adm", "k", plan, plan.digest, lambda done, of: told.append((done, of)))
    acts = world.rows(AuditEvent, AuditEvent.command_id == record.body["command_id"])
    assert sorted(each.ordinal for each in acts) == list(range(5))
    assert told[-1] == (1400, 1400)
    assert len(world.rows(DatedFact, DatedFact.kind == "person")) == 710
    assert verify(world.session).findings == ()


def test_no_cell_given_out_is_a_formula(world):
    """What somebody is called may look like one (formula injection)."""
    import zipfile
    from io import BytesIO

    brought(world, book(("P1", '=HYPERLINK("x")', "d1", "正式党员", "@SUM(1)")))
    sheet = zipfile.ZipFile(BytesIO(given_out(world))).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert planned(world, given_out(world)).filings == ()
