"""The navigation: by role, at most six, only to pages that there are; and the small things that templates ask for."""

from datetime import date
from types import SimpleNamespace

import pytest

from procflow.web import shell
from procflow.web.roles import TITLES, foremost
from procflow.web.safe import local
from procflow.web.tables import by_urgency
from tests.web.conftest import PASSWORD


@pytest.fixture
def built(site):
    """The site as it will be when every section has its page."""
    for each in shell.SECTIONS:
        if each.endpoint in site.view_functions:
            continue
        site.add_url_rule(f"/{each.endpoint}", each.endpoint, lambda: "")
    return site


@pytest.mark.parametrize(
    ("roles", "titles"),
    [
        ({"branch_secretary"}, ["待办", "积分", "发起", "会议", "公示", "异议", "日历"]),
        (set(), ["积分", "待办", "发起", "公示", "日历", "程序与细则"]),
        ({"auditor"}, ["审计追溯", "完整性", "合规报告", "异议", "日历", "程序与细则"]),
    ],
)
def test_each_role_has_its_own_navigation(built, roles, titles):
    with built.app_context():
        assert [each.title for each in shell.sections(frozenset(roles))][: len(titles)] == titles


def test_a_section_without_page_is_not_offered(site):
    missing = {each.endpoint for each in shell.SECTIONS} - set(site.view_functions)
    with site.app_context():
        assert missing.isdisjoint(each.endpoint for each in shell.sections(frozenset({"branch_secretary"})))


def test_an_official_begins_with_the_tasks(built):
    answer = built.test_client().post("/login", data={"login": "wang", "password": PASSWORD})
    assert answer.location == "/inbox"


def test_a_person_with_several_roles_is_greeted_by_the_foremost():
    assert foremost(frozenset({"recorder", "branch_secretary"})) == "支部书记"
    assert foremost(frozenset()) == "党员"
    assert set(TITLES) >= set(shell.OFFICIAL | shell.OVERSIGHT)


def test_tasks_stand_under_their_urgency():
    rows = [SimpleNamespace(due=due) for due in ("", "2024-04-30", "2024-04-14", "2024-04-12", "2024-04-01")]
    groups = by_urgency(rows, date(2024, 4, 12))
    assert [(heading, [row.due for row in found]) for heading, found in groups] == [
        ("逾期和今天", ["2024-04-01", "2024-04-12"]), ("本周", ["2024-04-14"]), ("以后", ["2024-04-30", ""]),
    ]  # fmt: skip


@pytest.mark.parametrize("target", ["/inbox?box=todo", "/cases/D1ZB-JL-2025-0017"])
def test_an_address_of_this_site_is_kept(target):
    assert local(target) == target


@pytest.mark.parametrize("target", ["//x.example", "/\\x.example", "http://x.example", "x", "", "/\tx", "/\n/x.example"])
def test_any_other_address_is_not(target):
    assert local(target) == "/"
