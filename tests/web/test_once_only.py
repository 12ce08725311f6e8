"""T13: pressed twice, sent again after Back, or two at once: one act, in administration and in bulk too; of steps, see test_acts.py."""

from procflow.models import AuditEvent, DatedFact
from tests.web.client import Page


def sent_again(page, ending):
    """The very same form a second time, as Back and a second click send it."""
    action, values = page.form(ending)
    return Page(page.client, page.client.post(action, data=values))


def test_what_is_filed_in_administration_is_filed_once(lived):
    reader = lived.as_("adm").switched("d1")
    page = reader.get("/admin/people/do/take?unit=d1")
    check = page.send("/check", name="刘新来", standing="formal")
    assert "刘新来" in check.text
    before = len(lived.world.rows(DatedFact))
    first, filed = check.send("/file"), lived.world.rows(DatedFact)
    again = sent_again(check, "/file")
    assert (first.status, again.status) == (200, 200)
    assert len(filed) > before
    assert lived.world.rows(DatedFact) == filed


def test_two_officials_on_the_same_cases_decide_each_case_once(lived):
    lived.world.file("body", "points_group", members=["Y04", "Y05", "Y06"], keepers=["Y04", "Y05"])
    lived.world.file("resolution", "JY-1", actor="Y04", body="points_group", present=["Y04", "Y05"], title="核实加分")
    claims = [lived.world.claim("M01"), lived.world.claim("M02")]
    checks = []
    for name in ("Y04", "Y05"):
        ticked = lived.as_(name).get("/inbox").send("/inbox/several", case=claims)
        checks.append(ticked.send("/verify_to_vote/check", resolution="JY-1", opinion=f"{name}说情况属实"))
    first, second = (each.send("/verify_to_vote") for each in checks)
    assert first.text.count("办好了") == 2
    assert (second.text.count("没有办成"), second.text.count("办好了")) == (2, 0)
    done = [row for row in lived.world.rows(AuditEvent) if row.type == "bonus_claim.verify_to_vote" and row.outcome == "done"]
    assert len(done) == 2
