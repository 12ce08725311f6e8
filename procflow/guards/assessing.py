"""Guards about the grades of an appraisal and how each member was told: formal members alone, within the share, not by votes alone (N15 A57);
and what its filing leaves in the log of filings. They grade nobody.
"""

from __future__ import annotations

from collections import Counter

from procflow.grammar import Facts, File, Finding, guard
from procflow.guards.appraising import appraised

BEST = "excellent"


@guard("正式党员每人评定一个等次。未评定：{missing}；写了两次：{twice}", reads="roster", clause="N15")
def formal_graded(facts: Facts) -> Finding:
    graded = [line["member"] for line in facts.form["decisions"] if line["grade"]]
    missing = sorted(set(formal(facts)) - set(graded))
    twice = sorted(name for name, times in Counter(line["member"] for line in facts.form["decisions"]).items() if times > 1)
    return Finding.of(not missing and not twice, missing="、".join(missing[:9]), twice="、".join(twice[:9]), count=len(missing))


@guard("{members}不评定等次：预备党员只写意见，其他人不参加评议", code="NOT_RATED", reads="roster", clause="N15")
def only_formal_graded(facts: Facts) -> Finding:
    given = {line["member"] for line in facts.form["decisions"] if line["grade"]} - set(formal(facts))
    strange = sorted(given | ({line["member"] for line in facts.form["decisions"]} - set(appraised(facts))))
    return Finding.of(not strange, members="、".join(strange[:9]), count=len(strange))


@guard("预备党员{members}还没有写明意见", reads="roster", clause="N15")
def probationary_described(facts: Facts) -> Finding:
    written = {line["member"] for line in facts.form["decisions"] if line["opinion"]}
    missing = sorted(set(appraised(facts)) - set(formal(facts)) - written)
    return Finding.of(not missing, members="、".join(missing[:9]), count=len(missing))


@guard("{grades}不是本细则的评议等次", clause="N15")
def known_grades(facts: Facts) -> Finding:
    known = set(facts.regime.value("appraisal.values"))
    strange = sorted({line["grade"] for line in facts.form["decisions"] if line["grade"]} - known)
    return Finding.of(not strange, grades="、".join(strange))


@guard("优秀 {given} 人，超过评定等次的正式党员 {graded} 人的 {share}", clause="N15 A57")
def excellent_within(facts: Facts) -> Finding:
    grades = [line["grade"] for line in facts.form["decisions"] if line["grade"]]
    share = str(facts.regime.value("appraisal.excellent_most"))
    most, of = map(int, share.split("/"))
    return Finding.of(grades.count(BEST) * of <= len(grades) * most, given=grades.count(BEST), graded=len(grades), share=share)


@guard("还没有当面反馈的：{missing}；不应列的：{strange}", reads="roster", clause="N15")
def each_told(facts: Facts) -> Finding:
    told = set(facts.form["told"])
    missing, strange = sorted(set(appraised(facts)) - told), sorted(told - set(appraised(facts)))
    return Finding.of(not missing and not strange, missing="、".join(missing[:9]), strange="、".join(strange[:9]), count=len(missing))


@guard("编号{number}已用于另一件备案", code="DUPLICATE", reads="receipts", clause="R9")
def number_free(facts: Facts) -> Finding:
    return Finding.of(facts.form["number"] not in facts.receipts, number=facts.form["number"] or "")


def registered(facts: Facts) -> list[File]:
    """The filing under its number in the log of filings (R9). It names nobody: no receipt of this kind stands for a person's own filing."""
    to = facts.regime.addressee("annual") or facts.regime.holder("superior_org")
    number = facts.form["number"]
    return [File("receipt", number, {"about": "民主评议党员", "addressee": to, "persons": []})] if number else []


def formal(facts: Facts) -> list[str]:
    """Those of the appraised who get a grade."""
    return [name for name in appraised(facts) if facts.roster[name].standing == "formal"]
