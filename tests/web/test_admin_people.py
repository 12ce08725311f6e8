"""People in the browser: taken in, changed, transferred with their statement; who may vote and why, on any day."""

import pytest


@pytest.fixture
def office(lived):
    return lived.as_("Y02")


def do(reader, act, **fields):
    return reader.get(f"/admin/people/do/{act}").send("/check", **fields)


def filed(reader, act, **fields):
    page = do(reader, act, **fields)
    assert page.status == 200, page.text
    done = page.send("/file")
    assert "✓ 已登记" in done.text, done.text
    return done


def test_the_list_says_who_belongs_and_who_may_vote(office):
    page = office.get("/admin/people")
    assert "共 8 人，有表决权 8 人" in page.text
    assert "外来人" not in page.text


def test_somebody_new_is_taken_in_with_name_and_scope_in_one_act(office, lived):
    check = do(
        office,
        "take",
        name="赵新生",
        standing="probationary",
        since="2024-03-10",
        probation_until="2025-03-09",
        group="第一党小组",
        scope="yes",
    )
    assert "赵新生" in check.text
    assert check.send("/file").status == 200
    page = office.get("/admin/people")
    assert "共 9 人，有表决权 8 人" in page.text
    person = next(each.body["subject"] for each in reversed(lived.world.chain("unit/d1")) if each.body["type"] == "fact.membership")
    page = office.get(f"/admin/people/{person}")
    assert "预备党员没有表决权" in page.text
    assert "到 2025年3月9日（周日）" in page.text
    assert "纳入积分管理 从 2024年3月10日（周日）" in page.text


def test_a_probationary_member_becomes_a_full_one_on_a_day_and_the_day_before_can_still_be_read(office, lived):
    lived.world.file("membership", "N01", standing="probationary", probation_until="2024-03-09", since="2023-03-10")
    page = office.get("/admin/people/do/change?subject=N01")
    assert 'value="2024-03-09"' in page.html
    page.send("/check", standing="formal", since="2024-03-10", probation_until="").send("/file")
    assert "正式党员，有表决权" in office.get("/admin/people/N01").text
    assert "预备党员没有表决权" in office.get("/admin/people/N01?on=2024-03-09").text


def test_a_transfer_hands_the_ledger_over_to_the_unit_that_takes_the_member_in(office, lived):
    """B4: from the day of the transfer on the points are those of the new branch."""
    lived.world.posted("M01")
    day = lived.world.today
    lived.world.file("role", "eve", unit="d2", role="points_admin")
    other = lived.as_("eve")
    assert other.get("/members/M01/points?period=2024").status == 404
    filed(office, "send", subject="M01", goes_to="d2", since=day)
    assert "王甲华" not in office.get("/admin/people").text
    assert "有 1 人等待转入" in other.get("/admin/people").text
    check = other.get("/admin/people/do/receive?subject=M01").send("/check", since=day, scope="yes")
    assert "转自单位" in check.text
    assert check.send("/file").status == 200
    assert "等待转入" not in other.get("/admin/people").text
    page = other.get("/admin/people/M01")
    assert "转往 D2ZB党支部" in page.text
    assert "转自 D1ZB党支部" in page.text
    assert "8" in other.get("/members/M01/points?period=2024").text
    assert lived.as_("M01").get("/members/M01/points?period=2024").status == 200


def test_whoever_leaves_is_in_scope_until_the_day_before(office, lived):
    lived.world.at("2024-03-20")
    check = do(office, "send", subject="M02", since="2024-03-20")
    assert "积分范围 · 王乙华" in check.text
    assert "2024年3月19日（周二） （含当天）" in check.text
    check.send("/file")
    assert "纳入积分管理 没有" in office.get("/admin/people/M02").text
    assert "纳入积分管理 从" in office.get("/admin/people/M02?on=2024-03-19").text


def test_nobody_is_received_who_was_not_sent(lived):
    lived.world.file("role", "eve", unit="d2", role="points_admin")
    page = do(lived.as_("eve"), "receive", subject="M01", since="2024-03-10")
    assert "名单里没有" in page.text
    assert "等待转入" not in lived.as_("eve").get("/admin/people").text


def test_a_name_is_corrected_everywhere(office):
    filed(office, "rename", subject="M01", name="王甲骅")
    assert "王甲骅" in office.get("/admin/people").text


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("take", {"name": "", "standing": "formal", "since": "2024-03-10"}, "请填写这一项"),
        ("take", {"name": "赵", "standing": "gone", "since": "2024-03-10"}, "没有“gone”这一项"),
        ("change", {"subject": "eve", "standing": "formal", "since": "2024-03-10"}, "名单里没有"),
        ("send", {"subject": "M01", "since": "2024-13-40"}, "日期写法不对"),
        ("send", {"subject": "M01", "goes_to": "d9", "since": "2024-03-10"}, "名单里没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_the_field(office, act, fields, words):
    assert words in do(office, act, **fields).text


@pytest.mark.parametrize("path", ["/admin/people", "/admin/people/M01", "/admin/people/do/take"])
def test_the_pages_are_for_the_office_of_this_unit_alone(lived, path):
    assert lived.as_("M01").get(path).status == 403
    assert lived.as_("Y02").get("/admin/people/eve").status == 404
    assert lived.as_("Y02").get("/admin/people/do/take?unit=d2").status == 404
