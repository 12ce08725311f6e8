"""Talk and rectification: after a low grade somebody talks with the member, what is to be mended has a day, the committee checks it (T17 B22, A19 A67).

It changes no score. What is not mended may lead to a disposition, which is a case and a vote of its own (A18).
"""

from __future__ import annotations

from datetime import date

from procflow.dates import Span
from procflow.forms import Choice, Count, Day, Form, Lines, Person, Resolved, Text
from procflow.forms.grades import Grade
from procflow.grammar import AUTO, NEW, TIMER, Facts, Notify, Procedure, Start, State, Step
from procflow.guards import committee, not_own_case, resolved
from procflow.guards.talks import (
    companion,
    disposal_fits,
    each_measure_checked,
    each_measure_met,
    extension_within_rules,
    ground_gone,
    helper_fit,
    may_be_extended,
    not_handled_yet,
    secretary,
    talked_by_now,
    talkers,
    talks_in_person,
    term_within_rules,
)

BEFORE_REVIEW = ("opened", "assigned", "talked", "rectifying", "extended")
RUNNING = ("rectifying", "extended")


def table() -> Procedure:
    return Procedure("education_rectification", "教育谈话与限期整改", "JY", edition="2026-1", singly=True, clause="T17 B22",
        states=(
            #     code          title         desk       within      when overdue
            State("opened",     "已立项",     secretary, time_to_assign),
            State("assigned",   "已指定专人", companion),
            State("talked",     "已谈话",     secretary),
            State("rectifying", "整改中",     companion, term_end,   "due"),
            State("review",     "验收",       committee),
            State("extended",   "延期整改",   companion, term_end,   "due"),
            State("done",       "整改到位",   final=True),
            State("failed",     "整改不到位", final=True),
            State("void",       "撤销",       final=True),
        ),
        steps=(
            Step("open", "立项", NEW, "opened", by=AUTO, asks=Opening, then=(tell_opened,), clause="T17 B22 A67"),
            Step("assign", "指定专人", "opened", "assigned", by=secretary, asks=Assignment,
                 when=(not_own_case,), fits=(talks_in_person, helper_fit), clause="T17 B22"),
            Step("talk", "登记谈话", "assigned", "talked", by=talkers, asks=Talk, when=(not_own_case,), fits=(talked_by_now,), clause="T17 B22"),
            Step("set_term", "确定整改措施和期限", "talked", "rectifying", by=secretary, asks=Term,
                 when=(not_own_case,), fits=(term_within_rules,), then=(tell_term,), clause="T17 A19"),
            Step("due", "期满，转入验收", RUNNING, "review", by=TIMER, clause="T17 A19"),
            Step("due", "提前报请验收", RUNNING, "review", by="helper", asks=Early, when=(not_own_case,), clause="T17 B22"),
            Step("pass", "整改到位", "review", "done", by=committee, asks=Acceptance, when=(not_own_case,),
                 fits=(resolved, each_measure_checked, each_measure_met), clause="T17 B22"),
            Step("extend", "延期整改", "review", "extended", by=committee, asks=Extension, when=(not_own_case, may_be_extended),
                 fits=(resolved, extension_within_rules), then=(tell_term,), clause="A19"),
            Step("fail", "整改不到位", "review", "failed", by=committee, asks=Failure, when=(not_own_case,),
                 fits=(resolved, disposal_fits, not_handled_yet), then=(disposition, tell_failed), clause="T17 A18"),
            Step("void", "撤销", BEFORE_REVIEW, "void", by=committee, asks=Voiding, when=(not_own_case,), fits=(resolved, ground_gone), clause="A51 A56"),
        ),
    )  # fmt: skip


class Opening(Form):
    grade = Grade("等次", required=False)


class Assignment(Form):
    helper = Person("由谁谈话帮教")


class Talk(Form):
    on = Day("谈话日期")
    content = Text("谈话内容")
    attitude = Text("本人态度")


class Measure(Form):
    measure = Text("整改措施")


class Term(Form):
    measures = Lines("整改措施", Measure)
    due = Day("整改到哪一天", required=False, hint="不填的，按细则规定的期限")


class Early(Form):
    report = Text("整改情况")


class Checked(Form):
    measure = Count("第几项措施")
    met = Choice("验收情况", {"met": "已做到", "unmet": "没做到"})
    evidence = Text("佐证")


class Acceptance(Resolved):
    results = Lines("逐项验收", Checked)


class Extension(Resolved):
    due = Day("延长到哪一天")
    reason = Text("理由")


class Failure(Resolved):
    handling = Choice("是否提请处置", {"none": "不提请", "open": "提请不合格党员处置"})
    reason = Text("理由")


class Voiding(Resolved):
    ground = Choice("撤销的原因", {"rating_corrected": "等次已更正", "member_left": "本人已离开本支部"})
    reason = Text("理由")


def time_to_assign(facts: Facts) -> Span:
    """The days for naming who talks (S)."""
    return facts.regime.span("talk.assign")


def term_end(facts: Facts) -> date:
    """The day that is being set; the usual term where none is (A19)."""
    given = facts.form.get("due")
    return date.fromisoformat(given) if given else facts.calendar.add(facts.today, facts.regime.span("talk.term"))


def disposition(facts: Facts) -> Start | None:
    """The case that the committee asks for: opened only, with no score changed."""
    if facts.form["handling"] != "open":
        return None
    return Start("unqualified_handling", facts.subject, facts.case.period, {"grade": ""})


def tell_opened(facts: Facts) -> Notify:
    return Notify(facts.subject, "按年度评定结果，支部将同您谈话并商定整改措施（{no}）", {"no": facts.case.no})


def tell_term(facts: Facts) -> Notify:
    return Notify(facts.subject, "请在{due}以前完成整改（{no}）", {"due": term_end(facts).isoformat(), "no": facts.case.no})


def tell_failed(facts: Facts) -> Notify:
    return Notify(facts.subject, "您的整改验收为不到位，理由见办理经过，您可以向支部反映（{no}）", {"no": facts.case.no})
