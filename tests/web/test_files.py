"""Attachments: kept when they are sent, on record by themselves, handed out to whoever may see their case and to nobody else."""

import io

import pytest

from tests.world import CLAIM

PNG = b"\x89PNG\r\n\x1a\n a picture"
TEXT = "名单：王甲华".encode()


@pytest.fixture
def draft(lived):
    return lived.world.begin("bonus_claim", "M01")


def attached(lived, no, data, name):
    lived.as_("M01").act(no, "submit", **CLAIM, files=(io.BytesIO(data), name))
    return lived.world.chain(no)[1].body["attachments"][0]["sha256"]


def test_a_file_is_stored_by_a_button_of_its_own_before_anything_is_judged(lived, draft):
    page = lived.as_("M01").get(f"/cases/{draft}/do/submit").send("/check", files=(io.BytesIO(PNG), "照片.png"), store="1")
    assert (page.status, "照片.png 已存好" in page.text, "错误" in page.text) == (200, True, False)
    assert lived.world.chain("person/M01")[-1].body["type"] == "evidence.stored"
    assert page.form("/check")[1]["files-kept"]


def test_a_file_survives_a_mistake_beside_it_and_can_be_left_out_again(lived, draft):
    page = (
        lived.as_("M01").get(f"/cases/{draft}/do/submit").send("/check", **(CLAIM | {"points": "x"}), files=(io.BytesIO(PNG), "照片.png"))
    )
    assert page.status == 422
    check = page.send("/check", points="8")
    assert "照片.png" in check.text
    assert "MISSING_EVIDENCE" in page.send("/check", points="8", without=["files-kept"]).text


def test_whoever_may_see_the_case_may_fetch_its_files(lived, draft):
    sha256 = attached(lived, draft, PNG, "照片.png")
    answer = lived.as_("Y04").client.get(f"/cases/{draft}/files/{sha256}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PNG, "image/png")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    answer.close()


def test_what_a_browser_might_run_is_only_ever_saved(lived, draft):
    sha256 = attached(lived, draft, TEXT, "名单.txt")
    answer = lived.as_("M01").client.get(f"/cases/{draft}/files/{sha256}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    answer.close()


@pytest.mark.parametrize("name", ["eve", "adm"])
def test_nobody_else_may(lived, draft, name):
    sha256 = attached(lived, draft, PNG, "照片.png")
    assert lived.as_(name).get(f"/cases/{draft}/files/{sha256}").status == 404


def test_a_file_of_another_case_is_not_handed_out_under_this_one(lived, draft):
    sha256 = attached(lived, draft, PNG, "照片.png")
    other = lived.world.begin("bonus_claim", "M02")
    assert lived.as_("M02").get(f"/cases/{other}/files/{sha256}").status == 404


def test_too_many_files_at_once_are_told_so(lived, draft):
    page = lived.as_("M01").get(f"/cases/{draft}/do/submit")
    action, values = page.form("/check")
    values.setlist("files", [(io.BytesIO(PNG + bytes([n])), f"{n}.png") for n in range(21)])
    answer = lived.as_("M01").client.post(action, data=values, content_type="multipart/form-data")
    assert (answer.status_code, "一次最多 20 件" in answer.get_data(as_text=True)) == (422, True)
