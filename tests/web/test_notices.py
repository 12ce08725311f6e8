"""Notices: counted on every page until they are read, by each reader for themselves; mail and phrases are one's own to set."""

import re

import pytest

from procflow.models import AuditEvent, Preference, Vaulted


@pytest.fixture
def nudged(lived):
    """A claim before the points group, of which its member reminds them."""
    no = lived.world.claim()
    lived.world.step(no, "nudge", "M01")
    return no


def test_a_notice_is_counted_until_it_is_read_by_each_reader_for_themselves(lived, nudged):
    reader = lived.as_("Y04")
    assert "1 条未读" in reader.get("/notices").text
    assert "未读" in reader.get("/start").html
    notice = re.search(r'name="notice" value="([^"]+)"', reader.get("/notices").html)[1]
    page = reader.post("/notices/read", notice=notice, no=nudged)
    assert page.location == f"/cases/{nudged}"
    assert "未读" not in reader.get("/notices").text
    assert nudged in reader.get("/notices").text
    lived.world.later(1)
    lived.world.step(nudged, "nudge", "M01")
    assert "1 条未读" in reader.get("/notices").text
    reader.post("/notices/read", all="1")
    assert "未读" not in reader.get("/notices").text
    assert "没有通知" in lived.as_("M02").get("/notices").text


def test_what_is_no_notice_is_not_marked(lived, nudged):
    assert lived.as_("Y04").post("/notices/read", notice="0" * 64, no=nudged).status == 400


def test_an_address_lies_in_the_vault_alone_and_the_one_before_is_gone(lived):
    reader = lived.as_("Y04")
    for address in ("old@example.cn", "new@example.cn"):
        reader.get("/settings/notices").send("/settings/notices", address=address, **{"from": "22:00"})
    kept = [row.value for row in lived.world.rows(Vaulted) if row.field == "form_address"]
    assert kept == ["new@example.cn"]
    assert "example" not in "".join(row.value for row in lived.world.rows(Preference))
    assert "example" not in "".join(bytes(row.body).decode() for row in lived.world.rows(AuditEvent))
    assert reader.get("/settings/notices").form("/settings/notices")[1].to_dict() | {"csrf_token": ""} == {
        "csrf_token": "", "address": "new@example.cn", "daily": "yes", "from": "22:00", "until": "08:00"
    }  # fmt: skip


def test_an_address_that_is_none_is_told_and_kept_in_its_field(lived):
    page = lived.as_("Y04").get("/settings/notices").send("/settings/notices", address="li@example.cn\r\nBcc: x@y.cn")
    assert page.status == 422
    assert "写法不对" in page.text


def test_stock_phrases_of_ones_own_stand_first_and_are_there_without_a_script(lived, nudged):
    reader = lived.as_("Y04")
    reader.get("/settings/phrases").send("/settings/phrases", phrases="照片清楚，同意。\n\n照片清楚，同意。\n请补照片。")
    page = reader.get(f"/cases/{nudged}/do/verify_to_vote").html
    assert page.index("照片清楚，同意。") < page.index("请补照片。") < page.index("</noscript>")
    assert "照片清楚" not in lived.as_("Y05").get("/settings/phrases").html
