"""What an approval keeps: fields of viewflow's own JSON column, as its quick start has it, so that no table is joined."""

from __future__ import annotations

from viewflow import jsonstore
from viewflow.workflow.models import Process


class Approval(Process):
    statement = jsonstore.CharField(max_length=200)
    opinion = jsonstore.CharField(max_length=200)
    in_favour = jsonstore.IntegerField(default=0)
    against = jsonstore.IntegerField(default=0)

    class Meta:
        proxy = True
