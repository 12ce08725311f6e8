"""A meeting in the browser: called, its roll taken, its two counters, the same step for several motions, and the next one after it fell through."""

import re

import pytest

from tests.web import quarter

MEETING = "/meetings/LH1-0419"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
NEW = {"title": "五月党员大会", "on": "2024-05-10", "notified_on": "2024-04-19", "chair": "Y01", "teller": "Y03", "place": "村委会"}
PRESENT = ["Y01", "Y02", "Y03", "Y04", "Y05", "Y06", "Y07", "M01", "M02", "M03", "M04", "M06", "M07", "M08", "M11", "M12"]


@pytest.fixture
def site(database_kind, tmp_path):
    with quarter.site(database_kind, tmp_path, quarter.evening) as app:
        yield app


@pytest.fixture
def secretary(site):
    return quarter.signed_in(site, "Y01")


@pytest.fixture
def recorder(site):
    return quarter.signed_in(site, "Y07")


def test_the_list_says_when_and_how_much_is_decided(secretary):
    said = quarter.words(secretary.get("/meetings"))
    assert "四月党员大会（续会）" in said
    assert "7 项，已定 0 项" in said


def test_before_the_roll_nobody_may_vote_and_the_page_says_why(secretary):
    said = quarter.words(secretary.get(MEETING))
    assert "还没有登记到会" in said
    assert "暂时办不了的 开始讨论 缺条件" in said


def test_only_voting_members_can_be_ticked_as_present(recorder):
    """A46: probationary members sit in, and do not count."""
    page = recorder.get(f"{MEETING}/roll").get_data(as_text=True)
    assert len(re.findall(r'name="present" type="checkbox"', page)) == 21
    assert not {"Z01", "Z02"} & set(re.findall(r'name="present" type="checkbox" value="(\w+)"', page))
    assert "Z01" in re.findall(r'name="attending" type="checkbox" value="(\w+)"', page)


def test_who_came_last_time_is_not_ticked_for_this_one_but_who_is_left_out_is(recorder):
    """Seven who came on the 12th are no presence on the 19th; the superior's consent still stands."""
    page = recorder.get(f"{MEETING}/roll").get_data(as_text=True)
    assert re.findall(r'name="(?:present|attending)"[^>]* checked', page) == []
    assert '<option value="Y08" selected>' in page


def test_the_roll_makes_the_two_counters_each_over_those_due(recorder, secretary):
    """A45 A46: twenty are due once the bedridden one is left out; ten must come, eleven must agree."""
    take_roll(recorder, PRESENT)
    said = quarter.words(secretary.get(MEETING))
    assert "应到会有表决权 20 现到会 16 至少 10 ✓ 可以表决" in said
    assert "赞成至少 11" in said
    assert "吴有福 · 长期卧床不能到会 · 回执 QSX-2024-003" in said
    big = quarter.words(secretary.get(f"{MEETING}?big=1"))
    assert "可以表决" in big
    assert "议程" not in big


def test_the_same_step_is_taken_for_all_motions_each_by_itself(recorder, secretary):
    take_roll(recorder, PRESENT)
    numbers = motions(secretary)
    assert len(numbers) == 7
    sent = checked(secretary, "open_discussion", numbers)
    done = secretary.post(f"{MEETING}/all/open_discussion", data=sent)
    assert quarter.words(done).count("办好了") == 7
    again = secretary.post(f"{MEETING}/all/open_discussion", data=sent)
    assert quarter.words(again).count("办好了") == 7, "sent twice, it is done once and said so"
    assert quarter.words(secretary.get(MEETING)).count("▶ 讨论中") == 7


def test_what_cannot_be_done_is_left_out_with_its_reason(secretary):
    page = secretary.post(f"{MEETING}/all/open_discussion/check", data={"motion": motions(secretary)})
    said = quarter.words(page)
    assert said.count("还没有登记到会情况") == 7
    assert "确认：" not in said


def test_a_preview_that_no_longer_holds_is_refused(recorder, secretary):
    take_roll(recorder, PRESENT)
    sent = checked(secretary, "open_discussion", motions(secretary)[:1])
    sent = {name: "0" * 64 if name.startswith("preview-") else value for name, value in sent.items()}
    assert "没有办成" in quarter.words(secretary.post(f"{MEETING}/all/open_discussion", data=sent))


