"""Forms to fill, meetings to hold, procedures to begin, papers to fetch: what is offered to whom."""

import pytest

from procflow import queries
from procflow.errors import NotFound
from tests.queries.world import DAY, MOTION, VOTED, WAITING


def test_a_form_offers_the_resolutions_of_the_body_and_starts_with_what_was_claimed(session):
    shown = queries.act_form(session, "Y04", DAY, "verify_to_vote", no=WAITING)
    assert (shown.kind, shown.title, shown.defaults["verified"]) == ("open", "核实同意，提交大会表决", 500)
    assert [(offer.value, offer.label) for offer in shown.choices.codes["resolution"]] == [("PG1", "核实")]
    assert "情况属实，同意。" in shown.phrases["opinion"]


def test_a_form_that_is_somebody_elses_says_whose(session):
    shown = queries.act_form(session, "Y01", DAY, "verify_to_vote", no=WAITING)
    assert (shown.kind, [person.name for person in shown.holders], shown.roles) == ("not_yours", ["某Y04"], ("积分小组",))
    assert shown.choices.codes["resolution"] == ()


def test_items_come_with_label_range_and_papers(session, world):
    world.step("", "create", "M02", procedure="bonus_claim", unit="d1")
    offers = queries.act_form(session, "M02", DAY, "submit", no="D1ZB-JL-2024-0003").choices.items["bonus"]
    first = next(offer for offer in offers if offer.value == "serve_masses")
    assert (first.label, first.low, first.high, first.evidence, first.hint) == ("服务群众", 100, 1000, 1, "受助群众证明或现场照片")


def test_a_claim_sent_back_starts_with_what_was_filed_texts_opened(session, world):
    world.step(WAITING, "return", "Y04", {"reason": "补材料"})
    shown = queries.act_form(session, "M02", DAY, "resubmit", no=WAITING)
    assert (shown.defaults["points"], shown.defaults["deed_on"], shown.defaults["description"]) == (500, "2024-03-09", "帮助邻居收麦")
    assert "change" not in shown.defaults


def test_a_sheet_starts_with_a_line_for_each_member_in_scope_and_each_item_due(session):
    shown = queries.act_form(session, "Y03", DAY, "create", procedure="base_registration", unit="d1", period="2024-02")
    lines = shown.defaults["lines"]
    assert [(line["member"], line["item"]) for line in lines] == [
        (member, item) for member in ("M01", "M02") for item in ("study", "org_life", "dues")
    ]
    march = queries.act_form(session, "Y03", DAY, "create", procedure="base_registration", unit="d1", period="2024-03")
    assert "pledge" in {line["item"] for line in march.defaults["lines"]}


@pytest.mark.parametrize("asked", [{"no": WAITING}, {"procedure": "bonus_claim", "unit": "d1"}])
def test_a_form_out_of_sight_is_not_there(session, asked):
    with pytest.raises(NotFound):
        queries.act_form(session, "N01", DAY, "withdraw" if "no" in asked else "create", **asked)
    with pytest.raises(NotFound):
        queries.act_form(session, "M02", DAY, "no_such_step", **asked)


def test_a_member_may_begin_a_claim_and_reads_why_another_may_not(session):
    mine = {each.procedure: each for each in queries.start(session, "M01", DAY)}
    assert (mine["bonus_claim"].way.kind, mine["bonus_claim"].for_whom) == ("open", ())
    other = {each.procedure: each for each in queries.start(session, "Y03", DAY)}["bonus_claim"]
    assert [refusal.code for refusal in other.way.refusals] == ["NOT_IN_SCOPE"]
    assert {person.id for person in other.for_whom} >= {"M01", "M02"}
    assert queries.start(session, "nobody", DAY) == ()
    with pytest.raises(NotFound):
        queries.start(session, "N01", DAY, "d1")


def test_a_procedure_about_the_unit_is_offered_for_a_period_in_which_it_may_begin(session):
    found = {each.procedure: each for each in queries.start(session, "Y03", DAY)}
    assert (found["base_registration"].way.kind, found["base_registration"].period) == ("open", "2024-03")


def test_every_procedure_is_known_to_everybody(session):
    assert {"bonus_claim", "member_meeting_vote"} <= {each.key for each in queries.procedures()}


def test_a_meeting_shows_its_counters_agenda_and_result(session):
    shown = queries.meeting(session, "M02", DAY, "HY1")
    counters = shown.counters
    assert (counters.due, counters.present, counters.least_present, counters.missing, counters.least_in_favour) == (8, 5, 4, 0, 5)
    (motion,) = shown.motions
    assert (motion.no, motion.about, motion.about_title, motion.state_title, motion.tally["in_favour"]) == (
        MOTION,
        VOTED,
        "加分申报",
        "通过",
        5,
    )
    assert [person.name for person in shown.present] == ["某M01", "某M02", "某Y01", "某Y02", "某Y03"]


def test_a_motion_without_a_meeting_waits_beside_the_meetings(session, world):
    world.step(WAITING, "verify_to_vote", "Y04", {"verified": "5", "resolution": "PG1"})
    shown = queries.meetings(session, "M01", DAY, "d1")
    assert [(meeting.no, meeting.motions, meeting.decided) for meeting in shown.meetings] == [("HY1", 1, 1)]
    assert [(motion.about, motion.meeting) for motion in shown.unscheduled] == [(WAITING, "")]


def test_who_chairs_is_offered_the_next_step_of_each_motion(session, world):
    world.step(WAITING, "verify_to_vote", "Y04", {"verified": "5", "resolution": "PG1"})
    world.file("meeting", "HY2", actor="Y01", since="2024-03-20", title="党员大会", notified_on="2024-03-12", chair="Y01", teller="Y02")
    world.step("D1ZB-DH-2024-0002", "schedule", "Y01", {"meeting": "HY2"})
    (motion,) = queries.meeting(session, "Y03", DAY, "HY2").motions
    assert next(way.kind for way in motion.ways if way.step == "record_attendance") == "open"
    assert queries.meeting(session, "M01", DAY, "HY2").motions[0].ways == ()


def test_another_branch_has_no_meeting_of_ours(session):
    for ask in (lambda: queries.meeting(session, "N01", DAY, "HY1"), lambda: queries.meetings(session, "N01", DAY, "d1")):
        with pytest.raises(NotFound):
            ask()


def test_an_attachment_is_fetched_with_its_case_or_by_whoever_sent_it(session):
    (file,) = queries.case_page(session, "Y01", DAY, VOTED).files
    assert queries.attachment(session, "Y01", DAY, file.sha256, VOTED).media == "image/png"
    assert queries.attachment(session, "M01", DAY, file.sha256).name == "照片.png"
    for reader, no in (("Y01", ""), ("Y01", MOTION), ("N01", VOTED), ("M02", VOTED)):
        with pytest.raises(NotFound):
            queries.attachment(session, reader, DAY, file.sha256, no)
    with pytest.raises(NotFound):
        queries.attachment(session, "Y01", DAY, "0" * 64, VOTED)


def test_a_lead_offers_what_may_be_held_against_a_member_and_nothing_else_T11(session):
    shown = queries.act_form(session, "Y03", DAY, "create", procedure="deduction_proposal", unit="d1", subject="M02")
    offered = [each.value for each in shown.choices.items[""]]
    assert {"absence", "harm_masses", "veto_crime"} <= set(offered)
    assert not {"study", "serve_masses"} & set(offered)
