"""The index of the administration: it is there for those who may use any of it, and for nobody else."""

import pytest

from procflow.web import shell
from procflow.web.admin.index import TOPICS


def test_the_administrator_begins_there_and_an_official_with_the_tasks(lived):
    assert lived.as_("adm").get("/").location == "/admin"
    assert lived.as_("Y01").get("/").location == "/inbox"


@pytest.mark.parametrize("person", ["adm", "Y01", "Y02"])
def test_whoever_may_file_anything_finds_the_administration(lived, person):
    page = lived.as_(person).get("/admin")
    assert page.status == 200
    assert 'href="/admin"' in page.html


@pytest.mark.parametrize("person", ["M01", "Y03", "Y04"])
def test_nobody_else_does(lived, person):
    page = lived.as_(person).get("/admin")
    assert page.status == 403
    assert 'href="/admin"' not in page.html


def test_the_section_is_for_those_of_the_topics():
    assert set(shell.LIMITED) >= {role for each in TOPICS for role in each.roles}
