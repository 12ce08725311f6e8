"""A meeting while it is held: who comes in, may it vote, is it carried, each over its own number; below quorum a sentence instead of a form."""

import re

import pytest

from tests.web import quarter
from tests.web.client import Forms
from tests.web.test_meetings import MEETING, PRESENT, checked, motions, take_roll

LIVE, COUNTERS = f"{MEETING}/live", f"{MEETING}/counters"


@pytest.fixture
def site(tmp_path):
    with quarter.site("sqlite", tmp_path, quarter.evening) as app:
        yield app


@pytest.fixture
def secretary(site):
    return quarter.signed_in(site, "Y01")


@pytest.fixture
def recorder(site):
    return quarter.signed_in(site, "Y07")


def come(client, who, way="present", key="k1"):
    return client.post(f"{LIVE}/here", data={"who": who, "as": way, "key": key})


def test_people_are_signed_in_by_name_and_the_counter_says_how_many_are_missing(recorder):
    """A45: of twenty due ten must come; whoever is left out with consent stays left out."""
    assert come(recorder, "王志强 李秀英、张建国，刘桂兰").status_code == 303
    assert come(recorder, "何敏\n孙立强", key="k2").status_code == 303
    said = quarter.words(recorder.get(LIVE))
    assert "应到会有表决权 20 现到会 6 至少 10 ✖ 还差 4 人到会" in said
    assert "还差 4 人到会 ，够了才能讨论和表决。" in said
    told = recorder.get(COUNTERS).json
    assert (told["due"], told["present"], told["least_present"], told["missing"], told["least_in_favour"]) == (20, 6, 10, 4, 11)


def test_somebody_signed_in_by_mistake_is_crossed_off_or_moved_to_another_list(recorder):
    come(recorder, "王志强 李秀英 张建国")
    come(recorder, "张建国", "away", "k2")
    come(recorder, "李秀英", "written", "k3")
    said = quarter.words(recorder.get(LIVE))
    assert "到会 1 王志强" in said
    assert "书面意见 1 李秀英" in said
    assert recorder.get(COUNTERS).json["written"] == 1


@pytest.mark.parametrize(
    ("who", "way", "said"),
    [("某某", "present", "名单里没有“某某”"), ("", "present", "请写姓名"), ("王志强", "x", "请从列出的几项中选一项")],
)
def test_an_unknown_name_is_told_and_nobody_of_the_same_line_is_recorded(recorder, who, way, said):
    answer = come(recorder, f"张建国 {who}" if who == "某某" else who, way)
    assert answer.status_code == 422
    assert said in quarter.words(answer)
    assert who in answer.get_data(as_text=True)
    assert recorder.get(COUNTERS).json["called"] is False


def test_a_probationary_member_is_not_counted_as_present(recorder):
    """A46: whoever has no vote sits in."""
    answer = come(recorder, "曹雨薇")
    assert answer.status_code == 409
    assert "不是本支部有表决权的党员" in quarter.words(answer)
    alone = come(recorder, "曹雨薇", "attending", "k2")
    assert alone.status_code == 422
    assert "名单上至少要有一人到会" in quarter.words(alone)
    come(recorder, "王志强", key="k3")
    assert come(recorder, "曹雨薇", "attending", "k4").status_code == 303
    assert recorder.get(COUNTERS).json["present"] == 1


def test_a_member_looks_and_enters_nothing(site, recorder):
    member = quarter.signed_in(site, "M01")
    come(recorder, "王志强")
    assert "您可以在这里看进展" in quarter.words(member.get(LIVE))
    assert member.get(COUNTERS).json["present"] == 1
    assert come(member, "张建国").status_code == 404
    assert quarter.signed_in(site, "admin").get(COUNTERS).status_code == 404


def test_the_secretary_who_does_not_call_the_roll_is_refused_on_record(secretary):
    assert come(secretary, "张建国").status_code == 409
    assert secretary.get(COUNTERS).json["called"] is False


def test_asking_for_the_figures_does_not_keep_anybody_signed_in(recorder):
    """Figures are asked for by the page itself: the idle limit goes on."""
    recorder.get(LIVE)
    assert not recorder.get(COUNTERS).headers.getlist("Set-Cookie")


def test_the_ballots_lead_to_the_result_that_they_are_and_are_checked_against_those_present(site, recorder, secretary):
    """A46: eleven of twenty carry it, whoever is present; the sum has to be that of the ballots."""
    take_roll(recorder, PRESENT)
    one, two, *_ = motions(secretary)
    secretary.post(f"{MEETING}/all/open_discussion", data=checked(secretary, "open_discussion", [one, two]))
    act(secretary, one, "open_vote", {"discussion": "同意", "heard": "not_needed", "issued": "16"})
    teller = quarter.signed_in(site, "Y03")
    assert "收回票加书面意见应为" in teller.get(LIVE).get_data(as_text=True)
    wrong = count(teller, "11", "3", "1", "16")
    assert wrong.status_code == 422
    assert "与收回票和书面意见之和 16 不符" in quarter.words(wrong)
    assert 'value="11"' in wrong.get_data(as_text=True)
    assert "宣布未通过" in quarter.words(count(teller, "10", "5", "1", "16"))
    carried = count(teller, "11", "4", "1", "16")
    assert "宣布通过" in quarter.words(carried)
    form = next(each for each in Forms(carried.get_data(as_text=True)).forms if each[0].endswith("/steps"))
    assert teller.post(form[0], data=form[1]).status_code == 303
    assert teller.get(COUNTERS).json["motion"] == two, "the next one"
    said = quarter.words(secretary.get(f"{LIVE}?big=1"))
    assert "赞成 11 反对 4 弃权 1 赞成至少 11" in said
    assert "✓ 通过" in said, "the result stays to be seen until the next vote"


def test_projected_there_are_the_two_counters_and_nothing_to_do(secretary):
    said = quarter.words(secretary.get(f"{LIVE}?big=1"))
    assert "能不能表决" in said
    assert "过没过" in said
    assert "签到" not in said


def test_the_page_in_english(recorder):
    recorder.set_cookie("lang", "en")
    said = quarter.words(recorder.get(LIVE))
    assert "May it vote" in said
    assert not re.search("表决|签到|登记", said.replace("四月党员大会（续会）", ""))


def count(client, for_, against, abstained, returned):
    page = client.get(LIVE).get_data(as_text=True)
    action, fields, _ = next(each for each in Forms(page).forms if each[0].endswith("/count"))
    return client.post(action, data=dict(fields) | {"in_favour": for_, "against": against, "abstained": abstained, "returned": returned})


def act(client, no, step, form):
    page = client.get(f"/cases/{no}/do/{step}").get_data(as_text=True)
    action, fields, _ = next(each for each in Forms(page).forms if each[0].endswith("/check"))
    check = client.post(action, data=dict(fields) | form).get_data(as_text=True)
    action, fields, _ = next(each for each in Forms(check).forms if each[0].endswith("/steps"))
    assert client.post(action, data=fields).status_code == 303
