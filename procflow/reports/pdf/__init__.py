"""Documents on paper: what pages and command line print is made here, by documents that are data and templates that are layout. No rule."""

from procflow.reports.pdf.paper import Column, Paper
from procflow.reports.pdf.printed import Press, Printed, render

__all__ = ["Column", "Paper", "Press", "Printed", "render"]
