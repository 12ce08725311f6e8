"""A step through Flask, form in and answer out, against the raw SQL of the same rows (P2): `python -m benchmarks.page [--steps N]`, on SQLite.

The demo is built; its points group remarks on a claim again and again. Each POST is a durable step; after it the same rows are written once
more by plain driver calls into a copy of the database. The ratio is the median over steps.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import create_engine

from benchmarks.step import Written, raw
from procflow import demo
from procflow.app import create_app
from procflow.config import Settings
from tests import spring

CLAIM, WHO = "LH1-JL-2024-0009", "Y04"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--steps", type=int, default=80)
    steps = asked.parse_args().steps
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.load({"PROCFLOW_HOME": folder})
        demo.ensure(settings, spring.script)
        app = create_app(settings)
        app.config["WTF_CSRF_ENABLED"] = False
        client = app.test_client()
        client.post("/login/as", data={"person": WHO})
        first = Path(settings.database_url.removeprefix("sqlite:///"))
        shutil.copyfile(first, copy := first.with_name("twin.sqlite3"))
        twin = create_engine(f"sqlite:///{copy}").raw_connection()
        twin.driver_connection.set_authorizer(None)  # type: ignore[union-attr]
        written, ratios, whole = Written(), [], []
        for number in range(steps):
            form = {"step": "comment", "key": f"bench-{number}", "remark": "已看，情况属实"}
            start = perf_counter()
            answer = client.post(f"/cases/{CLAIM}/steps", data=form)
            took = perf_counter() - start
            if answer.status_code >= 400:
                raise SystemExit(answer.get_data(as_text=True)[:2000])
            ratios.append(took / raw(twin, "sqlite", written.take(), CLAIM, WHO))
            whole.append(took)
    print(f"sqlite through Flask: {median(ratios):.2f} x raw (target 2.8, dream 2.2); {steps} steps, {median(whole) * 1e6:.0f} µs a step")


if __name__ == "__main__":
    main()
