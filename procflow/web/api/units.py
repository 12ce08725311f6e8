"""A unit for programs: its people, meetings, statements, ratings and rules. The read door says who may see what of it."""

from __future__ import annotations

import json
from typing import Any

from procflow import queries
from procflow.dates import Period
from procflow.errors import NotFound
from procflow.forms import Count, Form
from procflow.models import RegimeVersion
from procflow.queries import Board, Meeting, Meetings, Member, Statement
from procflow.queries.rules import Adopted, adoptions
from procflow.web.api.operations import Ask, Operation


def operations() -> tuple[Operation, ...]:
    return (
        Operation("GET", "/units/<unit>/people", "people", "一个单位的人员和职务", people, list[Member], part="facts"),
        Operation("GET", "/units/<unit>/meetings", "meetings", "一个单位的会议", meetings, Meetings, part="meetings"),
        Operation("GET", "/meetings/<no>", "meeting", "一次会议：到会、议题、表决", meeting, Meeting, part="meetings"),
        Operation(
            "GET", "/units/<unit>/statements", "statements", "各期公示表，最近的在前", statements, list[Statement], part="statements"
        ),
        Operation(
            "GET",
            "/units/<unit>/statements/<period>",
            "statement",
            "一期公示表，连同各人各行",
            statement,
            Statement,
            Version,
            part="statements",
        ),
        Operation("GET", "/units/<unit>/ratings", "ratings", "有评定结果的年度", years, list[str], part="ratings"),
        Operation("GET", "/units/<unit>/ratings/<year>", "rating", "一个年度的评定：名额、名次、等次", rating, Board, part="ratings"),
        Operation("GET", "/units/<unit>/regimes", "adoptions", "一个单位历次启用的细则", adopted, list[Adopted], part="regimes"),
        Operation("GET", "/regimes/<sha256>", "regime", "一版细则的全文", regime, Any, part="regimes"),
    )


class Version(Form):
    version = Count("第几版（默认最后一版）", required=False)


def people(ask: Ask) -> list[Member]:
    return list(queries.people(ask.reading, ask.actor, ask.day, ask.path["unit"]))


def meetings(ask: Ask) -> Meetings:
    return queries.meetings(ask.reading, ask.actor, ask.day, ask.path["unit"])


def meeting(ask: Ask) -> Meeting:
    return queries.meeting(ask.reading, ask.actor, ask.day, ask.path["no"])


def statements(ask: Ask) -> list[Statement]:
    return list(queries.statements(ask.reading, ask.actor, ask.day, ask.path["unit"]))


def statement(ask: Ask) -> Statement:
    try:
        period = str(Period.parse(ask.path["period"]))
    except ValueError:
        raise NotFound from None
    return queries.statement(ask.reading, ask.actor, ask.day, ask.path["unit"], period, ask.given["version"])


def years(ask: Ask) -> list[str]:
    return list(queries.rated_years(ask.reading, ask.actor, ask.day, ask.path["unit"]))


def rating(ask: Ask) -> Board:
    return queries.board(ask.reading, ask.actor, ask.day, ask.path["unit"], ask.path["year"])


def adopted(ask: Ask) -> list[Adopted]:
    return list(adoptions(ask.reading, ask.path["unit"]))


def regime(ask: Ask) -> Any:
    """The canonical text whose hash is its name: rules are no secret. Raises NotFound."""
    row = ask.reading.get(RegimeVersion, ask.path["sha256"])
    if row is None:
        raise NotFound
    return json.loads(bytes(row.body))
