"""Workbooks of every list that a page shows: the rows of the page, all of them, true days and numbers. They add nothing and leave nothing out."""

from procflow.reports.xlsx.exporting import Export, exported

__all__ = ["Export", "exported"]