def test_a_meeting_that_fell_through_is_followed_by_another_with_its_motions(recorder, secretary):
    """A45: nine of twenty are too few; adjourned together, then put on a new agenda together."""
    take_roll(recorder, PRESENT[:9])
    numbers = motions(secretary)
    secretary.post(f"{MEETING}/all/adjourn", data=checked(secretary, "adjourn", numbers))
    assert "提交大会的 7 件事还没有会议" in quarter.words(secretary.get("/meetings"))
    called = secretary.post("/meetings", data=NEW | {"key": "k1"})
    assert called.location == "/meetings/LH1-HY-2024-05-10"
    assert secretary.post("/meetings", data=NEW | {"key": "k2"}).location.endswith("/LH1-HY-2024-05-10-2"), "a second one that day"
    sent = checked(secretary, "schedule", numbers, called.location)
    assert quarter.words(secretary.post(f"{called.location}/all/schedule", data=sent)).count("办好了") == 7
    assert "议程（7 项）" in quarter.words(secretary.get(called.location))


def test_a_meeting_without_day_or_chair_is_asked_for_with_what_was_typed(secretary):
    page = secretary.post("/meetings", data={"title": "五月党员大会", "key": "k1"})
    assert page.status_code == 422
    assert 'value="五月党员大会"' in page.get_data(as_text=True)
    assert "请填写这一项" in quarter.words(page)


def test_a_member_reads_meetings_and_is_offered_none_to_call(site):
    member = quarter.signed_in(site, "M01")
    assert "建会议，并记下通知日期" not in quarter.words(member.get("/meetings"))
    assert member.get(MEETING).status_code == 200
    assert member.post("/meetings", data=NEW | {"key": "k1"}).status_code in (403, 404)
    assert member.get("/meetings/LH1-HY-2024-05-10").status_code == 404


def test_whoever_has_no_part_in_the_branch_sees_no_meeting(site):
    assert quarter.signed_in(site, "admin").get(MEETING).status_code == 404


@pytest.mark.parametrize("path", ["/meetings/none", "/meetings/%00", "/meetings/LH1-0412/roll", "/meetings/'or'1"])
def test_an_address_that_names_no_meeting_is_a_page_that_there_is_not(secretary, path):
    assert secretary.get(path).status_code == 404


@pytest.mark.parametrize("data", [{"motion": ["none"]}, {"motion": ["%00'"]}, {}, {"motion": ["LH1-DH-2024-0001"], "key": "'"}])
def test_odd_motions_change_nothing_and_break_nothing(secretary, data):
    for url in (
        f"{MEETING}/all/open_discussion/check",
        f"{MEETING}/all/open_discussion",
        f"{MEETING}/all/none",
        f"{MEETING}/all/pass/check",
    ):
        assert secretary.post(url, data=data).status_code in (200, 400, 404)
    assert "讨论中" not in quarter.words(secretary.get(MEETING))


def take_roll(recorder, present):
    """The roll in the browser: form, check, confirmation."""
    page = recorder.get(f"{MEETING}/roll").get_data(as_text=True)
    action = re.search(r'<form method="post" action="(/cases/[^"]+/check)"', page)[1]
    left_out = {"excluded-0-person": "Y08", "excluded-0-reason": "bedridden", "excluded-0-receipt": "QSX-2024-003"}
    sent = hidden(page, action) | {"present": present, "attending": ["Z01"]} | left_out
    check = recorder.post(action, data=sent).get_data(as_text=True)
    confirm = re.search(r'action="(/cases/[^"]+/steps)"', check)[1]
    answer = recorder.post(confirm, data=hidden(check, confirm))
    assert answer.status_code == 303, quarter.words(answer)


def motions(client):
    """The numbers of the agenda, whether they can be ticked or are only linked."""
    return list(
        dict.fromkeys(re.findall(r'(?:name="motion" value="|href="/cases/)(LH1-DH-[\d-]+)"', client.get(MEETING).get_data(as_text=True)))
    )


def checked(client, step, numbers, meeting=MEETING):
    """What the check page would send on."""
    page = client.post(f"{meeting}/all/{step}/check", data={"motion": numbers}).get_data(as_text=True)
    return hidden(page, f"{meeting}/all/{step}")


def hidden(page, action):
    """The hidden fields of the form with this action; those of one name together."""
    form = page[page.index(f'action="{action}"') :].partition("</form>")[0]
    found = {}
    for name, value in HIDDEN.findall(form):
        found.setdefault(name, []).append(value)
    return found
