"""Award: whoever the final rating puts forward is checked, approved by the superior, and honoured around the first of July (T19 T20 B18).

It gives no points. It is not given, or taken back, where the rating was corrected or something adverse came later.
"""

from __future__ import annotations

from datetime import date

from procflow.forms import Choice, Day, Form, Resolved, Text, Words, Yes
from procflow.forms.grades import Grade
from procflow.grammar import AUTO, NEW, Facts, File, Notify, Procedure, State, Step
from procflow.guards import committee, not_own_case, resolved
from procflow.guards.awards import MAY_HAVE_IT, conferred_by_now, deciders, superiors, taken_back_for_cause, window


def table() -> Procedure:
    return Procedure("award", "授牌表彰", "BZ", edition="2026-1", clause="T19 T20 B18",
        states=(
            #     code         title       desk       within
            State("nominated", "已提名",   committee),
            State("vetted",    "资格复核", superiors),
            State("approved",  "党委批准", superiors, window_end),
            State("conferred", "已授牌",   settled=True),
            State("withheld",  "不授予",   final=True),
            State("revoked",   "撤销",     final=True),
        ),
        steps=(
            Step("open", "提名", NEW, "nominated", by=AUTO, asks=Nomination, clause="T20 B18"),
            Step("vet", "资格复核通过", "nominated", "vetted", by=committee, asks=Vetting, when=(not_own_case, *MAY_HAVE_IT), fits=(resolved,), clause="T19 T20 B18"),
            Step("withhold", "不授予", ("nominated", "vetted", "approved"), "withheld", by=deciders, asks=Withholding,
                 when=(not_own_case,), fits=(resolved,), then=(tell_withheld,), clause="T20 B18"),
            Step("approve", "批准", "vetted", "approved", by=superiors, asks=Listing, when=(not_own_case, *MAY_HAVE_IT), fits=(resolved,), clause="T20 B18"),
            Step("confer", "授牌", "approved", "conferred", by=superiors, asks=Conferring, when=(not_own_case, *MAY_HAVE_IT),
                 fits=(resolved, conferred_by_now), then=(registered, tell_conferred), clause="T19 T20 B18"),
            Step("revoke", "撤销表彰", "conferred", "revoked", by=superiors, asks=Revoking, when=(not_own_case,),
                 fits=(resolved, taken_back_for_cause), then=(struck_off, tell_revoked), clause="T20 A51"),
        ),
    )  # fmt: skip


class Nomination(Form):
    grade = Grade("等次", required=False)


class Vetting(Resolved):
    checked = Yes("已向纪检核实：没有党纪、政务处分，也没有正在受审查")
    deeds = Text("主要事迹", required=False)


class Withholding(Resolved):
    ground = Choice("不授予的原因", {"rating_corrected": "等次已更正", "barred": "有不应表彰的情形", "other": "其他"})
    reason = Text("理由")


class Listing(Resolved):
    document = Words("批准文号或名册号")


class Conferring(Resolved):
    on = Day("授牌日期")
    plaque = Words("牌匾或证书编号", required=False)


class Revoking(Resolved):
    ground = Choice("撤销的原因", {"rating_corrected": "等次已更正", "later_disposition": "授牌之后受处置"})
    reason = Text("理由")


def window_end(facts: Facts) -> date | None:
    """The last day on which it is conferred in time (S)."""
    days = window(facts)
    return days[1] if days else None


def registered(facts: Facts) -> File:
    """A line of the list of honours (R16), with whether it came within the days that the rules name."""
    days, on = window(facts), facts.form["on"]
    timely = "" if days is None else "yes" if days[0].isoformat() <= on <= days[1].isoformat() else "no"
    data = {**entry(facts), "conferred_on": on, "in_window": timely, "plaque": facts.form["plaque"] or ""}
    return File("award", facts.subject, data, since=on)


def struck_off(facts: Facts) -> File:
    """The same line, taken back."""
    conferred = facts.last("confer").form
    data = {**entry(facts), "conferred_on": conferred["on"], "revoked_on": facts.today.isoformat(), "ground": facts.form["ground"]}
    return File("award", facts.subject, data, since=conferred["on"])


def entry(facts: Facts) -> dict[str, str]:
    document = facts.last("approve").form["document"]
    said = {"year": facts.case.period, "grade": facts.last("open").form["grade"] or "", "document": document}
    return {**said, "case": facts.case.no, "resolution": facts.form["resolution"]}


def tell_withheld(facts: Facts) -> Notify:
    return Notify(facts.subject, "{year}年度的表彰提名没有授予，理由见办理经过（{no}）", {"year": facts.case.period, "no": facts.case.no})


def tell_conferred(facts: Facts) -> Notify:
    return Notify(facts.subject, "您获得{year}年度表彰（{no}）", {"year": facts.case.period, "no": facts.case.no})


def tell_revoked(facts: Facts) -> Notify:
    return Notify(facts.subject, "您的{year}年度表彰已撤销，理由见办理经过（{no}）", {"year": facts.case.period, "no": facts.case.no})
