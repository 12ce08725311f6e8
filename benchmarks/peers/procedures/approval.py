"""The approval that every side of the comparison plays: apply, review, vote, enrol; four durable steps and four entries of the ledger."""

from __future__ import annotations

from procflow.forms import Count, Form, Opinion, Text
from procflow.grammar import NEW, Facts, Finding, Post, Procedure, State, Step, guard, workdays
from procflow.guards import in_scope, not_own_case, period_open

ITEM = "serve_masses"


def table() -> Procedure:
    return Procedure("approval", "入册审批", "SP", edition="1", clause="T1",
        states=(
            State("applied",  "已申请", "branch_secretary", workdays(5)),
            State("reviewed", "已审核", "recorder",         workdays(5)),
            State("voted",    "已表决", "points_admin",     workdays(5)),
            State("enrolled", "已入册", final=True),
        ),
        steps=(
            Step("apply", "申请", NEW, "applied", by="member", asks=Application, when=(in_scope,), clause="T1"),
            Step("review", "审核同意", "applied", "reviewed", by="branch_secretary", asks=Opinion, when=(not_own_case,), then=(one,), clause="T1"),
            Step("vote", "大会通过", "reviewed", "voted", by="recorder", asks=Votes, when=(not_own_case,), fits=(carried,), then=(one,), clause="T1"),
            Step("enrol", "入册", "voted", "enrolled", by="points_admin", when=(not_own_case, period_open), then=(two,), clause="T1 T2"),
        ),
    )  # fmt: skip


class Application(Form):
    statement = Text("申请内容")


class Votes(Form):
    in_favour = Count("赞成")
    against = Count("反对")


@guard("赞成 {in_favour} 票，没有超过反对的 {against} 票")
def carried(facts: Facts) -> Finding:
    votes = {name: facts.form[name] for name in ("in_favour", "against")}
    return Finding.of(votes["in_favour"] > votes["against"], **votes)


def one(facts: Facts) -> Post:
    return Post(facts.subject, "bonus", ITEM, 50, facts.case.period, facts.today.isoformat(), "T9")


def two(facts: Facts) -> list[Post]:
    return [one(facts), one(facts)]
