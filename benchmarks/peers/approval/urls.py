"""The pages of the approval: viewflow's own, all of them."""

from __future__ import annotations

from django.urls import path
from viewflow.workflow.flow import FlowAppViewset

from benchmarks.peers.approval.flows import ApprovalFlow

urlpatterns = [path("", FlowAppViewset(ApprovalFlow, icon="check").urls)]
