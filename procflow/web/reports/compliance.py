"""The compliance report as a page: duties with denominators, a row for each finding, the twelve parts one by one, how it was counted. It judges nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procflow.conformance import COUNTED, STATES, Part
from procflow.conformance.kinds import KINDS
from procflow.machines import tables
from procflow.reports.compliance import Compliance
from procflow.reports.compliance import compliance as reported
from procflow.reports.compliance.duties import duties, units
from procflow.reports.compliance.paper import TITLE
from procflow.web.filters import lang, say
from procflow.web.reader import reader
from procflow.web.reports.asked import Asked, asked

SHOWN, COLUMNS = 50, 5
TAGS = {"on_time": "ok", "late": "warn", "missing": "late", "backfilled": "warn"}


def install(pages: Blueprint) -> None:
    pages.get("/compliance")(compliance)
    pages.get("/compliance/<key>")(part)


def compliance() -> ResponseReturnValue:
    given = asked()
    found = gathered(given)
    rows, wanted = duties(found.report), request.args.get("find", "")
    kinds = Counter(each.kind for each in found.report.findings)
    listed = [each for each in found.report.findings if wanted not in kinds or each.kind == wanted]
    seats = units(rows)
    return render_template(
        "reports/compliance.html", duties=rows, columns=seats if 1 < len(seats) <= COLUMNS else [], findings=listed[:SHOWN], left=len(listed[SHOWN:]),
        views=views(given, kinds, wanted), procedures=[(each.key, each.title) for each in tables().values()],
        placeholders=sum(each.status == "placeholder" for each in found.report.policies), **around(given, found),
    )  # fmt: skip


def part(key: str) -> ResponseReturnValue:
    """One of the twelve parts with its tables."""
    given = asked()
    found = gathered(given)
    one: Part | None = next((each for each in found.report.parts if each.key == key), None)
    if one is None:
        abort(404)
    return render_template("reports/part.html", part=one, most=SHOWN, **around(given, found))


def views(given: Asked, kinds: Mapping[str, int], wanted: str) -> list[tuple[str, str, bool]]:
    """All findings, or those of one kind."""
    at = {**given.address, "procedure": given.procedure or None, "_anchor": "h-findings"}
    whole = (f"{say('全部')} {sum(kinds.values())}", url_for("reports.compliance", **at), wanted not in kinds)
    return [
        whole,
        *((f"{say(KINDS[kind].title)} {n}", url_for("reports.compliance", find=kind, **at), kind == wanted) for kind, n in kinds.items()),
    ]


def gathered(of: Asked) -> Compliance:
    session, actor, day = reader()
    return reported(session, actor, day, of.unit, of.period, of.as_of, of.procedure)


def around(given: Asked, found: Compliance) -> dict[str, Any]:
    """What every page of a report needs to say it."""
    return {
        "title": TITLE, "asked": given, "found": found.report, "words": found.words(lang()), "cases": found.cases, "states": STATES, "counted": COUNTED,
        "tags": TAGS,
    }  # fmt: skip
