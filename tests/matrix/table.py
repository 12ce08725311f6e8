"""Who may open each route, in one table. A new route needs a row here (tests/matrix/test_pages.py fails until it has one).

A row is "METHOD endpoint": Row(who, ...). `who` is one of the sets below, or any set of callers (roles by their codes, bodies by theirs, and the
callers of `town.CALLERS` that are no role). `path` names what stands in the address where it is not the usual (`test_pages.USUAL`); `form` is what a POST
sends besides its token: enough to be read, best something that is refused by the rules or changes nothing; `world` is one of `test_pages.WORLDS` where
the played quarter has no such thing. Whoever is not in `who` must be turned away: strangers to the sign-in page, others with 403 or 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from procflow.filing import BODY_TITLES, ROLES
from tests.matrix.town import BELONGS, CALLERS

ANYONE = frozenset(CALLERS)
SIGNED_IN = ANYONE - {"stranger"}
OFFICE = frozenset({*ROLES, *BODY_TITLES}) - {"sysadmin"}  # a role here or above that lets things be seen
MEMBERS = OFFICE | {*BELONGS}  # of this unit
CONCERNED = OFFICE | {"subject"}  # a case, a line, an account of one member
SEATED = SIGNED_IN - {"nobody", "former"}  # of some unit
HOLDERS = SEATED - {*BELONGS, "other_member"}  # of some role, somewhere
SEEING = HOLDERS - {"sysadmin"}
OVERSEERS = frozenset({"auditor", "supervision_group", "party_building_office", "superior_org", "party_committee", "grassroots_committee"})
ADMINISTERING = frozenset({"sysadmin", "branch_secretary", "deputy_secretary", "org_commissioner", "points_admin"})
SYSADMIN = frozenset({"sysadmin"})
APPROVING = frozenset({"party_committee", "superior_org", "grassroots_committee", "party_building_office"})  # an erasure
RECEIVING = frozenset({"branch_secretary", "org_commissioner", "superior_org", "party_committee", "other_secretary"})
SUPPOSERS = frozenset({"other_secretary", "branch_secretary", "org_commissioner", "branch_committee", "auditor", "party_committee", "superior_org",
                       "party_building_office", "grassroots_committee"})  # fmt: skip


@dataclass(frozen=True)
class Row:
    """Who, at which address, with what form, in which world."""

    who: frozenset[str]
    path: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    world: str = "quarter"
    names: bool = True  # whether others must find no name; a rehearsal's sign-in page lists its invented people
    fresh: bool = False  # in a browser of its own: the request signs in or out


REPORTED = OVERSEERS | {"branch_secretary", "other_secretary"}  # how procedures ran in one's own units
CASE_PAPERS = ("papers.case", "papers.of_case", "papers.of_member", "reports.certificate", "reports.certificate_pdf")
CHECKING = ("GET checking.show", "POST checking.compare", "GET checking.form", "POST checking.say")
COMPOSERS = frozenset({"sysadmin", "branch_secretary", "other_secretary"})  # in their own units
FILED = (("org", "new", frozenset({"sysadmin"})), ("people", "take", ADMINISTERING | {"other_secretary"}), ("roles", "appoint", COMPOSERS),
         ("deputies", "lend", COMPOSERS))  # fmt: skip
FLOW = (("GET", "form"), ("POST", "again"), ("POST", "check"), ("POST", "file"))
KEY, DRAFT = {"key": "matrix"}, {"ident": "0" * 32}  # an import is whose who began it
DRAFTS = (("GET", "show"), ("GET", "columns"), ("POST", "match"), ("POST", "confirm"), ("GET", "marked"))
AGENDA = {"no": "meeting", "step": "open_discussion"}
PAGES: Mapping[str, Row] = {
    # anybody: what is shown before sign-in, and slips, which are their own credential
    "GET static": Row(ANYONE),
    "GET shell.show": Row(ANYONE),
    "GET auth.form": Row(ANYONE, names=False),
    "POST auth.sign_in": Row(ANYONE, form={"login": "no-such-person", "password": "wrong"}, names=False),
    "POST auth.as_person": Row(ANYONE, form={"person": "p-member"}, fresh=True),  # rehearsals alone; see tests/web/test_auth.py
    "GET office.begin": Row(SIGNED_IN),  # without a provider: to the sign-in page; tests/web/test_office.py has one
    "GET office.back": Row(SIGNED_IN),
    "GET ballots.form": Row(ANYONE, path={"code": "code"}, world="slips"),
    "POST ballots.cast": Row(ANYONE, path={"code": "code"}, world="slips"),
    "GET ballots.thanks": Row(ANYONE),
    "GET checking.index": Row(ANYONE),
    # the branch whose sheet it is, and nobody in it
    **{each: Row(ANYONE, path={"code": "paper"}, names=False) for each in CHECKING},
    # everybody signed in, about themselves or about the product
    "GET shell.home": Row(SIGNED_IN),
    "GET browsing.index": Row(SIGNED_IN),
    "GET calendar.index": Row(SIGNED_IN),
    "GET calendar.file": Row(SIGNED_IN),
    "GET coverage.index": Row(SIGNED_IN),
    "GET inbox.index": Row(SIGNED_IN),
    "POST books.inbox": Row(SEATED),
    "POST books.coverage": Row(SIGNED_IN),
    "GET received.index": Row(SIGNED_IN),
    "GET received.paper": Row(frozenset()),  # nothing was sent in; tests/web/test_public_objections.py has one
    "POST received.enter": Row(frozenset()),
    "GET meetings.index": Row(SIGNED_IN),
    "GET objections.index": Row(SIGNED_IN),
    "GET points.mine": Row(SIGNED_IN),
    "GET procedures.flow": Row(SIGNED_IN),
    "GET procedures.index": Row(SIGNED_IN),
    "GET procedures.procedure": Row(SIGNED_IN),
    "GET procedures.edition": Row(SIGNED_IN, {"key": "bonus_claim", "edition": "2026-1"}),
    "GET rulings.index": Row(SIGNED_IN),
    "GET rulings.version": Row(SIGNED_IN, {"key": "township_star", "number": "2024-1"}),
    "GET rulings.uses": Row(SIGNED_IN, {"key": "township_star", "number": "2024-1", "clause": "T9"}),
    "GET rulings.clause": Row(SIGNED_IN, {"clause": "T9"}),
    "GET guides.guide": Row(SIGNED_IN, {"role": "group_leader"}),
    "GET guides.accessibility": Row(ANYONE),
    "GET admin_jobs.index": Row(SYSADMIN),
    "GET publicity.index": Row(SIGNED_IN),
    "GET registers.index": Row(SIGNED_IN),
    "GET registers.style": Row(SIGNED_IN),
    "GET settings.form": Row(SIGNED_IN),
    "POST settings.save": Row(SIGNED_IN),
    "POST named.keep": Row(SIGNED_IN),
    "POST named.drop": Row(SIGNED_IN),
    "GET notices.index": Row(SIGNED_IN),
    "POST notices.read": Row(SIGNED_IN, form={"all": "1"}),
    "GET own.reach": Row(SIGNED_IN),
    "POST own.set_reach": Row(SIGNED_IN, form={"address": "no address"}),
    "GET own.phrases": Row(SIGNED_IN),
    "POST own.set_phrases": Row(SIGNED_IN),
    "GET settings.alive": Row(SIGNED_IN),
    "GET settings.usage": Row(SIGNED_IN),
    "GET start.index": Row(SIGNED_IN),
    "POST auth.sign_out": Row(SIGNED_IN, fresh=True),
    "POST clock.forward": Row(SIGNED_IN, form={"by": "nothing"}),  # rehearsals alone
    "GET own.index": Row(SIGNED_IN),
    "POST own.end": Row(SIGNED_IN, form={"session": "nothing"}),
    "GET personal.index": Row(SIGNED_IN),
    "POST personal.take": Row(SIGNED_IN),
    "GET own.password": Row(SIGNED_IN),
    "POST own.change": Row(SIGNED_IN),
    "GET own.tokens": Row(SIGNED_IN),
    "POST own.make": Row(SIGNED_IN),
    "POST own.withdraw": Row(frozenset(), form={"token": "000000000000"}),  # one's own alone, and this is nobody's
    "POST proving.again": Row(SIGNED_IN),
    "POST setup.code": Row(SIGNED_IN),  # over once there is an administrator: everybody is led to the sign-in page
    "POST setup.first": Row(SIGNED_IN),
    # somebody of a unit, in that unit
    "POST auth.unit": Row(frozenset({*MEMBERS, "sysadmin"}), form={"unit": "unit"}),
    "GET start.form": Row(SEATED),
    "POST start.again": Row(SEATED),
    "POST start.check": Row(SEATED),
    "POST start.keep": Row(SEATED, form={"step": "create"}),
    "POST start.drop": Row(SEATED, form={"step": "create"}),
    "POST start.take": Row(SEATED, form=KEY | {"step": "create", "preview": "0" * 64}),
    "GET resolutions.index": Row(SEATED),
    "POST resolutions.file": Row(SEEING),
    "POST meetings.call": Row(SEEING),
    "GET audit.index": Row(SEEING),
    "POST books.audit": Row(SEEING),
    # this unit's members, and offices: what is posted or called for all
    "GET meetings.meeting": Row(MEMBERS, path=AGENDA),
    "POST meetings.check_all": Row(MEMBERS, path=AGENDA),
    "POST meetings.take_all": Row(MEMBERS, path=AGENDA, form=KEY),
    "GET meetings_live.show": Row(MEMBERS, path={"no": "meeting"}),
    "GET meetings_live.counters": Row(MEMBERS, path={"no": "meeting"}),
    "POST meetings_live.check_in": Row(OFFICE, path={"no": "meeting"}, form=KEY, world="evening"),
    "POST meetings_live.count": Row(frozenset(), path={"no": "meeting"}),  # no vote runs; tests/web/test_live.py has one
    "GET publicity.sheet": Row(MEMBERS),
    "GET papers.of_statement": Row(MEMBERS),
    "POST books.notice": Row(MEMBERS),
    "GET papers.of_meeting": Row(MEMBERS, path={"no": "meeting"}),
    "POST books.meeting": Row(MEMBERS, path={"no": "meeting"}),
    # offices, and the member whom it concerns
    "GET cases.show": Row(CONCERNED),
    "POST acts.choose": Row(CONCERNED, form={"step": "comment"}),
    "GET acts.form": Row(CONCERNED),
    "POST acts.again": Row(CONCERNED),
    "POST several.choose": Row(CONCERNED, form={"case": "no"}),
    "POST several.check": Row(CONCERNED, path={"step": "hand"}, form={"case": "no"}),
    "POST several.take": Row(frozenset(), path={"step": "hand"}, form=KEY | {"case": "no"}),  # the case has come to rest
    "POST several.export": Row(SIGNED_IN),
    "POST acts.keep": Row(CONCERNED),
    "POST acts.drop": Row(CONCERNED),
    "POST acts.check": Row(CONCERNED),
    "POST acts.take": Row(CONCERNED, form=KEY | {"step": "comment"}),
    "GET acts.done": Row(CONCERNED),
    "GET audit.trace": Row(CONCERNED),
    **dict.fromkeys(("GET tracing.changed", "GET tracing.score"), Row(CONCERNED)),
    "POST exchanging.take": Row(OVERSEERS, path={"form": "xes"}, form={"unit": "lh1", "period": "2024"}),
    "POST books.trace": Row(CONCERNED),
    **{f"GET {each}": Row(CONCERNED) for each in CASE_PAPERS},
    "GET evidence.show": Row(CONCERNED),
    "POST evidence.take": Row(CONCERNED, form={"printed": "a"}),  # a number that is none: tests/web/test_evidence.py takes the file
    "POST evidence.bring_up": Row(CONCERNED),
    "GET evidence.scores": Row(SIGNED_IN),
    "POST evidence.prove": Row(frozenset(), form={"period": "2024-Q1"}),  # nothing is sealed there; see tests/web/test_evidence.py
    "POST books.ledger": Row(CONCERNED),
    "GET papers.of_rating": Row(OFFICE, world="rated"),  # the whole list, before it is posted
    "POST books.rating": Row(CONCERNED, world="rated"),
    "GET ratings.board": Row(CONCERNED, world="rated"),  # before it is posted; members read it whole afterwards
    "GET files.show": Row(CONCERNED),
    "GET points.entry": Row(CONCERNED),
    "GET points.member": Row(CONCERNED),
    "GET points.ledger": Row(CONCERNED),
    # offices alone
    "GET registers.show": Row(OFFICE),
    "GET registers.paper": Row(OFFICE),
    "POST registers.export": Row(OFFICE),
    "GET papers.of_register": Row(OFFICE),
    "POST books.register": Row(OFFICE),
    # some roles
    "GET admin.index": Row(ADMINISTERING | APPROVING | {"other_secretary"}),
    "GET admin_accounts.index": Row(SYSADMIN),
    "GET admin_accounts.person": Row(SYSADMIN),
    "POST admin_accounts.check": Row(SYSADMIN),
    "POST admin_accounts.do": Row(SYSADMIN),
    "GET admin_erasure.index": Row(SYSADMIN | APPROVING),
    "POST admin_erasure.check": Row(SYSADMIN | APPROVING),
    "POST admin_erasure.do": Row(SYSADMIN | APPROVING),
    "GET admin_contact.index": Row(ADMINISTERING | {"other_secretary"}),
    "GET admin_contact.form": Row(ADMINISTERING | {"other_secretary"}),
    "POST admin_contact.again": Row(ADMINISTERING | {"other_secretary"}),
    "POST admin_contact.check": Row(ADMINISTERING | {"other_secretary"}),
    "POST admin_contact.file": Row(ADMINISTERING | {"other_secretary"}, form=KEY),
    "GET admin_receipts.index": Row(RECEIVING),
    "GET admin_receipts.form": Row(RECEIVING, path={"act": "file"}),
    "POST admin_receipts.again": Row(RECEIVING, path={"act": "file"}),
    "POST admin_receipts.check": Row(RECEIVING, path={"act": "file"}),
    "POST admin_receipts.file": Row(RECEIVING, path={"act": "file"}, form=KEY),
    "GET setup.index": Row(SYSADMIN),
    "GET setup.regime": Row(SYSADMIN),
    "POST setup.adopt": Row(SYSADMIN),
    "GET setup.trial": Row(SYSADMIN),
    "POST setup.try_it": Row(SYSADMIN),
    "GET admin_roster.index": Row(ADMINISTERING | {"other_secretary"}),
    "GET admin_roster.template": Row(ADMINISTERING | {"other_secretary"}),
    "POST admin_roster.send": Row(ADMINISTERING | {"other_secretary"}),
    "POST admin_roster.export": Row(ADMINISTERING | {"other_secretary"}),  # of one's own unit
    **{f"{each} admin_roster.{page}": Row(frozenset(), path=DRAFT) for each, page in DRAFTS},
    "GET admin_points.index": Row(frozenset({"points_admin"})),
    "GET admin_points.template": Row(frozenset({"points_admin"})),
    "POST admin_points.send": Row(frozenset({"points_admin"})),
    **{f"{each} admin_points.{page}": Row(frozenset(), path=DRAFT) for each, page in DRAFTS},
    "GET admin_deputies.index": Row(COMPOSERS),
    "GET deputies.index": Row(SIGNED_IN),
    "GET deputies.show": Row(frozenset(), path={"fact": "nothing"}),  # the two concerned, and who names: tests/web/test_admin_deputies.py
    "GET admin_org.index": Row(frozenset({"sysadmin"})),
    "GET admin_org.unit": Row(frozenset({"sysadmin"})),
    "GET admin_people.index": Row(ADMINISTERING | {"other_secretary"}),
    "POST books.people": Row(ADMINISTERING | {"other_secretary"}),
    "GET admin_people.person": Row(ADMINISTERING - {"sysadmin"}, path={"person": "M01"}),  # an administrator goes to the branch first
    "GET admin_roles.index": Row(COMPOSERS),
    **{f"{method} admin_{topic}.{page}": Row(who, path={"act": act}) for topic, act, who in FILED for method, page in FLOW},
    "GET admin_calendar.index": Row(frozenset({"sysadmin"})),
    "GET admin_calendar.template": Row(frozenset({"sysadmin"})),
    "POST admin_calendar.send": Row(frozenset({"sysadmin"})),
    "POST admin_calendar.estimate": Row(frozenset(), form={"year": "1999"}),
    **{f"{each} admin_calendar.{page}": Row(frozenset(), path=DRAFT) for each, page in DRAFTS},
    "GET meetings.roll": Row(OFFICE, path={"no": "meeting"}, world="evening"),
    "GET printing.show": Row(frozenset({"points_admin"}), world="slips"),
    "POST printing.paper": Row(frozenset({"points_admin"}), world="slips"),
    "GET regimes.whatif": Row(SUPPOSERS),
    "POST regimes.whatif": Row(SUPPOSERS),
    "GET regimes.tried": Row(frozenset(), path=DRAFT),
    "GET reports.part": Row(REPORTED, path={"key": "deadlines"}),
    **{f"GET reports.{each}": Row(REPORTED) for each in ("compliance", "compliance_pdf", "analytics")},
    **{f"POST reports.{each}": Row(REPORTED) for each in ("compliance_xlsx", "compliance_json", "analytics_book")},
    "GET audit.integrity": Row(OVERSEERS | {"sysadmin"}),
    "POST audit.check": Row(OVERSEERS | {"sysadmin"}),
}
