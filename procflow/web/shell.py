"""The frame around every page: language, text size, navigation by role, the unit, the clock of a rehearsal. It decides no right."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from flask import Blueprint, Flask, Response, abort, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.dates import ZONE
from procflow.engine.erasing import APPROVERS
from procflow.filing import KINDS
from procflow.web.people import Who
from procflow.web.roles import TITLES, foremost
from procflow.web.safe import local

YEAR = 31_536_000
LANGUAGES = {"zh": "zh-CN", "en": "en"}
MOST_NAV = 6

OFFICIAL = frozenset({
    "branch_secretary", "deputy_secretary", "org_commissioner", "discipline_commissioner", "points_admin", "recorder", "group_leader",
    "points_group", "branch_committee", "party_building_office", "superior_org", "party_committee", "grassroots_committee",
})  # fmt: skip
OVERSIGHT = frozenset({"auditor", "supervision_group", "party_building_office", "superior_org", "party_committee", "grassroots_committee"})
ANYBODY = frozenset[str]()
ADMINISTERING = frozenset({"sysadmin"})  # who begins there; others find it at the foot of the page
LIMITED = APPROVERS | {role for name in ("person", "membership", "role", "body", "deputy") for role in KINDS[name].by}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site: its title, the page it begins with, and the roles that have it in their navigation (none: everybody)."""

    title: str
    endpoint: str
    roles: frozenset[str] = ANYBODY
    besides: frozenset[str] = ANYBODY


# In the order of the navigation: officials begin with their tasks, members with their points. A page that is not registered is left out.
SECTIONS = (
    Section("待办", "inbox.index", OFFICIAL),
    Section("管理", "admin.index", ADMINISTERING),
    Section("积分", "points.mine", besides=OVERSIGHT - OFFICIAL),
    Section("待办", "inbox.index", besides=OVERSIGHT - OFFICIAL),
    Section("发起", "start.index", besides=OVERSIGHT - OFFICIAL),
    Section("会议", "meetings.index", OFFICIAL),
    Section("公示", "publicity.index", besides=OVERSIGHT - OFFICIAL),
    Section("审计追溯", "audit.index", OVERSIGHT),
    Section("完整性", "audit.integrity", OVERSIGHT),
    Section("合规报告", "reports.compliance", OVERSIGHT),
    Section("异议", "objections.index", OFFICIAL | OVERSIGHT),
    Section("日历", "calendar.index"),
    Section("合规报告", "reports.compliance", frozenset({"branch_secretary"})),
    Section("程序与细则", "procedures.index"),
    Section("登记簿", "registers.index"),
    Section("管理", "admin.index", LIMITED),
)

# Where keys lead, for those who switched them on.
GO = (("i", "inbox.index"), ("c", "calendar.index"), ("a", "audit.index"), ("/", "audit.index"))

# Pages that belong to the section of another part.
WITHIN = {"cases": "inbox", "acts": "inbox", "files": "inbox", "ratings": "publicity", "tracing": "audit"}

pages = Blueprint("shell", __name__)


def install(app: Flask) -> None:
    folder = Path(app.static_folder or "")
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:12] for path in folder.glob("*.*")}
    app.jinja_env.globals.update(
        asset=lambda name: url_for("static", filename=name, v=digests[name]),
        days_until=days_until,
        title_of=foremost,
        fresh_key=lambda: str(uuid4()),
        until=until,
    )
    app.before_request(prepare)
    app.context_processor(around)
    app.register_blueprint(pages)


def days_until(last: date | str, today: date) -> int:
    return ((date.fromisoformat(last) if isinstance(last, str) else last) - today).days


def until() -> str:
    """Until when a sign-in lasts if nothing is asked for any more, by the real clock in Beijing."""
    return f"{datetime.now(ZONE) + timedelta(minutes=current_app.config['IDLE_MINUTES']):%H:%M}"


def prepare() -> None:
    chosen = request.cookies.get("lang", "zh")
    g.lang = chosen if chosen in LANGUAGES else "zh"
    g.large = request.cookies.get("size") == "large"
    g.keys = request.cookies.get("keys") == "on"
    g.who = None
    g.rehearsal = None
    g.role_titles = TITLES


def around() -> dict[str, Any]:
    """What base.html shows around a page."""
    who: Who | None = g.get("who")
    shown = sections(who.roles) if who else ()
    here = request.full_path.rstrip("?") if request.method == "GET" and "code" not in (request.view_args or {}) else "/"
    return {
        "lang": g.get("lang", "zh"),
        "html_lang": LANGUAGES[g.get("lang", "zh")],
        "large": g.get("large", False),
        "keys": g.get("keys", False),
        "go": [(key, name) for key, name in GO if name in {each.endpoint for each in shown}],
        "who": who,
        "greeting": foremost(who.roles) if who else "",
        "sections": shown,
        "section": here_in(shown),
        "rehearsal": g.get("rehearsal"),
        "here": here,
    }


def sections(roles: frozenset[str]) -> tuple[Section, ...]:
    """The sections of somebody with these roles whose pages there are; the navigation shows the first six, the foot of the page all."""
    found: dict[str, Section] = {}
    for each in SECTIONS:
        fits = (not each.roles or each.roles & roles) and not (each.besides & roles and not roles & OFFICIAL)
        if each.endpoint in current_app.view_functions and fits:
            found.setdefault(each.endpoint, each)
    return tuple(found.values())


def here_in(shown: tuple[Section, ...]) -> Section | None:
    """The section that the present page belongs to: the page itself, or the first of its blueprint."""
    exact = [each for each in shown if each.endpoint == request.endpoint]
    part = WITHIN.get(request.blueprint or "", request.blueprint or "").partition("_")[0]
    near = [each for each in shown if each.endpoint.partition(".")[0] == part]
    return next(iter(exact + near), None)


def first_page() -> str:
    """Where somebody begins after signing in."""
    found = sections(g.who.roles)
    return url_for(found[0].endpoint) if found else url_for("shell.home")


@pages.get("/")
def home() -> ResponseReturnValue:
    found = sections(g.who.roles)
    return redirect(url_for(found[0].endpoint)) if found else render_template("home.html")


@pages.get("/show/<what>")
def show(what: str) -> ResponseReturnValue:
    """Language and text size are this browser's matter: a cookie, and back to the same page."""
    cookies = {"zh": ("lang", "zh"), "en": ("lang", "en"), "large": ("size", "large"), "normal": ("size", "normal")}
    if what not in cookies:
        abort(404)
    answer: Response = redirect(local(request.args.get("back", "/")))  # type: ignore[assignment]  # werkzeug's, and the same thing
    answer.set_cookie(*cookies[what], max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
    return answer
