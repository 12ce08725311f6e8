"""The approval as viewflow's documentation writes a flow: a start, three tasks each behind a permission, an end."""

from __future__ import annotations

from django.conf import settings
from viewflow import this
from viewflow.workflow import flow, lock
from viewflow.workflow.flow import views

from benchmarks.peers.approval.models import Approval


class ApprovalFlow(flow.Flow):
    process_class = Approval
    # The lock that its documentation recommends for PostgreSQL; on SQLite a transaction holds the only write lock there is.
    lock_impl = lock.select_for_update_lock if settings.LOCKING else lock.no_lock

    apply = flow.Start(views.CreateProcessView.as_view(fields=["statement"])).Permission(auto_create=True).Next(this.review)
    review = flow.View(views.UpdateProcessView.as_view(fields=["opinion"])).Permission(auto_create=True).Next(this.vote)
    vote = flow.View(views.UpdateProcessView.as_view(fields=["in_favour", "against"])).Permission(auto_create=True).Next(this.enrol)
    enrol = flow.View(views.UpdateProcessView.as_view(fields=[])).Permission(auto_create=True).Next(this.enrolled)
    enrolled = flow.End()
