"""Why a member's rating is another under other rules: a figure, a veto, a band, the places or a tie; it says so and works nothing out anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.regimes.quotas import Share, tie_by
from procflow.regimes.rating import Rating
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.scoring import Score
from procflow.wording import points, say

FIGURES = {"base": "基础分", "bonus": "奖励分", "deduction": "扣分", "appraisal": "评议分", "raw": "得分"}

WAITING = {"score": "同分未决，须大会表决", "committee": "人选须由支委会选定", "vote": "人选须由大会表决选定"}


@dataclass(frozen=True, slots=True)
class Reason:
    """`kind` is rated, figure, veto, band, quota or tie; `sentence` a message id whose braces `inputs` fill (labels translated too)."""

    kind: str
    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)

    def text(self, lang: str = "zh") -> str:
        return say(self.sentence, lang, **{name: say(str(value), lang) for name, value in self.inputs.items()})


def reasons(old: Rulebook, new: Rulebook, before: Rating, after: Rating, member: str) -> tuple[Reason, ...]:
    """Everything that is otherwise about this member, in the order in which a rating is worked out."""
    one, two = (next((each for each in rating.scores if each.member == member), None) for rating in (before, after))
    if one is None or two is None:
        return (Reason("rated", "新规则下参加评定" if one is None else "新规则下不评定"),)
    found = [*figures(one, two), *vetoed(old, new, one, two)]
    was, now = before.allotment.rated[member], after.allotment.rated[member]
    if was.band != now.band and not (found and one.effective != two.effective):
        found += [Reason("band", "等次线不同：{old} → {new}", {"old": label(old, was.band), "new": label(new, now.band)})]
    return (*found, *placed(new, before, after, member))


def figures(one: Score, two: Score) -> list[Reason]:
    """The figures that are otherwise; the whole only where no part of it is."""
    names = [name for name in FIGURES if getattr(one, name) != getattr(two, name)]
    shown = [name for name in names if name != "raw"] or names
    return [Reason("figure", "{figure} {old} → {new}", {"figure": FIGURES[name], "old": points(getattr(one, name)), "new": points(getattr(two, name))})
            for name in shown]  # fmt: skip


def vetoed(old: Rulebook, new: Rulebook, one: Score, two: Score) -> list[Reason]:
    if not one.veto or old.value("veto.effect") == new.value("veto.effect"):
        return []
    return [Reason("veto", "一票否决的后果不同，得分 {old} → {new}", {"old": points(one.effective), "new": points(two.effective)})]


def placed(new: Rulebook, before: Rating, after: Rating, member: str) -> list[Reason]:
    """What came of the places of each grade that the member stood for: how many there were, who was preferred, that none was left."""
    found = []
    was = {each.level.grade: each for each in before.allotment.shares}
    for share in after.allotment.shares:
        earlier = was.get(share.level.grade)
        if member not in share.candidates:
            continue
        if earlier is None or member not in earlier.candidates:
            found += [full(new, share)] if member in share.excess else []
        elif (member in earlier.chosen) != (member in share.chosen):
            found.append(reason(new, earlier, share))
    if any(member in tie.members for tie in after.allotment.ties):
        found.append(Reason("tie", "同分未决，须抽签" if tie_by(new) == "lot" else WAITING[new.value("quota.choice")]))
    one, two = before.allotment.rated[member], after.allotment.rated[member]
    if not found and one.band == two.band and one.grade != two.grade:
        found += [full(new, share) for share in after.allotment.shares if member in share.excess][-1:]
        found.append(Reason("quota", "名额已满后的去处不同"))
    return found


def full(new: Rulebook, share: Share) -> Reason:
    return Reason("quota", "{grade}名额{places}，已满", {"grade": label(new, share.level.grade), "places": share.places})


def reason(new: Rulebook, earlier: Share, share: Share) -> Reason:
    grade = label(new, share.level.grade)
    if earlier.places != share.places:
        return Reason("quota", "{grade}名额 {old} → {new}", {"grade": grade, "old": earlier.places, "new": share.places})
    if set(earlier.candidates) != set(share.candidates):
        return Reason("quota", "{grade}名额{places}，参加的人不同", {"grade": grade, "places": share.places})
    chosen = new.value("quota.choice") != "score"
    return Reason("tie", "{grade}的人选不按得分先后" if chosen else "{grade}同分先后不同", {"grade": grade})


def label(book: Rulebook, code: str) -> str:
    try:
        return book.outcome(code).label
    except KeyError:
        return code
