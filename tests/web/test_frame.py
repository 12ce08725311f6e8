"""What every page has around it: headers, language, text size, tokens, and words when something is missing or breaks."""

import gzip
import re

import pytest
from sqlalchemy.exc import OperationalError

from procflow.errors import Invalid, NotFound, Refusal, Refused
from procflow.web.headers import HEADERS
from tests.web.conftest import PASSWORD

STALE = Refused([Refusal("STALE_VERSION", "事项已被他人更新：您看到的是第 {seen} 版，现在是第 {now} 版", {"seen": 3, "now": 4})])
MANY = Refused(
    [
        Refusal("GUARD_FAILED", "到会 {present} 人，还差 {missing} 人", {"present": 9, "missing": 3}, clause="N7"),
        Refusal("TOO_EARLY", "要等到 {day}", {"day": "2025-10-10"}),
    ]
)
ERRORS = {
    "refused": MANY, "stale": STALE, "role": Refused([Refusal("FORBIDDEN_ROLE", "这一步由{role}办理", {"role": "branch_secretary"})]),
    "missing": NotFound(), "invalid": Invalid({"x": ["请填写这一项"]}), "busy": OperationalError("select 1", {}, Exception("locked")),
    "broken": RuntimeError("secret detail"),
}  # fmt: skip


@pytest.fixture
def breaking(site):
    """The site with an address that fails in the way its name says."""

    def fail(how):
        raise ERRORS[how]

    site.add_url_rule("/fail/<how>", "fail", fail, methods=["GET", "POST"])
    client = site.test_client()
    client.post("/login", data={"login": "wang", "password": PASSWORD})
    return client


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/static/frame.js"])
def test_every_answer_carries_the_headers(site, path):
    answer = site.test_client().get(path, buffered=True)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_policy_allows_nothing_inline(site):
    policy = site.test_client().get("/login").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_plain_http_where_there_is_tls(site):
    site.config["WTF_CSRF_ENABLED"] = True
    plain, sealed = (
        site.test_client().get("/login", base_url=f"{scheme}://localhost").headers["Set-Cookie"] for scheme in ("http", "https")
    )
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    assert "Secure" in sealed


def test_a_post_without_token_is_not_taken(site):
    site.config["WTF_CSRF_ENABLED"] = True
    answer = site.test_client().post("/login", data={"login": "wang", "password": PASSWORD})
    assert answer.status_code == 400
    assert "没有读懂" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("language", "words"), [("zh", "没有找到这一页"), ("en", "There is no such page")])
def test_an_unknown_page_is_told_in_the_readers_language(breaking, language, words):
    breaking.set_cookie("lang", language)
    answer = breaking.get("/no/such/page")
    assert answer.status_code == 404
    assert words in answer.get_data(as_text=True)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("how", "status"),
    [("refused", 422), ("stale", 409), ("role", 403), ("missing", 404), ("invalid", 400), ("busy", 503), ("broken", 500)],
)
def test_each_error_has_its_page_without_a_traceback(breaking, language, how, status):
    breaking.set_cookie("lang", language)
    answer = breaking.get(f"/fail/{how}")
    page = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert ("zh-CN" if language == "zh" else 'lang="en"') in page
    assert "Traceback" not in page
    assert "secret detail" not in page


def test_every_reason_of_a_refusal_is_listed_with_its_clause_and_kind(breaking):
    page = breaking.get("/fail/refused").get_data(as_text=True)
    assert "到会 9 人，还差 3 人" in page
    assert "N7" in page
    assert re.search(r'要等到 <time datetime="2025-10-10"[^>]*>2025年10月10日（周五）</time>', page)
    assert "缺条件" in page
    assert "没到时间" in page


def test_a_role_is_named_as_people_name_it(breaking):
    page = breaking.get("/fail/role").get_data(as_text=True)
    assert "这一步由支部书记办理" in page
    assert "不归您办" in page


def test_a_step_that_came_too_late_keeps_what_was_typed(breaking):
    page = breaking.post("/fail/stale", data={"opinion": "情况属实，同意加 2 分", "version": "3"}).get_data(as_text=True)
    assert "情况属实，同意加 2 分" in page
    assert "您看到的是第 3 版，现在是第 4 版" in page


def test_a_file_that_is_too_big_is_told_with_its_limit(site):
    site.config["MAX_CONTENT_LENGTH"] = 10
    answer = site.test_client().post("/login", data={"login": "wang" * 10})
    assert answer.status_code == 413
    assert "10 MB" in answer.get_data(as_text=True)


@pytest.mark.parametrize(("what", "sign"), [("en", 'lang="en"'), ("zh", 'lang="zh-CN"'), ("large", 'class="pf-large"')])
def test_language_and_size_are_chosen_before_signing_in(site, what, sign):
    client = site.test_client()
    answer = client.get(f"/show/{what}?back=/login")
    assert answer.location == "/login"
    assert sign in client.get("/login").get_data(as_text=True).partition("<head>")[0]


def test_choosing_a_language_never_leads_off_the_site(site):
    assert site.test_client().get("/show/en?back=//elsewhere.example").location == "/"


def test_the_script_and_the_stylesheet_keep_within_their_weight(site):
    client = site.test_client()
    assert len(client.get("/static/frame.js", buffered=True).data) <= 5_000
    assert len(gzip.compress(client.get("/static/theme.css", buffered=True).data)) <= 20_000
