"""Guards of a revision of the rules: its document, its version, its placeholders, its filing, its meeting, its first period (B26 B27 T15, A11 A59)."""

from __future__ import annotations

from datetime import date, timedelta

from procflow.dates import Period
from procflow.grammar import Facts, Finding, LinkSeen, ProposalSeen, guard, reads
from procflow.guards.placeholders import any_left
from procflow.regimes import growth
from procflow.regimes.diff import diff

REVISION, EFFECTIVE = "rule_revision", "effective"
SHOWN = 5


@guard("{other}还没有办结，细则一次只办一个修订", code="DUPLICATE", reads="alike")
def no_other_revision(facts: Facts) -> Finding:
    live = [one.no for one in facts.alike if one.open]
    return Finding.of(not live, other="、".join(live))


@guard("附件里没有能用的细则文件：{problems}", reads="proposal", clause="B26")
def rules_valid(facts: Facts) -> Finding:
    """The file is read and checked: it has no flaw and no error (domain 4.3)."""
    seen = facts.proposal
    return Finding.of(seen.rules is not None and not seen.problems, problems="；".join(seen.problems[:SHOWN]), count=len(seen.problems))


@guard("版本号{version}已经用过，修订后的细则须另编版本号", reads="proposal", clause="B26")
def version_unused(facts: Facts) -> Finding:
    """Every entry names its rules by id and version: two of the same name could not be told apart."""
    new = facts.proposal.rules
    return Finding.of(
        new is None or all((new.id, new.version) != known[:2] for known in facts.proposal.used), version=new.version if new else ""
    )


@guard("与现行细则没有不同", reads="proposal", clause="B26")
def something_changed(facts: Facts) -> bool:
    new = facts.proposal.rules
    return new is None or any(each.path != "version" for each in diff(facts.proposal.old, new))


@guard("新备案的比例须逐年提升，没有提升的：{grades}", reads="proposal", clause="T15 A11")
def shares_raised(facts: Facts) -> Finding:
    """A newly filed figure of a later year is held against what stands for the year before, now and in the new rules; a new formula too."""
    new, old, found = facts.proposal.rules, facts.proposal.old, []
    known = {(each.grade, each.cycle_no, each.share) for each in old.levels}
    for level in new.levels if new else ():
        before = old.quota(level.grade, level.cycle_no - 1)
        newly = (level.grade, level.cycle_no, level.share) not in known
        if new and newly and before and level.grade not in new.value("quota.fixed") and level.share <= before.share:
            found.append(new.outcome(level.grade).label)
    found += [new.outcome(code).label for code in growth.lowered(old, new)] if new else []
    return Finding.of(not found, grades="、".join(dict.fromkeys(found)))


@guard("须写明替代哪一次修订：{no}", reads="alike", clause="A59")
def replaces_named(facts: Facts) -> Finding:
    """The revision in force and this one become linked: so the one ends when the other takes effect."""
    due = "".join(one.no for one in in_force(facts))
    return Finding.of((facts.form.get("replaces") or "") == due, no=due or "没有")


@guard("项目目录还是示范项目，须先替换，或由支委会写明暂不替换的理由", reads="proposal", clause="A5")
def placeholders_settled(facts: Facts) -> bool:
    return bool(facts.form.get("waiver")) or not any_left(facts.proposal.proposed)


@guard("项目目录还是示范项目，支委会没有写明暂不替换的理由", reads="proposal", clause="A5")
def placeholders_waived(facts: Facts) -> bool:
    """Asked again when the rules are to take effect: of what the committee adopted last."""
    return bool(facts.last("adopt").form.get("waiver")) or not any_left(facts.proposal.proposed)


@guard("须写明备案回执号", code="FILING_REQUIRED", clause="B26 A36")
def receipt_given(facts: Facts) -> bool:
    return bool((facts.form.get("receipt") or "").strip())


@guard("须在备案（{filed}）之后、今天以前已经开过的党员大会上传达；{meeting}在{on}", reads="meeting", clause="B27")
def meeting_held(facts: Facts) -> Finding:
    filed, on = facts.last("file").on, facts.meeting.on
    return Finding.of(bool(on) and filed <= on <= facts.today.isoformat(), filed=filed, meeting=facts.form["meeting"], on=on or "—")


@guard("须登记到会党员；{persons}不是本支部党员", reads="people", clause="B27")
def attendance_recorded(facts: Facts) -> Finding:
    present = facts.form["present"]
    strangers = sorted(name for name in present if name not in facts.people)
    return Finding.of(bool(present) and not strangers, persons="、".join(strangers[:9]), count=len(present))


@guard("{period}从{on}开始，到时生效", code="TOO_EARLY", reads="proposal", clause="A59")
def period_reached(facts: Facts) -> Finding:
    first = first_period(facts)
    return Finding.of(first.first <= facts.today, period=str(first), on=first.first.isoformat())


@guard("还没有更新的细则生效", reads="links", clause="A59")
def newer_effective(facts: Facts) -> bool:
    mine = facts.last("take_effect").event
    return any(one.procedure == REVISION and one.state == EFFECTIVE and one.taken[-1].event > mine for one in facts.links)


def first_period(facts: Facts) -> Period:
    """The first period that the proposal can govern, the running one at the earliest: not compiled, no entry in it (A59). It reads the proposal."""
    seen: ProposalSeen = facts.proposal
    return seen.first_free(seen.proposed.period_of(facts.today))


@reads("proposal")
def eve(facts: Facts) -> date:
    """The day before that period, or today while it runs: the clock acts when it is over."""
    return max(first_period(facts).first - timedelta(days=1), facts.today)


@reads("alike")
def in_force(facts: Facts) -> tuple[LinkSeen, ...]:
    return tuple(one for one in facts.alike if one.state == EFFECTIVE)


def drafters(facts: Facts) -> tuple[str, ...]:
    return tuple(facts.regime.value("rules.drafted_by"))


def filing_office(facts: Facts) -> str:
    """To whom the rules are filed (A36, A61)."""
    return facts.regime.holder(facts.regime.addressee("rules") or "superior_org")
