"""Deputies in the browser and in what they may do: a period, a scope, nothing of one's own, nothing passed on; everything listed to both."""

import pytest


@pytest.fixture
def office(lived):
    return lived.as_("Y01")


def do(reader, act, **fields):
    return reader.get(f"/admin/deputies/do/{act}").send("/check", **fields)


def named(reader, **more):
    fields = {"absent": "Y02", "subject": "M02", "since": "2024-03-10", "until": "2024-03-20"} | more
    page = do(reader, "lend", **fields)
    assert page.status == 200, page.text
    done = page.send("/file")
    assert "✓ 已登记" in done.text, done.text
    return page


def verified(world, member="M01"):
    """A claim that only waits to be entered by the points administrator."""
    no = world.claim(member)
    motion = world.verify(no)
    world.call(motion, ahead=1)
    world.vote(motion)
    return no


def test_a_deputy_is_named_for_a_period_and_a_scope_and_both_read_it(office, lived):
    check = named(office, procedures=["bonus_claim"])
    assert "代办哪些程序：加分申报" in check.text
    assert "2024年3月20日（周三） （含当天）" in check.text
    assert "王乙华 代 王丁华" in office.get("/admin/deputies").text
    for person in ("M02", "Y02"):
        assert "王乙华 代 王丁华" in lived.as_(person).get("/deputies").text
    assert "没有登记代办" in lived.as_("M01").get("/deputies").text


def test_what_was_done_is_stamped_and_listed_to_both_when_it_ends(office, lived):
    world = lived.world
    named(office)
    no = verified(world)
    deputy = lived.as_("M02")
    assert deputy.act(no, "post").status in (200, 303)
    assert "代 王丁华" in office.get(f"/cases/{no}/steps").text
    assert "代 王丁华" in lived.as_("Y02").case(no).text
    world.at("2024-03-21")
    for person in ("M02", "Y02"):
        reader = lived.as_(person)
        assert "结束" in reader.get("/inbox").text
        fact = reader.get("/deputies").html.partition("/deputies/")[2].partition('"')[0]
        page = reader.get(f"/deputies/{fact}")
        assert "代办已经结束" in page.text
        assert no in page.text
        assert "积分管理员" in page.text
    assert lived.as_("M01").get(f"/deputies/{fact}").status == 404


def test_a_deputy_does_nothing_outside_the_scope(office, lived):
    named(office, procedures=["base_registration"])
    no = verified(lived.world)
    assert lived.world.refused(no, "post", "M02").code == "FORBIDDEN_ROLE"


@pytest.mark.parametrize("member", ["M02", "Y02"])
def test_a_deputy_does_nothing_in_a_case_of_either_of_the_two(office, lived, member):
    """Never on the deputy's own case, nor on that of whoever is away."""
    named(office)
    no = verified(lived.world, member)
    assert lived.world.refused(no, "post", "M02").code in ("FORBIDDEN_ROLE", "SELF_DEALING")


def test_a_deputy_names_no_deputy_and_composes_no_body(office, lived):
    world = lived.world
    named(office, absent="Y01")
    for kind, subject, form in (("deputy", "M01", {"absent": "Y03"}), ("body", "points_group", {"members": ["M02"], "keepers": ["M02"]})):
        with pytest.raises(Exception, match="FORBIDDEN_ROLE"):
            world.file(kind, subject, actor="M02", **form)


def test_votes_and_minutes_are_never_lent(office, lived):
    """The chair and the teller of a meeting are persons, a body acts through its own keepers."""
    world = lived.world
    named(office, absent="Y04")
    named(office, absent="Y02", subject="M01")
    no = world.claim("M02")
    resolution = {"body": "points_group", "present": ["Y04", "Y05"], "title": "核实"}
    with pytest.raises(Exception, match="FORBIDDEN_ROLE"):
        world.file("resolution", "JY9", actor="M02", **resolution)
    motion = world.verify(no)
    world.call(motion, ahead=1)
    world.step(motion, "open_vote", "Y01", {"discussion": "同意", "heard": "not_needed", "issued": 8})
    tally = {"in_favour": 8, "against": 0, "abstained": 0, "returned": 8}
    assert world.refused(motion, "pass", "M01", tally).code == "FORBIDDEN_ROLE"


def test_a_deputy_is_ended_at_once(office, lived):
    named(office)
    no = verified(lived.world)
    day = lived.world.today
    assert "✓ 已登记" in do(office, "end", absent="Y02", subject="M02", off=day).send("/file").text
    assert lived.world.refused(no, "post", "M02").code == "FORBIDDEN_ROLE"
    assert "已结束" in office.get("/admin/deputies").text


@pytest.mark.parametrize(
    ("act", "fields", "words"),
    [
        ("lend", {"absent": "Y02", "subject": "Y02", "since": "2024-03-10", "until": "2024-03-20"}, "同一人"),
        ("lend", {"absent": "Y02", "subject": "M02", "since": "2024-03-10", "until": ""}, "请填写这一项"),
        ("lend", {"absent": "M01", "subject": "M02", "since": "2024-03-10", "until": "2024-03-20"}, "没有可以代办的职务"),
        ("lend", {"absent": "eve", "subject": "M02", "since": "2024-03-10", "until": "2024-03-20"}, "名单里没有"),
        ("lend", {"absent": "Y02", "subject": "M02", "since": "2024-03-10", "until": "2024-03-20", "procedures": ["nothing"]}, "名单里没有"),
        ("end", {"absent": "Y02", "subject": "M02", "off": "2024-03-10"}, "没有正在或将要进行的代办"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(office, act, fields, words):
    assert words in do(office, act, **fields).text


def test_the_page_of_the_office_is_for_those_who_name_deputies(lived):
    assert [lived.as_(person).get("/admin/deputies").status for person in ("adm", "Y01", "Y02", "M01")] == [200, 200, 403, 403]
