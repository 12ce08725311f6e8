"""Awards and talks tried wrongly: what stands against them, who may not, too early, too long, twice (T17 T19 T20 B18 B22 A18 A19 A51)."""

from procflow.models import Case
from tests.machines import yearend
from tests.machines.yearend import COMMITTEE, YearEnd
from tests.refusals.tries import Try, scene

VETTING = {"checked": "yes", "resolution": "$ok"}
LISTING = {"document": "青党〔2025〕20号", "resolution": "$committee"}
CONFERRING = {"on": "2025-07-01", "resolution": "$committee"}
REASON = {"reason": "研究决定", "resolution": "$ok"}


def award(year, member):
    return year.rows(Case, Case.procedure == "award", Case.subject == member)[0].no


def names(year, **more):
    resolutions = {"ok": year.resolve(), "group": year.resolve("points_group"), "committee": year.resolve("party_committee")}
    return {"case": award(year, "M01"), "own": award(year, "Y02"), "vetoed": award(year, "M02"), **resolutions, **more}


@scene(yearend.talked, YearEnd)
def nominated(year):
    """A veto of M02 waits for the meeting; a matter of Y05 went to the discipline commission."""
    year.veto()
    no, _ = veto_lead(year, "Y05")
    year.step(no, "refer", "Y02", {"to": "乡镇纪委", "reason": "涉嫌违纪", "resolution": year.resolve()})
    return names(year, referred=award(year, "Y05"))


def veto_lead(year, member):
    lead = {"source": "superior_feedback", "kind": "veto", "item": "veto_crime", "happened_on": "2024-12-20", "facts": "举报"}
    no = year.begin("deduction_proposal", "Y03", subject=member, form=lead)
    return no, year.step(no, "accept_lead", "Y04", {"resolution": year.resolve("points_group")})


@scene(yearend.talked, YearEnd)
def restated(year):
    """A veto of M02 passed after the rating was final, which the superior has corrected."""
    year.vetoed()
    return names(year)


@scene(yearend.talked, YearEnd)
def corrected(year):
    """The same, final again: M02 is unqualified."""
    year.vetoed()
    year.total()
    year.to_the_end({"member": "Y06", "grade": "talk", "reason": "仍须谈话整改"})
    return names(year)


@scene(yearend.talked, YearEnd)
def vetted(year):
    year.step(award(year, "M01"), "vet", "Y02", {"checked": "yes", "resolution": year.resolve()})
    return names(year)


@scene(yearend.talked, YearEnd)
def approved(year):
    year.at("2025-06-20")
    year.step(award(year, "M01"), "vet", "Y02", {"checked": "yes", "resolution": year.resolve()}, key="spent")
    year.step(award(year, "M01"), "approve", "U01", {"document": "青党〔2025〕20号", "resolution": year.resolve("party_committee")})
    return names(year)


@scene(yearend.talked, YearEnd)
def conferred(year):
    found = approved(year)
    year.step(found["case"], "confer", "U01", {"on": year.today, "resolution": found["committee"]})
    return found


AWARDING = (
    Try("not_own_case", nominated, "vet", "Y02", VETTING, case="own"),
    Try("no_adverse_case", nominated, "vet", "Y02", VETTING, case="vetoed"),
    Try("no_discipline", nominated, "vet", "Y02", VETTING, case="referred"),
    Try("resolved", nominated, "vet", "Y02", {**VETTING, "resolution": "$group"}),
    Try("rating_final no_veto", restated, "vet", "Y02", VETTING, case="vetoed"),
    Try("grade_carries no_veto no_adverse_case", corrected, "vet", "Y02", VETTING, case="vetoed"),
    Try("resolved", nominated, "withhold", "Y02", {**REASON, "ground": "other", "resolution": "$group"}),
    Try("ILLEGAL_STATE", nominated, "approve", "U01", LISTING),
    Try("resolved", vetted, "approve", "U01", {**LISTING, "resolution": "$ok"}),
    Try("resolved conferred_by_now", approved, "confer", "U01", {**CONFERRING, "resolution": "$ok"}),
    Try("FORBIDDEN_ROLE", approved, "confer", "Y01", CONFERRING),
    Try("STALE_VERSION", approved, "confer", "U01", CONFERRING, version=1),
    Try("KEY_REUSED", approved, "vet", "Y02", {**VETTING, "deeds": "另一份"}, key="spent"),
    Try("taken_back_for_cause", conferred, "revoke", "U01", {**REASON, "ground": "later_disposition", "resolution": "$committee"}),
    Try("UNKNOWN_TRANSITION", approved, "fly", "U01"),
)  # fmt: skip


