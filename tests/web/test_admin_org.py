"""The tree in the browser: set up, renamed, moved, merged; what was is read as of its day, and the log still proves it."""

import pytest

from procflow.access import organisation
from procflow.proof.check import verify


@pytest.fixture
def office(lived):
    return lived.as_("adm").switched("xz")


def do(reader, act, unit="xz", **fields):
    return reader.get(f"/admin/org/do/{act}?unit={unit}").send("/check", **fields)


def filed(reader, act, unit="xz", **fields):
    page = do(reader, act, unit, **fields)
    assert page.status == 200, page.text
    done = page.send("/file")
    assert "✓ 已登记" in done.text, done.text
    return done


def test_a_tree_of_any_depth_is_built_and_shown(office):
    filed(office, "new", parent="xz", title="机关党总支", kind="general_branch", code="JGZZ", since="2024-03-10")
    filed(office, "new", "u-jgzz", parent="u-jgzz", title="财政所支部", kind="branch", code="CZZB", since="2024-03-10")
    filed(office, "new", "u-czzb", parent="u-czzb", title="第一小组", kind="group", code="CZ1", since="2024-03-10")
    text = office.get("/admin/org").text
    assert "共 6 个" in text
    assert text.index("机关党总支") < text.index("财政所支部") < text.index("第一小组")
    assert "第 4 级" in text


def test_a_new_name_holds_from_its_day_and_the_old_one_before(office, lived):
    filed(office, "rename", "d1", title="青山村党支部", kind="branch", since="2024-03-10")
    assert "青山村党支部" in office.get("/admin/org").text
    assert "青山村党支部" not in office.get("/admin/org?on=2024-03-09").text
    page = office.get("/admin/org/d1").text
    assert "D1ZB党支部" in page
    assert "2024年1月1日（周一） 2024年3月10日（周日）" in page
    org = organisation(lived.world.session, "d1")
    assert [org.titled(day) for day in ("2023-12-31", "2024-03-09", "2024-03-10")] == ["D1ZB党支部", "D1ZB党支部", "青山村党支部"]


def test_a_unit_is_moved_with_all_below_it_and_roles_reach_down_from_the_new_place(office, lived):
    world = lived.world
    filed(office, "new", parent="xz", title="机关党总支", kind="general_branch", code="JGZZ", since="2024-03-10")
    world.file("unit", "g1", unit="g1", title="小组", kind="group", code="G1", parent="d1")
    world.file("role", "U01", unit="u-jgzz", role="auditor")
    filed(office, "move", "d1", parent="u-jgzz", since="2024-03-10")
    for unit in ("d1", "g1"):
        assert "auditor" in organisation(world.session, unit).actor("U01", "2024-03-10").roles
        assert "sysadmin" in organisation(world.session, unit).actor("adm", "2024-03-10").roles
    world.session.commit()
    text = office.get("/admin/org").text
    assert text.index("机关党总支") < text.index("D1ZB党支部")
    assert "机关党总支" not in office.get("/admin/org?on=2024-03-09").text
    assert verify(world.session).ok


def test_no_unit_stands_under_itself_and_the_prefix_stays(office, lived):
    lived.world.file("unit", "g1", unit="g1", title="小组", kind="group", code="G1", parent="d1")
    page = do(office, "move", "d1", parent="g1", since="2024-03-10")
    assert page.status == 422
    assert "不能是本单位或其下级" in page.text
    with pytest.raises(Exception, match="编号前缀“D1ZB”不变"):
        lived.world.file("unit", "d1", unit="d1", title="D1", kind="branch", code="OTHER", parent="xz")


def test_a_unit_that_is_lived_in_is_not_ended(office):
    page = do(office, "end", "d1", off="2024-03-10")
    assert "转出 8 人" in page.text
    assert page.status == 422


def test_a_unit_is_merged_into_another_once_everybody_is_there(office, lived):
    world = lived.world
    world.file("membership", "eve", unit="d2", standing="gone", to="d1")
    filed(office, "end", "d2", into="d1", off="2024-03-10")
    assert "D2ZB" not in office.get("/admin/org").text
    assert "D2ZB" in office.get("/admin/org?on=2024-03-09").text
    page = office.get("/admin/org/d2").text
    assert "并入 D1ZB党支部" in page
    with pytest.raises(Exception, match="已经撤销"):
        world.file("unit", "g2", unit="g2", title="小组", kind="group", code="G2", parent="d2")
    assert verify(world.session).ok


def test_changes_are_not_filed_ahead_nor_before_the_last(office):
    assert "不能预先登记" in do(office, "rename", "d1", title="新名", kind="branch", since="2024-04-01").text
    assert "不早于这一天" in do(office, "rename", "d1", title="新名", kind="branch", since="2023-12-01").text


@pytest.mark.parametrize(
    ("act", "unit", "fields", "words"),
    [
        ("new", "xz", {"parent": "xz", "title": "新", "kind": "branch", "code": "D1ZB", "since": "2024-03-10"}, "已经用过"),
        ("new", "xz", {"parent": "xz", "title": "新", "kind": "branch", "code": "a b", "since": "2024-03-10"}, "编号前缀只用字母和数字"),
        ("new", "xz", {"parent": "xz", "title": "", "kind": "branch", "code": "NEW", "since": "2024-03-10"}, "请填写这一项"),
        ("new", "xz", {"parent": "xz", "title": "新", "kind": "castle", "code": "NEW", "since": "2024-03-10"}, "没有“castle”这一项"),
        ("move", "d1", {"parent": "nowhere", "since": "2024-03-10"}, "名单里没有"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(office, act, unit, fields, words):
    assert words in do(office, act, unit, **fields).text


@pytest.mark.parametrize("person", ["M01", "Y01", "eve"])
@pytest.mark.parametrize("path", ["/admin/org", "/admin/org/d1", "/admin/org/do/new"])
def test_the_tree_is_the_administrator_s(lived, person, path):
    assert lived.as_(person).get(path).status == 403
