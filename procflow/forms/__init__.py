"""Form fields in the domain's own terms, and the schemas that several procedures share; no rule of a procedure stands here.

A form loads to canonical data: text, integers, booleans, lists and mappings of these. Points are integer hundredths,
days ISO text, people and cases their ids. `Text` alone is free text: the record keeps only a commitment to it.
"""

from procflow.forms.base import Form, Sentence, Titled
from procflow.forms.listed import Listed
from procflow.forms.meetings import EXCLUSIONS, Exclusion, Roll
from procflow.forms.refs import ID, MOST_LINES, CaseRef, Cases, Code, EntryRef, Item, Meeting, Person, Several
from procflow.forms.shared import Opinion, Reason, Resolved
from procflow.forms.sheets import Lines
from procflow.forms.values import Choice, Count, Day, Points, Text, Words, Yes

__all__ = [
    "EXCLUSIONS",
    "ID",
    "MOST_LINES",
    "CaseRef",
    "Cases",
    "Choice",
    "Code",
    "Count",
    "Day",
    "EntryRef",
    "Exclusion",
    "Form",
    "Item",
    "Lines",
    "Listed",
    "Meeting",
    "Opinion",
    "Person",
    "Points",
    "Reason",
    "Resolved",
    "Roll",
    "Sentence",
    "Several",
    "Text",
    "Titled",
    "Words",
    "Yes",
]
