"""The coverage from the command line: every clause with what carries it, as text or JSON, without any installation."""

import json

from procflow.reports.coverage import coverage


def test_every_clause_is_printed_with_the_sum(call):
    done = call("coverage")
    found = coverage()
    assert done.code == (0 if found.covered == len(found.rows) else 1)
    assert [row.clause.id for row in found.rows if f" {row.clause.id}  {row.clause.says}" not in done.out] == []
    assert done.out.rstrip().endswith(f"{found.covered} / 60 条有实现、有测试")


def test_one_clause_alone_in_json(call):
    said = json.loads(call("coverage", "t10", "--json").out)
    assert [each["clause"] for each in said["clauses"]] == ["T10"]
    assert {"procedure": "bonus_claim", "step": "vote_pass"} in said["clauses"][0]["steps"]
    assert (said["count"], said["clauses"][0]["registers"]) == (60, ["R1", "R8"])
    assert said["clauses"][0]["tests"]


def test_in_english_no_chinese_is_left(call):
    assert not any("\u4e00" <= each <= "\u9fff" for each in call("coverage", "--lang", "en").out)


def test_a_clause_that_there_is_not_is_told(call):
    done = call("coverage", "T21")
    assert (done.out, "T21" in done.err) == ("", True)
    assert done.code != 0
