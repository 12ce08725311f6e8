"""What no page of ours sends, and what people mistype: a clear answer, nothing changed, nothing lost, never a 500."""

import io
import re
from datetime import timedelta

import pytest

from procflow.canon import stamp
from procflow.web import sessions
from tests.world import CLAIM

ODD = ("%00", "..", "a b", "%E2%80%8B", "x" * 200, "%27%22", "<b>", "编号")
PAGES = (
    "/cases/{}", "/cases/{}/do/submit", "/cases/{}/files/abc", "/start/{}", "/cases/LH/do/{}", "/cases/x/done/{}", "/inbox?box={}",
    "/inbox?after={}", "/inbox?q={}&step={}&due={}", "/inbox?after=~{}", "/start/bonus_claim?about-for={}", "/start/bonus_claim?about-subject={}",
    "/start/base_registration?about-period={}", "/cases/x?all={}",
)  # fmt: skip


@pytest.fixture
def draft(lived):
    return lived.world.begin("bonus_claim", "M01")


@pytest.mark.parametrize("path", PAGES)
def test_a_malformed_address_is_answered_in_words(lived, path):
    reader = lived.as_("Y01")
    found = {odd: reader.get(path.replace("{}", odd)) for odd in ODD}
    assert [odd for odd, page in found.items() if page.status >= 500] == []
    assert all(len(page.text) > 20 or page.status in (302, 303, 308) for page in found.values())


@pytest.mark.parametrize(
    "more",
    [
        {"points_admin": "1"}, {"points-0-x": "1"}, {"opinion": "同意"}, {"version": "x"}, {"version": "9" * 40}, {"preview": "no digest!"},
        {"files-kept": "../../etc/passwd"}, {"about-for": "a b"}, {"key": ""}, {"key": "a b"}, {"key": "\0"},
    ],
    ids=str,
)  # fmt: skip
def test_what_no_page_sends_is_not_taken(lived, draft, more):
    reader, before = lived.as_("M01"), lived.world.case(draft)
    count = len(lived.world.chain(draft))
    page = reader.post(f"/cases/{draft}/steps", **({"step": "submit", "key": "k1", **CLAIM} | more))
    assert page.status in (400, 404)
    assert (lived.world.case(draft), len(lived.world.chain(draft))) == (before, count)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"points": "x"}, "分值写法不对"),
        ({"points": "1e99"}, "分值写法不对"),
        ({"points": "NaN"}, "分值写法不对"),
        ({"points": "2.555"}, "最多两位小数"),
        ({"deed_on": "2024-02-30"}, "日期写法不对"),
        ({"item": "no such thing"}, "名单里没有“no such thing”"),
        ({"description": ""}, "请填写这一项"),
        ({"description": "字" * 2001}, "文字太长，最多 2000 字"),
        ({"description": "\0\0"}, "请填写这一项"),
    ],
    ids=str,
)
@pytest.mark.parametrize("where", ["check", "steps"])
def test_a_mistake_is_told_at_its_field_and_everything_typed_stays(lived, draft, where, more, words):
    path = f"/cases/{draft}/do/submit/check" if where == "check" else f"/cases/{draft}/steps"
    page = lived.as_("M01").post(path, **({"step": "submit", "key": "k1", **CLAIM} | more))
    assert (page.status, words in page.text) == (422, True)
    assert "错误：" in page.html.partition("</title>")[0]
    kept = {name: value for name, value in CLAIM.items() if name not in more}
    assert {name: page.form("/check")[1][name] for name in kept} == kept
    assert lived.world.case(draft).state == "draft"


@pytest.mark.parametrize("name", ["eve", "adm"])
def test_a_case_out_of_sight_is_not_found_and_not_told_of(lived, name):
    """A member of another branch, and the administrator, whose office shows no case."""
    no = lived.world.claim("M02")
    reader, missing = lived.as_(name), "D1ZB-JL-2024-9999"
    for path in ("/cases/{}", "/cases/{}/do/reject", "/cases/{}/done/x", "/cases/{}/files/" + "0" * 64):
        assert reader.get(path.format(no)).status == reader.get(path.format(missing)).status == 404
    for step in ("reject", "fly"):
        told, nowhere = (reader.post(f"/cases/{each}/steps", step=step, key=f"k-{step}", reason="不同意") for each in (no, missing))
        assert (told.status, told.text) == (nowhere.status, nowhere.text) == (404, nowhere.text)
    assert lived.world.case(no).state == "verifying"


def test_a_case_that_is_nowhere_is_not_found(lived):
    reader = lived.as_("M01")
    assert reader.case("D1ZB-JL-2024-9999").status == 404
    assert reader.post("/cases/D1ZB-JL-2024-9999/steps", step="submit", key="k1").status == 404


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "文件是空的"),
        (b"MZ\x90\0 a program", "a.exe", "只收 PDF"),
        (b"%PDF-" + b"x" * 300_000, "a.pdf", "须小于 0.2 MB"),
    ],
)
def test_a_file_that_is_not_taken_leaves_the_text_as_it_was(lived, draft, data, name, words):
    lived.app.config["MAX_FILE_BYTES"] = 200_000
    page = lived.as_("M01").get(f"/cases/{draft}/do/submit").send("/check", **CLAIM, files=(io.BytesIO(data), name))
    assert (page.status, words in page.text) == (422, True)
    assert page.form("/check")[1]["description"] == CLAIM["description"]


def test_a_request_beyond_all_bounds_is_told_so(lived, draft):
    lived.app.config["MAX_CONTENT_LENGTH"] = 1000
    page = lived.as_("M01").post(f"/cases/{draft}/do/submit/check", description="字" * 5000)
    assert page.status == 413


def test_an_expired_sign_in_keeps_text_and_files_and_takes_nothing(lived, draft):
    """T12: the confirmation that came too late is shown again after signing in, and only then taken."""
    reader = lived.as_("M01")
    check = reader.get(f"/cases/{draft}/do/submit").send("/check", **CLAIM, files=(io.BytesIO(b"%PDF-1.4 a"), "证书.pdf"))
    with reader.client.session_transaction() as cookie:
        cookie["seen"] = stamp(sessions.real_now() - timedelta(hours=2))
    late = check.send("/steps")
    assert late.status == 401
    assert lived.world.case(draft).state == "draft"
    kept = re.search(r'name="kept" value="([^"]+)"', late.html)[1]
    back = reader.post("/login/as", person="M01", kept=kept)
    assert CLAIM["description"] in back.text
    assert lived.world.case(draft).state == "draft"
    assert back.send("/steps").status == 303
    assert lived.world.case(draft).state == "verifying"
    assert lived.world.chain(draft)[1].body["attachments"]


def test_a_grid_is_judged_line_by_line(lived):
    lived.world.at("2024-04-02")
    page = lived.as_("Y03").get("/start/base_registration?about-period=2024-03")
    sent = page.send("/check", source="daily_record", lines__0__on="2024-13-01", lines__2__mark="maybe")
    assert sent.status == 422
    assert "第 1 行 日期：日期写法不对" in sent.text
    assert "第 3 行 完成情况" in sent.text
