"""The page of a sheet tells whoever is next what to do with it: look it over, post it, close it; the days, the objections, the papers of the posting."""

import pytest

from tests.web import quarter

SHEET = "/publicity/lh1/2024-Q1"


def compiled(url):
    quarter.play(url, "2024-04-20")


def shown(url):
    """On the board since the day before yesterday."""
    quarter.play(url, "2024-04-22", "2024-04-24T02:00:00.000000Z")


@pytest.fixture(scope="module", params=[compiled, shown], ids=["compiled", "shown"])
def site(request, tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("posting"), request.param) as app:
        app.stage = request.param.__name__
        yield app


def page(site, person):
    return quarter.signed_in(site, person).get(SHEET)


def test_whoever_does_the_next_step_finds_it_first_and_others_are_told_what_it_waits_for(site):
    """T4 N18 A34: the recorder posts what the secretary looked over; it is closed when its days are over."""
    secretary, recorder = (page(site, each).get_data(as_text=True) for each in ("Y01", "Y07"))
    if site.stage == "compiled":
        assert 'class="govuk-button" href="/cases/LH1-JZ-2024-0001/do/clear">同意公示</a>' in secretary
        assert "/do/" not in recorder
        assert "公示表还没有经书记审阅同意" in recorder
    else:
        assert "do/publicise" not in recorder
        said = quarter.words(page(site, "Y01"))
        assert "公示期第 2 天，共 3 天 · 异议收到 4月25日（周四） 24:00 为止" in said


def test_a_member_finds_no_step_but_the_days_and_the_objections(site):
    answer = page(site, "M13")
    if site.stage == "compiled":
        assert answer.status_code == 404
    else:
        said = quarter.words(answer)
        assert "没有异议" in said
        assert "/do/" not in answer.get_data(as_text=True)


def test_the_page_in_english(site):
    client = quarter.signed_in(site, "Y07")
    client.set_cookie("lang", "en")
    said = quarter.words(client.get(SHEET))
    assert "No objections" in said
