"""Whether what was done is what was declared: the records held against tables, rules and duties, by code that never took a step; it writes nothing."""

from procflow.conformance.certificate import certificate
from procflow.conformance.kinds import KINDS, Kind
from procflow.conformance.report import report
from procflow.conformance.shapes import (
    COUNTED,
    SEVERITIES,
    STATES,
    Certificate,
    Checked,
    Column,
    Count,
    Finding,
    LogHead,
    Method,
    Obligation,
    Part,
    Policy,
    Ref,
    Report,
    Table,
)

__all__ = [
    "COUNTED",
    "KINDS",
    "SEVERITIES",
    "STATES",
    "Certificate",
    "Checked",
    "Column",
    "Count",
    "Finding",
    "Kind",
    "LogHead",
    "Method",
    "Obligation",
    "Part",
    "Policy",
    "Ref",
    "Report",
    "Table",
    "certificate",
    "report",
]
