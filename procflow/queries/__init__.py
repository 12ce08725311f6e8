"""THE READ DOOR. Every read takes the session, who reads, and the day; what the reader may not see is not there. It writes nothing.

Answers are frozen dataclasses of plain values: codes, ids, ISO texts, hundredths; titles and sentences are Chinese message ids.
"""

from __future__ import annotations

from procflow.queries.acting import ActForm, act_form
from procflow.queries.cases import CasePage, Due, Link, case_page
from procflow.queries.categories import Category, Earned
from procflow.queries.changes import Change
from procflow.queries.choices import Choices, Offer
from procflow.queries.corrections import Correction, Reason
from procflow.queries.counted import Counted
from procflow.queries.deadlines import Deadline, deadlines
from procflow.queries.explain import Plan, Said, Waits, explain
from procflow.queries.files import Attachment, attachment
from procflow.queries.filters import Filters
from procflow.queries.inbox import BOXES, Inbox, Row, inbox
from procflow.queries.lines import Line, Sum
from procflow.queries.meetings import Meeting, Meetings, meeting, meetings
from procflow.queries.motions import Motion
from procflow.queries.origin import Moment, Origin, Vote, entry
from procflow.queries.people import Member, Named, names, people
from procflow.queries.placings import Outcome, Quota, RatedLine, Tied
from procflow.queries.points import Ledger, points
from procflow.queries.ratings import Board, board, rated_years
from procflow.queries.resolutions import Resolution, kept_bodies, resolutions
from procflow.queries.seats import Seat, seats, units
from procflow.queries.start import Known, Startable, procedures, start
from procflow.queries.statements import Statement, StatementLine, statement, statements
from procflow.queries.told import Told
from procflow.queries.trace import Fault, Trace, trace
from procflow.queries.ways import Way

__all__ = [
    "BOXES", "ActForm", "Attachment", "Board", "CasePage", "Category", "Change", "Choices", "Correction", "Counted", "Deadline", "Due",
    "Earned", "Fault", "Filters", "Inbox", "Known", "Ledger", "Line", "Link", "Meeting", "Meetings", "Member", "Moment", "Motion", "Named",
    "Offer", "Origin", "Outcome", "Plan", "Quota", "RatedLine", "Reason", "Resolution", "Row", "Said", "Seat", "Startable", "Statement",
    "StatementLine", "Sum", "Tied", "Told", "Trace", "Vote", "Waits", "Way", "act_form", "attachment", "board", "case_page", "deadlines",
    "entry", "explain", "inbox", "kept_bodies", "meeting", "meetings", "names", "people", "points", "procedures", "rated_years",
    "resolutions", "seats", "start", "statement", "statements", "trace", "units",
]  # fmt: skip
