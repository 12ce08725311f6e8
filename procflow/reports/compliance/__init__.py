"""Whether procedures were followed, as page, paper, workbook and data: one report in all of them, with the same figures. It judges and counts nothing."""

from procflow.reports.compliance.gathered import Compliance, certified, compliance
from procflow.reports.compliance.words import Words

__all__ = ["Compliance", "Words", "certified", "compliance"]
