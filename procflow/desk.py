"""Desk acts, common to every procedure: take a task, hand it over, ask, remind, remark. They never change a case's state.

One of them is the clock's: where the calendar changed, the day on which something is due is worked out anew.
"""

from __future__ import annotations

from itertools import takewhile

from procflow.forms import Form, Person, Text
from procflow.grammar import EVERYONE, TIMER, Assign, Facts, Finding, Notify, Redate, Step, guard, reads


class HandOver(Form):
    to = Person("转给谁")
    remark = Text("说明", required=False)


class Question(Form):
    to = Person("请谁提意见")
    question = Text("想问什么")


class Remark(Form):
    remark = Text("留言")


@guard("这件事现在不在您的办理台上", code="FORBIDDEN_ROLE", reads="tasks")
def at_my_desk(facts: Facts) -> bool:
    return any(task.person == facts.actor.person or (not task.person and task.desk in facts.actor.roles) for task in facts.tasks)


@guard("这件事已由{person}领办", reads="tasks")
def free(facts: Facts) -> Finding:
    here = [task for task in facts.tasks if task.desk in facts.actor.roles]
    holders = [task.person for task in here if task.person and task.person != facts.actor.person]
    return Finding.of(not holders or any(not task.person for task in here), person="、".join(holders))


@guard("您没有领办这件事", reads="tasks")
def mine(facts: Facts) -> bool:
    return any(task.person == facts.actor.person for task in facts.tasks)


@guard("这件事只由您本人办理，没有别的办理台可退", reads="tasks colleagues")
def of_a_desk(facts: Facts) -> bool:
    """A position in the case (its member, the chair) is one person's: given up, it would be on nobody's list."""
    return bool(claimed(facts))


@guard("对方没有办理这一步的职务", code="FORBIDDEN_ROLE", reads="tasks colleagues")
def can_do_it(facts: Facts) -> bool:
    roles = facts.colleagues.get(str(facts.form["to"]), frozenset())
    return any(task.desk in roles for task in facts.tasks)


@guard("今天已经催办过，同一件事一天只能催一次", code="TOO_EARLY")
def not_nudged_today(facts: Facts) -> bool:
    """Whoever acts next is reminded anew: what was told to those before counts no more."""
    here = takewhile(lambda taken: taken.state == facts.case.state, reversed(facts.case.taken))
    return all(taken.step != "nudge" or taken.on != facts.today.isoformat() for taken in here)


@guard("期限没有变化", reads="redue")
def falls_on_another_day(facts: Facts) -> bool:
    was, now = facts.redue
    return was != now


@reads("tasks")
def to_me(facts: Facts) -> list[Assign]:
    return [Assign(facts.actor.person, task.desk) for task in facts.tasks if not task.person and task.desk in facts.actor.roles]


@reads("tasks colleagues")
def to_desk(facts: Facts) -> list[Assign]:
    return [Assign(None, desk) for desk in claimed(facts)]


@reads("tasks colleagues")
def to_colleague(facts: Facts) -> list[Assign | Notify]:
    """Of the tasks that lie with the caller, those that the colleague can do."""
    to = str(facts.form["to"])
    roles = facts.colleagues.get(to, frozenset())
    mine = [task.desk for task in facts.tasks if task.person in ("", facts.actor.person) and task.desk in roles]
    return [*(Assign(to, desk) for desk in mine), Notify(to, "{by}把一件事转给您办理", {"by": facts.actor.person})]


def ask_colleague(facts: Facts) -> Notify:
    return Notify(str(facts.form["to"]), "{by}请您对一件事提出意见", {"by": facts.actor.person})


@reads("tasks")
def remind(facts: Facts) -> list[Notify]:
    waiting = dict.fromkeys(task.person or task.desk for task in facts.tasks)
    return [Notify(to, "{by}催办一件事", {"by": facts.actor.person}) for to in waiting]


@reads("redue tasks")
def redated(facts: Facts) -> list[Redate | Notify]:
    """The new day, told to whoever is due to act."""
    was, now = facts.redue
    waiting = dict.fromkeys(task.person or task.desk for task in facts.tasks if task.desk != TIMER)
    return [Redate(now, was), *(Notify(to, "工作日历有变，期限由{was}改为{due}", {"was": was, "due": now}) for to in waiting)]


def claimed(facts: Facts) -> list[str]:
    """The desks whose tasks the caller has taken: those that somebody holds by office."""
    held = frozenset().union(*facts.colleagues.values())
    return [task.desk for task in facts.tasks if task.person == facts.actor.person and task.desk in held]


STEPS = (
    Step("claim", "领办", (), "", by=EVERYONE, when=(at_my_desk, free), then=(to_me,)),
    Step("release", "退回办理台", (), "", by=EVERYONE, when=(mine, of_a_desk), then=(to_desk,)),
    Step("hand_over", "转办", (), "", by=EVERYONE, asks=HandOver, when=(at_my_desk,), fits=(can_do_it,), then=(to_colleague,)),
    Step("consult", "征求意见", (), "", by=EVERYONE, asks=Question, when=(at_my_desk,), then=(ask_colleague,)),
    Step("nudge", "催办", (), "", by=EVERYONE, when=(not_nudged_today,), then=(remind,)),
    Step("comment", "留言", (), "", by=EVERYONE, asks=Remark),
    Step("redate", "重算期限", (), "", by=TIMER, when=(falls_on_another_day,), then=(redated,)),
)
