"""The approval's model, which stands for rows of viewflow's own table."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("viewflow", "__latest__")]
    operations: ClassVar = [migrations.CreateModel("Approval", fields=[], options={"proxy": True}, bases=("viewflow.process",))]
