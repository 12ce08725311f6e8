"""The pages: blueprints, forms and templates. They read through queries, write through the engine, and hold no rule."""

from __future__ import annotations

from flask import Blueprint


def pages() -> list[Blueprint]:
    """The blueprints of the site beside the frame's own; a new one is named here."""
    from procflow.web import (
        acts,
        audit,
        ballots,
        books,
        browsing,
        cases,
        checking,
        clock,
        coverage,
        evidence,
        exchanging,
        files,
        guides,
        inbox,
        meetings,
        named,
        notices,
        objections,
        office,
        own,
        papers,
        personal,
        points,
        printing,
        procedures,
        proving,
        publicity,
        ratings,
        received,
        regimes,
        registers,
        reports,
        resolutions,
        rulings,
        settings,
        setup,
        several,
        start,
        tracing,
    )
    from procflow.web import calendar as days_due
    from procflow.web import deputies as own_deputies
    from procflow.web import live as meetings_live
    from procflow.web.admin import accounts, calendar, contact, deputies, erasure, index, jobs, org, people, receipts, roles, roster
    from procflow.web.admin import points as earlier_points

    return [
        own.pages, personal.pages, accounts.pages, contact.pages, proving.pages, setup.pages, office.pages,
        inbox.pages, several.pages, named.pages, notices.pages, start.pages, cases.pages, acts.pages, files.pages, clock.pages,
        points.pages, meetings.pages, objections.pages, publicity.pages, ratings.pages, audit.pages, tracing.pages, exchanging.pages,
        procedures.pages, coverage.pages, registers.pages, regimes.pages, reports.pages,
        rulings.pages, guides.pages, settings.pages, resolutions.pages, ballots.pages, printing.pages, browsing.pages, evidence.pages,
        papers.pages, receipts.pages, received.pages, books.pages, checking.pages,
        index.pages, meetings_live.pages, days_due.pages, own_deputies.pages, deputies.pages, org.pages, people.pages, roles.pages, roster.pages, earlier_points.pages,
        calendar.pages, erasure.pages, jobs.pages,
    ]  # fmt: skip
