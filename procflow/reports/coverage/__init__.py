"""Every clause of the two source documents with what implements it, the tests that cite it and the registers it writes. It judges no test."""

from procflow.reports.coverage.catalogue import Clause, Register, clauses, registers
from procflow.reports.coverage.rows import Coverage, Row, coverage

__all__ = ["Clause", "Coverage", "Register", "Row", "clauses", "coverage", "registers"]
