"""审批单 of a case: what was asked for, and a box for every step with what was said, by whom and when. What nobody decided yet stands there blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from procflow.dates import Period
from procflow.grammar import AUTO, NEW, SYSTEM, TIMER
from procflow.queries import CasePage, Told, case_page
from procflow.queries.motions import motions
from procflow.queries.view import view
from procflow.reports.pdf.paper import LONGEST_KEPT, Paper
from procflow.reports.pdf.told import day as said
from procflow.reports.pdf.told import say
from procflow.reports.registers.answers import answers
from procflow.reports.registers.told import answered

TITLE = "{procedure}审批单"
RECORD, BODY = "留痕 {no}", "{body}（决议 {resolution}）"
OPEN = "未办"
MEETING, VOTES, CHAIR = "党员大会表决", "赞成 {in_favour}，反对 {against}，弃权 {abstained}", "主持人"
AHEAD = 4
COLON = {"zh": "：", "en": ": "}


@dataclass(frozen=True, slots=True)
class Box:
    """One step: what was said, who signed it and when; without `who` it is still to be done."""

    title: str
    lines: tuple[str, ...]
    who: str
    day: str
    record: str
    on: str = ""  # the same day as a date


@dataclass(frozen=True)
class Approval:
    """The form of a case, for paper and for screen."""

    page: CasePage
    title: str
    fields: tuple[tuple[str, str], ...]
    boxes: tuple[Box, ...]


def approval(session: Session, actor: str, day: date, no: str, lang: str) -> Approval:
    """Raises NotFound where the reader may not see the case; what is sealed to the reader stays so."""
    page, called = case_page(session, actor, day, no), words(session, actor, day, no)
    told = [each for each in page.decisions if not each.refused]
    first = next((each for each in told if filled(each, called, lang)), None)
    about = say("单位", lang) if page.about_unit else say("姓名", lang)
    head = [
        (about, page.subject.name), (say("所在支部", lang), page.unit_title),
        (say("期间", lang), Period.parse(page.period).title(lang) if page.period else ""), (say("目前状态", lang), say(page.state_title, lang)),
    ]  # fmt: skip
    asked = filled(first, called, lang) if first else []
    taken = [
        (each.on, box(each, called, lang, [] if each is first else filled(each, called, lang))) for each in told if signed(each, first)
    ]
    in_order = sorted([*taken, *voted(session, actor, day, no, lang)], key=lambda each: each[0])
    boxes = [*(each for _, each in in_order), *ahead(page, lang)]
    return Approval(
        page, say(TITLE, lang, procedure=say(page.title, lang)), tuple(each for each in (*head, *asked) if each[1]), tuple(boxes)
    )


def paper(session: Session, actor: str, day: date, no: str, lang: str) -> Paper:
    """The form on A4, as of the last record of the case."""
    of = approval(session, actor, day, no, lang)
    page = of.page
    shown = {
        "heading": [page.unit_title, of.title], "left": say("编号 {no}", lang, no=page.no), "right": said(page.opened_on, lang),
        "fields": of.fields, "seal": [], "whole": all(len(line) <= LONGEST_KEPT for each in of.boxes for line in each.lines),
        "boxes": [{"title": each.title, "lines": each.lines, "who": each.who, "day": each.day, "record": each.record} for each in of.boxes],
    }  # fmt: skip
    return Paper("approval", "approval", lang, page.unit, page.unit_title, of.title, page.period, page.no,
                 max((each.at for each in page.events), default=page.since), len(of.boxes), "", shown)  # fmt: skip


def words(session: Session, actor: str, day: date, no: str) -> Mapping[str, str]:
    """Names and items by their codes, as answers name them."""
    from procflow.queries.people import of_unit

    of = view(session, actor, day, no)
    book: Any = of.gathering().rules
    return {
        **of_unit(session, of.org, of.org.people(of.today)),
        **{each.code: each.label for each in (*book.items(), *book.grades, *book.gaps)},
    }


def signed(of: Told, first: Told | None) -> bool:
    """Whether a person took the step: what followed by itself, or only began a form that was sent later, needs no box."""
    return of.by.id != SYSTEM and not (of.state_from in ("", NEW) and first is not None and of is not first)


def filled(of: Told, called: Mapping[str, str], lang: str) -> list[tuple[str, str]]:
    if of.sealed:
        return [("", say(of.sealed, lang))]
    return [(say(each.title, lang), answered(each, lang)) for each in answers(of.asks, of.form, called)]


def box(of: Told, called: Mapping[str, str], lang: str, said_in_it: Iterable[tuple[str, str]]) -> Box:
    lines = [f"{title}{COLON[lang]}{value}" if title else value for title, value in said_in_it]
    if of.resolution and of.body:
        lines.append(say(BODY, lang, body=say(of.role_title, lang), resolution=of.resolution))
    who = f"{say(of.role_title, lang)} {of.by.name}".strip()
    return Box(say(of.title, lang), tuple(lines), who, said(of.on, lang), say(RECORD, lang, no=of.seq), of.on)


def voted(session: Session, actor: str, day: date, no: str, lang: str) -> Iterator[tuple[str, Box]]:
    """A box for each motion of the meeting about this case: the ballots as counted, room for the chair to sign."""
    org = view(session, actor, day, no).org
    for each in motions(session, org):
        met = org.meeting(each.meeting) if each.about == no and each.final and each.tally else None
        if met is not None:
            tally = {name: each.tally.get(name, 0) for name in ("in_favour", "against", "abstained")}
            lines = (say(VOTES, lang, **tally), say(each.state_title, lang))
            yield met.on, Box(say(MEETING, lang), lines, say(CHAIR, lang), said(met.on, lang), each.no, met.on)


def ahead(page: CasePage, lang: str) -> list[Box]:
    """The steps that lead on from where the case lies: a blank box for each, to be filled in ink or later."""
    if not page.table.by_name[page.state].open:
        return []
    rows = [
        each for each in page.table.steps if page.state in each.sources and each.by not in (AUTO, TIMER) and each.to not in ("", page.state)
    ]
    names = list(dict.fromkeys(each.title for each in rows))
    return [Box(say(each, lang), (say(OPEN, lang),), "", "", "") for each in names[:AHEAD]]
