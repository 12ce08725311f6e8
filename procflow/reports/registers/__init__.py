"""The registers R1–R16 of a unit's year, as the documents name them: rows for whoever may read them. They are read, never kept."""

from procflow.reports.registers.every import known_years, register, titles
from procflow.reports.registers.sheet import Column, Sheet

__all__ = ["Column", "Sheet", "known_years", "register", "titles"]
