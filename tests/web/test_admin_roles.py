"""Roles and bodies in the browser: appointed, ended, composed anew; each change is weighed before and takes effect at once."""

import pytest


@pytest.fixture
def office(lived):
    lived.world.at("2024-03-10")
    return lived.as_("adm").switched("d1")


def do(reader, act, **fields):
    """The form filled in and sent to the check page."""
    return reader.get(f"/admin/roles/do/{act}").send("/check", **fields)


def test_a_role_is_appointed_from_a_day_on_and_listed(office):
    page = do(office, "appoint", subject="M01", role="deputy_secretary", since="2024-03-10")
    assert page.status == 200
    assert "王甲华" in page.text
    assert "没有限期" in page.text
    done = page.send("/file")
    assert "✓ 已登记" in done.text
    assert "副书记 王甲华" in office.get("/admin/roles").text


def test_nothing_is_filed_before_it_is_confirmed(office, lived):
    before = lived.world.everything()
    do(office, "appoint", subject="M01", role="deputy_secretary", since="2024-03-10")
    after = lived.world.everything()
    assert {name for name in before if before[name] != after[name]} <= {"auth_session"}


def test_a_second_click_files_it_once(office, lived):
    page = do(office, "appoint", subject="M01", role="deputy_secretary", since="2024-03-10")
    first, second = page.send("/file"), page.send("/file")
    assert (first.status, second.status) == (200, 200)
    assert first.text == second.text
    assert len([each for each in lived.world.chain("unit/d1") if each.body["subject"] == "M01" and each.body["type"] == "fact.role"]) == 1


def test_a_role_that_ends_today_gives_no_right_from_now_on(office, lived):
    keeper = lived.as_("Y03")
    no = lived.world.claim()
    assert keeper.case(no).status == 200
    page = do(office, "end", subject="Y03", role="recorder", off="2024-03-10").send("/file")
    assert "✓ 已登记" in page.text
    assert keeper.case(no).status == 404


def test_a_role_given_today_by_mistake_is_withdrawn_today(office):
    do(office, "appoint", subject="M01", role="recorder", since="2024-03-10").send("/file")
    page = do(office, "end", subject="M01", role="recorder", off="2024-03-10")
    assert "作废" in page.text
    page.send("/file")
    assert "王甲华" not in office.get("/admin/roles").text


def test_the_last_secretary_is_not_removed(office):
    page = do(office, "end", subject="Y01", role="branch_secretary", off="2024-03-10")
    assert page.status == 422
    assert "没有支部书记：请先登记接任的人" in page.text
    assert "确认：" not in page.text


def test_one_points_administrator_follows_the_other(office):
    page = do(office, "appoint", subject="M01", role="points_admin", since="2024-03-10")
    assert "积分管理员只设一人" in page.text
    assert "王丁华" in page.text
    page = do(office, "appoint", subject="M01", role="points_admin", since="2024-03-10", instead="yes")
    assert page.status == 200
    assert "✓ 已登记" in page.send("/file").text
    shown = office.get("/admin/roles").text
    assert "积分管理员 王甲华" in shown
    assert "积分管理员 王丁华 2024年1月1日（周一） — 2024年3月9日（周六）" in shown


def test_who_registers_and_verifies_is_told_before(office):
    page = do(office, "appoint", subject="Y04", role="recorder", since="2024-03-10")
    assert "既登记、又核实" in page.text
    assert "✓ 已登记" in page.send("/file").text


def test_what_changed_since_the_check_is_checked_again(office, lived):
    page = do(office, "end", subject="Y02", role="points_admin", off="2024-03-10")
    assert "没有积分管理员" in page.text
    lived.world.file("role", "Y02", role="points_admin", since="2024-01-01", until="2024-03-09")
    again = page.send("/file")
    assert again.status == 409
    assert "情况有变化" in again.text


def test_the_roles_of_another_day_can_be_read(office, lived):
    do(office, "end", subject="Y03", role="recorder", off="2024-03-10").send("/file")
    shown = office.get("/admin/roles?on=2024-03-09").text
    assert "这是 2024年3月9日（周六） 的情况" in shown
    assert "记录员 王戊华" in shown.partition("以前和以后")[0], shown
    assert "没有读懂" in office.get("/admin/roles?on=soon").text


def test_a_secretary_composes_bodies_and_is_offered_no_offices(lived):
    secretary = lived.as_("Y01")
    assert "任命职务" not in secretary.get("/admin/roles").text
    page = secretary.get("/admin/roles/do/compose?body=points_group")
    assert "checked" in page.html
    page = page.send("/check", body="points_group", members=["Y04", "Y05", "M01"], keepers=["Y04", "M01"], since="2024-03-10")
    assert "✓ 已登记" in page.send("/file").text
    assert "王甲华" in secretary.get("/admin/roles").text


def test_a_secretary_who_tries_to_appoint_is_refused_on_record(lived):
    page = do(lived.as_("Y01"), "appoint", subject="Y01", role="points_admin", since="2024-03-10", instead="yes")
    assert page.status == 422
    assert "不归您办" in page.text
    assert all(each.body["type"] != "fact.role" for each in lived.world.chain("person/Y01"))


def test_a_body_that_is_dissolved_stands_no_more(office):
    assert "✓ 已登记" in do(office, "dissolve", body="points_group", off="2024-03-10").send("/file").text
    assert "积分小组" not in office.get("/admin/roles").text


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("appoint", {"subject": "nobody", "role": "recorder", "since": "2024-03-10"}, "名单里没有“nobody”"),
        ("appoint", {"subject": "M01", "role": "emperor", "since": "2024-03-10"}, "没有“emperor”这一项"),
        ("appoint", {"subject": "M01", "role": "recorder", "since": "soon"}, "日期写法不对"),
        ("appoint", {"subject": "M01", "role": "recorder", "since": "2024-03-10", "until": "2024-03-01"}, "截止日期早于开始日期"),
        ("end", {"subject": "M01", "role": "recorder", "off": "2024-03-10"}, "没有担任这一职务"),
        ("dissolve", {"body": "branch_committee", "off": "2024-03-10"}, "没有登记成员"),
        ("compose", {"body": "points_group", "since": "2024-03-10"}, "请填写这一项"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_the_field(office, act, fields, words):
    page = do(office, act, **fields)
    assert page.status in (200, 422)
    assert words in page.text


@pytest.mark.parametrize("path", ["/admin/roles", "/admin/roles/do/appoint", "/admin/roles/do/nothing"])
def test_the_pages_are_nobody_else_s(lived, path):
    assert lived.as_("M01").get(path).status in (403, 404)
    assert lived.as_("eve").get(f"{path}?unit=d1").status in (403, 404)
