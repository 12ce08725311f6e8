"""Reports on how procedures were followed and how long they took, on screen and as files. They count nothing and lay out nothing themselves."""

from __future__ import annotations

from flask import Blueprint

from procflow.web.reports import compliance, proving, taking, times

pages = Blueprint("reports", __name__, url_prefix="/reports")
for each in (compliance, proving, taking, times):
    each.install(pages)
