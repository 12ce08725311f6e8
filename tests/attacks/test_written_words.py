"""Words that want to be more than words: SQL, templates, markup, formulas, paths, directions of writing; in every text, in every search, and in what is exported."""

import csv
import io
import re
from urllib.parse import quote

import pytest

from procflow.reports.registers.sheet import Column
from procflow.reports.registers.told import harmless
from procflow.web.safe import local

WORDS = {
    "sql": "x' OR '1'='1", "sql union": "' UNION SELECT password FROM account--", "sql end": "'); DROP TABLE audit_event;--", "sql like": "%' ESCAPE '!",
    "sql comment": "/**/--;", "template": "{{ 7*7 }}{% import os %}", "template config": "{{ config.SECRET_KEY }}", "format": "{0.__class__}{text}%(x)s%s",
    "markup": "<script>alert(1)</script>", "attribute": '" onmouseover="alert(1)', "picture": "<img src=x onerror=alert(1)>", "svg": "<svg/onload=alert(1)>",
    "entity": "&lt;b&gt;&#x27;", "formula": '=HYPERLINK("http://x","y")', "formula plus": "+1+cmd|' /C calc'!A0", "formula minus": "-2+3", "formula at": "@SUM(1)",
    "line": "a\r\nSet-Cookie: x=y", "backwards": "\u202eabc\u202c", "zero width": "\u200b\u200bx", "shell": "$(id)`id`|id;id", "path": "../../etc/passwd",
    "log": "x\nsign_in done",
    "ldap": "*)(uid=*", "xml": "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "json": '{"$ne": null}', "long": "长" * 3999,
}  # fmt: skip
SEARCHES = (
    "/audit?q={}",
    "/inbox?q={}",
    "/inbox?step={}",
    "/inbox?after={}",
    "/audit?procedure={}",
    "/registers/d1/2024/{}",
    "/members/M01/points?component={}",
)
TARGETS = ("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
           "/\t/evil.example", "///evil.example",
           "http:evil.example", "//evil.example/%2f..", "https:/evil.example", " //evil.example", "/\x00/evil.example", "data:text/html,x")  # fmt: skip
PATHS = (
    "/static/../config.py", "/static/..%2fconfig.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static//etc/passwd", "/static/..\\config.py", "/cases/..%2f..%2fsecret",
    "/cases/x/files/..%2f..%2fsecret", "/cases/%00", "/procedures/..", "/procedures/bonus_claim/flow.../secret", "/registers/d1/2024/..%2fsecret",
    "/show/../../secret", "/api/v1/regimes/..%2f..%2fsecret", "/api/v1/procedures/%2e%2e",
)  # fmt: skip
HOSTS = ("evil.example", "evil.example:80@localhost", "localhost\r\nX: y", "[::1", "a" * 300)
CELLS = ("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "=cmd|' /C calc'!A0")
TRIED = (*(f"a text: {each}" for each in WORDS), *(f"search {place} with {each}" for place in SEARCHES for each in WORDS), *(f"back={each!r}" for each in TARGETS),
         *(f"path {each}" for each in PATHS), *(f"host {each[:20]!r}" for each in HOSTS), *(f"cell {each!r}" for each in CELLS))  # fmt: skip


@pytest.mark.parametrize("kind", WORDS)
def test_what_is_written_is_shown_as_it_was_written_and_does_nothing(siege, kind):
    words, tables = WORDS[kind], set(siege.world.everything())
    no = siege.world.begin("bonus_claim", "M01")
    answer = siege.post("M01", f"/cases/{no}/steps", step="comment", key=f"w-{no}", remark=words)
    assert answer.status_code in (303, 422), answer.get_data(as_text=True)[:400]
    for path in (f"/cases/{no}?all=1", f"/cases/{no}/steps?show=all"):
        page = siege.browser("Y01").get(path)
        text = page.get_data(as_text=True)
        assert page.status_code == 200
        assert [
            each
            for each in ("<script>alert", "<img src=x", "<svg/onload", '" onmouseover=', "root:", "49{%", siege.app.secret_key)
            if each in text and each != "{{"
        ] == []
        assert "Set-Cookie" not in page.headers or "x=y" not in page.headers["Set-Cookie"]
    assert set(siege.world.everything()) == tables


@pytest.mark.parametrize("kind", WORDS)
@pytest.mark.parametrize("place", SEARCHES)
def test_a_search_with_it_finds_nothing_and_fails_nowhere(siege, place, kind):
    answer = siege.browser("Y01").get(place.format(quote(WORDS[kind][:500], safe="")))
    text = answer.get_data(as_text=True)
    assert answer.status_code in (200, 404), answer.status_code
    assert "alert(1)>" not in text
    assert "argon2" not in text
    answer.close()


@pytest.mark.parametrize("target", TARGETS)
def test_nobody_is_sent_to_another_site(siege, target):
    assert local(target, "/") == "/"
    client = siege.app.test_client()
    for answer in (
        client.get("/show/zh", query_string={"back": target}),
        siege.browser("Y01").get("/show/en", query_string={"back": target}),
    ):
        assert re.fullmatch(r"/[^/\\].*|/", answer.location), answer.location
    page = client.get("/login", query_string={"back": target}).get_data(as_text=True)
    assert "evil.example" not in page.split("<main", 1)[-1].split("</main", 1)[0]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_leads_to_no_file_outside(siege, path):
    answer = siege.browser("Y01").get(path)
    assert answer.status_code in (302, 308, 401, 404), answer.status_code
    text = answer.get_data(as_text=True)
    assert "root:" not in text
    assert str(siege.app.secret_key) not in text
    answer.close()


@pytest.mark.parametrize("host", HOSTS)
def test_a_made_up_host_stands_in_no_address_that_is_given_out(siege, host):
    """Redirects stay relative: a proxy or a mail that believed the header would send people elsewhere."""
    client = siege.app.test_client()
    answer = client.get("/inbox", headers={"X-Forwarded-Host": host.replace("\r\n", ""), "Forwarded": "host=evil.example"})
    assert answer.location.startswith("/login")
    answer = client.get("/inbox", base_url="http://localhost", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code in (302, 400)
    assert "evil" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_that_begins_like_a_formula_is_text_to_a_spreadsheet(text):
    assert harmless(Column("说明"), text) == "'" + text


def test_a_register_with_a_formula_in_a_name_comes_out_as_text(siege):
    siege.world.join("F01")
    siege.world.file("person", "F01", name="=HYPERLINK(1)")
    for name in ("R1", "R2", "R6", "R9"):
        answer = siege.post("Y01", f"/registers/d1/2024/{name}/csv")
        if answer.status_code == 200:
            rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
            assert [cell for row in rows for cell in row if cell.startswith(("=", "@", "\t", "\r"))] == []
