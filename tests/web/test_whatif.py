"""A rated year tried under other rules, in the browser and from the command line: the same told, nothing written, only for those who may see it."""

import io
import json
import re

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from procflow import jobs
from procflow.cli import exits, main
from procflow.db import db
from procflow.importing.kinds import works
from procflow.web import regimes
from tests.machines.yearend import RULES
from tests.regimes.examples import TEXT
from tests.web import quarter
from tests.web.test_rating_board import tied

PAGE = "/regimes/whatif"
CEIL = "quota.rounding=ceil"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with quarter.site("sqlite", tmp_path_factory.mktemp("site"), tied) as app:
        yield quarter.Readers(app)


@pytest.fixture
def call(site):
    def called(*words):
        with site.app.app_context():
            url = db.engine.url.render_as_string(hide_password=False)
        result = CliRunner().invoke(
            main, ["regime", "whatif", "--org", "d1", "--cycle", "2024", "--database", url, *words], env={"LANG": None}
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return called


def counts(site):
    site("Y01")  # whose sign-in is on record
    with site.app.app_context():
        names = db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {name: db.session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar() for name in names}


def test_with_places_rounded_up_both_of_the_tied_have_theirs_and_no_run_off_is_needed_A8(site, call):
    before = counts(site)
    page = quarter.words(site("Y01").get(PAGE, query_string={"unit": "d1", "year": "2024", "set": CEIL}))
    assert "三星级名额 1 → 2" in page
    assert "没有人的得分或等次会变" not in page
    said = json.loads(call("--set", CEIL, "--json").stdout)
    assert {(each["name"], each["before"]["grade"], each["after"]["grade"]) for each in said["moved"]} >= {("王甲华", "star2", "star3")}
    assert all(f"{each['name']} {each['before']['points'] // 100} {each['before']['title']}" in page for each in said["moved"])
    assert all(each["changes"] == ["quota.rounding"] for each in said["moved"])
    assert said["ties"] == []
    assert counts(site) == before


def test_under_the_same_rules_nobody_moves_on_page_and_command_line(site, call):
    assert "没有人的得分或等次会变" in quarter.words(site("Y01").get(PAGE, query_string={"unit": "d1", "year": "2024"}))
    said = call("--lang", "en")
    assert said.exit_code == exits.DONE
    assert "Nobody's score or grade would change" in said.stdout


def test_a_file_sent_is_rated_by_and_not_kept(site):
    before = counts(site)
    other = TEXT.replace("rounding: {is: floor, by: A8}", "rounding: {is: ceil, by: A8}").encode()
    sent = {"unit": "d1", "year": "2024", "set": "", "file": (io.BytesIO(other), "mine.yaml")}
    page = quarter.words(site("Y01").post(PAGE, data=sent, content_type="multipart/form-data"))
    assert "按文件“mine.yaml”试算" in page
    assert "积分项目 “政治学习”" in page  # the file's items are the township's own again
    assert counts(site) == before


def test_the_secretary_the_keeper_of_the_committee_s_minutes_and_the_superior_see_it(site, call):
    for reader in ("Y01", "U01"):
        assert site(reader).get(PAGE, query_string={"unit": "d1", "year": "2024", "set": CEIL}).status_code == 200
    assert [call("--as", reader).exit_code for reader in ("Y01", "Y02", "U01")] == [exits.DONE] * 3


@pytest.mark.parametrize("reader", ["M01", "adm", "eve"])
def test_members_strangers_and_whoever_administers_the_system_do_not(site, call, reader):
    assert site(reader).get(PAGE).status_code == 404
    assert call("--as", reader).exit_code == exits.MISSING


def test_the_list_of_procedures_leads_there_only_who_may_go(site):
    assert PAGE in site("Y01").get("/procedures").get_data(as_text=True)
    assert PAGE not in site("M01").get("/procedures").get_data(as_text=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"set": "quota.nosuch=1"}, "没有这个参数：quota.nosuch"),
        ({"set": "quota.rounding"}, "应写成 参数=值：quota.rounding"),
        ({"set": "veto.effect=none\ngaps.no_star.all=score > 65, score < 66"}, "规则对“grades”没有规定"),
        ({"file": (io.BytesIO(b"id: ["), "odd.yaml")}, "不是有效的 YAML"),
        ({"file": (io.BytesIO(b"\xff\xfe"), "odd.yaml")}, "不是 UTF-8 文本"),
        ({"file": (io.BytesIO(b"#" * 101), "big.yaml")}, "细则文件须小于 1 MB"),
    ],
)
def test_what_cannot_be_tried_is_told_at_its_field_and_nothing_else_is_shown(site, given, said, monkeypatch):
    monkeypatch.setattr(regimes, "MOST", 100)
    answer = site("Y01").post(PAGE, data={"unit": "d1", "year": "2024", **given}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert said in quarter.words(answer)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--set", "quota.nosuch=1"), exits.INVALID), (("--regime", "nosuch"), exits.MISSING), (("--set", "gaps.no_star.all=score > 65, score < 66"), exits.REFUSED)],
)  # fmt: skip
def test_the_command_line_ends_with_a_code_and_a_sentence(call, words, code):
    assert call(*words).exit_code == code


def test_a_year_before_any_rules_cannot_be_tried(site, call):
    assert site("Y01").get(PAGE, query_string={"unit": "d1", "year": "1999"}).status_code == 200  # the last year is shown instead
    assert call("--cycle", "1999").exit_code == exits.MISSING


def test_the_rules_of_the_branch_are_what_others_are_compared_with(call):
    said = json.loads(call("--set", CEIL, "--json").stdout)
    assert said["old"]["sha256"] == RULES.sha256
    assert [each["path"] for each in said["bearing"]] == ["quota.rounding"]


def test_what_takes_long_is_worked_out_by_the_worker_and_shown_like_the_rest(site, monkeypatch, tmp_path):
    asked = {"unit": "d1", "year": "2024", "set": CEIL}
    at_once = quarter.words(site("Y01").get(PAGE, query_string=asked))
    monkeypatch.setattr(regimes, "AT_ONCE", 0)
    assert "要算一会儿" in quarter.words(site("Y01").get(PAGE, query_string=asked))
    address = site("Y01").post(PAGE, data=asked).headers["Location"]
    assert "正在算" in quarter.words(site("Y01").get(address))
    assert site("M01").get(address).status_code == 404
    with site.app.app_context():
        session = db.session()
        (job,) = jobs.waiting(session, jobs.now(session))
        assert jobs.run(session, job, works(db.engine, site.app.config["EVIDENCE"].parent), lambda: jobs.now(session))
    said = quarter.words(site("Y01").get(address))
    assert said[said.index("人会变") : said.index("数据截至")] == at_once[at_once.index("人会变") : at_once.index("数据截至")]
    assert "Places" in quarter.words(site("Y01", "en").get(address)) or "places" in quarter.words(site("Y01", "en").get(address))


def test_how_many_have_each_grade_is_shown_before_and_after(site):
    answer = site("Y01").get(PAGE, query_string={"unit": "d1", "year": "2024", "set": CEIL})
    said = quarter.words(answer)
    card = said[said.index("各等次人数：原来和变为") : said.index("上面的灰条是原来")]
    pairs = re.findall(r"(\d+) → 变为 (\d+) 人", card)
    assert [sum(int(each[side]) for each in pairs) for side in (0, 1)] == [8, 8]
    assert any(before != after for before, after in pairs)
