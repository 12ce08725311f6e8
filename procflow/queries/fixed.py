"""The days that a regime fixes: until when one applies, claims, books, posts and reports, period by period. It reads no case and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from procflow.dates import Calendar, Period
from procflow.regimes.rulebook import Rulebook

CLAIMS, PUBLICITY, REPORT, BOOK = "申报截止", "发布公示", "季度积分报备", "登记上月活动"
ENROLL, LETTERS, RATING, HONOURS = "申请参加截止", "年度承诺", "年度评定", "集中表彰"
CODES = {
    CLAIMS: "claims",
    PUBLICITY: "publicity",
    REPORT: "report",
    BOOK: "book",
    ENROLL: "enrolment",
    LETTERS: "letters",
    RATING: "rating",
    HONOURS: "honours",
}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fixed:
    """The last day for something in a period. `named` is the day that the rules name: another one where they move it off a holiday (A55).

    `title` is a message id; `owners` are roles; `eve` is the last working day before a day that is none and stays where it is.
    """

    day: date
    named: date
    title: str
    period: Period
    clause: str
    owners: tuple[str, ...]
    eve: date | None


def fixed(book: Rulebook, calendar: Calendar, first: date, last: date) -> tuple[Fixed, ...]:
    """Every such day from first to last, in their order."""
    moves = book.value("deadlines.on_holiday") == "next_working_day"

    def one(named: date, title: str, period: Period, clause: str, owners: tuple[str, ...]) -> Fixed:
        day = calendar.next_workday(named) if moves else named
        return Fixed(day, named, title, period, clause, owners, None if calendar.is_workday(day) else before(calendar, day))

    periods = [*quarterly(book, first, last), *monthly(book, first, last), *yearly(book, first, last)]
    found = (one(*each) for each in periods)
    return tuple(sorted((each for each in found if first <= each.day <= last), key=lambda each: (each.day, each.title, str(each.period))))


Named = tuple[date, str, Period, str, tuple[str, ...]]


def quarterly(book: Rulebook, first: date, last: date) -> Iterator[Named]:
    """By the periods of the regime. The report to an office is due when the sheet is, by a clause of its own: two duties, one day (A35)."""
    sheet, report = book.publicity("quarter"), next((row.clause for row in book.choices("filing") if row.code == "quarter"), "")
    period = book.period_of(first).previous().previous()
    while period.first <= last:
        yield book.claim_cutoff(period), CLAIMS, period, book.clause("claims.cutoff_day"), ("member",)
        if due := sheet.due(period):
            yield due, PUBLICITY, period, book.clause("publicity.quarter.due_day"), (sheet.by,)
            if report:
                yield due, REPORT, period, report, ("branch_secretary",)
        period = period.next()


def monthly(book: Rulebook, first: date, last: date) -> Iterator[Named]:
    day, month = book.value("registration.book_day"), Period.of(first, "month").previous().previous()
    while day and month.first <= last:
        after = month.next()
        yield after.first.replace(day=min(day, after.last.day)), BOOK, month, book.clause("registration.book_day"), book.registrar()
        month = after


def yearly(book: Rulebook, first: date, last: date) -> Iterator[Named]:
    for year in range(first.year - 1, last.year + 1):
        this = Period(year, "year")
        if book.value("scope.enrollment") != "automatic" and book.value("enrollment.window_to"):
            yield book.day("enrollment.window_to", year), ENROLL, this, book.clause("enrollment.window_to"), ("member",)
        if book.value("scope.commitment"):
            yield book.day("commitment.due", year), LETTERS, this, book.clause("commitment.due"), ("member",)
        yield book.day("annual.due", year + 1), RATING, this, book.clause("annual.due"), tuple(book.value("annual.totalled_by"))
        if book.value("award.window_to"):
            yield (
                book.day("award.window_to", year),
                HONOURS,
                this.previous(),
                book.clause("award.window_to"),
                tuple(book.value("award.approver")),
            )


def before(calendar: Calendar, day: date) -> date:
    """The last working day before it."""
    day -= ONE_DAY
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day
