"""Help by role and the statement on accessibility: short, whole in both languages, and every link leads to a page."""

import pytest

from procflow.web.told_guides import GUIDES
from tests.web import quarter


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with quarter.readers("sqlite", tmp_path_factory.mktemp("site")) as found:
        yield found


@pytest.mark.parametrize("guide", GUIDES, ids=lambda each: each.key)
def test_each_role_has_a_page_of_a_sheet_and_its_links_are_pages(reader, guide):
    assert f'href="/help/{guide.key}"' in reader("M01").get("/help").get_data(as_text=True)
    page = reader("M01").get(f"/help/{guide.key}")
    assert (page.status_code, len(guide.tasks) <= 8) == (200, True)
    assert sum(len(line) for task in guide.tasks for line in task.lines) < 700  # what an A4 sheet takes in 16 point
    assert {task.endpoint for task in guide.tasks if task.endpoint} <= reader.app.view_functions.keys()


def test_a_role_without_page_is_not_found(reader):
    assert reader("M01").get("/help/emperor").status_code == 404


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_accessibility_says_what_is_kept_and_what_falls_short(reader, lang):
    said = quarter.words(reader("M01", lang).get("/accessibility"))
    assert ("还不够的地方" if lang == "zh" else "Where it falls short") in said


def test_accessibility_is_read_without_signing_in(reader):
    said = quarter.words(reader.app.test_client().get("/accessibility"))
    assert "还不够的地方" in said
    assert "返回登录" in said
    assert 'href="/accessibility"' in reader.app.test_client().get("/login").get_data(as_text=True)