# Talks

MEASURES = {"measures": [{"measure": "补学"}, {"measure": "补缴党费"}]}
MET = [{"measure": "1", "met": "met", "evidence": "签到表"}, {"measure": "2", "met": "met", "evidence": "收据"}]


def talk_of(year):
    """The talk of Y06, who may also enter what the committee resolves."""
    year.file("body", "branch_committee", members=COMMITTEE, keepers=["Y02", "Y06"])
    own = {"ok": year.resolve(), "group": year.resolve("points_group")}
    return {"case": year.find("education_rectification", "2024"), **own}


@scene(yearend.talked, YearEnd)
def opened(year):
    return talk_of(year)


@scene(yearend.talked, YearEnd)
def assigned(year):
    found = talk_of(year)
    year.step(found["case"], "assign", "Y01", {"helper": "Y01"}, key="spent")
    return found


@scene(yearend.talked, YearEnd)
def talked(year):
    found = assigned(year)
    year.step(found["case"], "talk", "Y01", {"on": year.today, "content": "谈话", "attitude": "接受"})
    return found


@scene(yearend.talked, YearEnd)
def mending(year):
    found = talked(year)
    year.step(found["case"], "set_term", "Y01", MEASURES)
    return found


@scene(yearend.talked, YearEnd)
def reviewed(year):
    """The report is in, and a disposition is under way already."""
    found = mending(year)
    year.step(found["case"], "due", "Y01", {"report": "已补学"})
    year.begin("unqualified_handling", "Y01", subject="Y06", form={"ground": "长期不参加组织生活"})
    return found


@scene(yearend.talked, YearEnd)
def reviewed_again(year):
    """Extended once; and the member turns out to be on probation."""
    found = mending(year)
    year.step(found["case"], "due", "Y01", {"report": "已补学"})
    year.step(found["case"], "extend", "Y02", {"due": "2025-03-31", "reason": "还差一次", "resolution": found["ok"]})
    year.step(found["case"], "due", "Y01", {"report": "已补学"})
    year.file("membership", "Y06", standing="probationary")
    return found


FAILED = {**REASON, "handling": "open"}

TALKING = (
    Try("talks_in_person helper_fit", opened, "assign", "Y01", {"helper": "Y06"}),
    Try("FORBIDDEN_ROLE", opened, "assign", "Y02", {"helper": "Y02"}),
    Try("ILLEGAL_STATE", opened, "set_term", "Y01", MEASURES),
    Try("not_own_case ground_gone", opened, "void", "Y06", {**REASON, "ground": "member_left"}),
    Try("talked_by_now", assigned, "talk", "Y01", {"on": "2026-01-01", "content": "谈话", "attitude": "接受"}),
    Try("KEY_REUSED", assigned, "assign", "Y01", {"helper": "Y02"}, key="spent"),
    Try("STALE_VERSION", assigned, "talk", "Y01", {"on": "2025-01-30", "content": "谈话", "attitude": "接受"}, version=1),
    Try("term_within_rules", talked, "set_term", "Y01", {**MEASURES, "due": "2026-01-01"}),
    Try("each_measure_checked", reviewed, "pass", "Y02", {"results": MET[:1], "resolution": "$ok"}),
    Try("each_measure_met", reviewed, "pass", "Y02", {"results": [MET[0], {**MET[1], "met": "unmet"}], "resolution": "$ok"}),
    Try("extension_within_rules", reviewed, "extend", "Y02", {**REASON, "due": "2025-12-31"}),
    Try("resolved not_handled_yet", reviewed, "fail", "Y02", {**FAILED, "resolution": "$group"}),
    Try("may_be_extended", reviewed_again, "extend", "Y02", {**REASON, "due": "2025-03-31"}),
    Try("disposal_fits", reviewed_again, "fail", "Y02", FAILED),
    Try("UNKNOWN_TRANSITION", opened, "fly", "Y01"),
)  # fmt: skip

UNGUARDED = (
    Try("", mending, "due", "Y01", {"report": "已补学"}),
)  # no guard stands against this form: it is filled in wrongly all the same
