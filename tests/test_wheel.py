"""The wheel works outside the checkout: migrations, regimes, rehearsals, pages and words travel in it."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TRAVELLERS = ("migrations/env.py", "regimes/files/township_star.yaml", "regimes/files/examples/huaning_2018.yaml",
              "regimes/pages/regime.schema.json", "rehearsals/township-2024-q1.yaml", "web/static/theme.css",
              "web/templates/base.html", "locale/en/machines.po", "diagrams/flow.css", "reports/coverage/cited.json",
              "reports/coverage/clauses.yaml", "reports/registers/paper.css")  # fmt: skip


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The wheel, unpacked where an installer would put it."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder / "dist"), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    with zipfile.ZipFile(next((folder / "dist").glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", TRAVELLERS)
def test_what_the_product_needs_travels_in_the_wheel(unpacked, name):
    assert (unpacked / "site" / "procflow" / name).is_file()


@pytest.mark.slow
def test_a_rehearsal_runs_from_the_wheel_in_an_empty_folder(unpacked, tmp_path):
    site = unpacked / "site"
    told = "import procflow, sys; from procflow.cli import main; assert procflow.__file__.startswith(sys.argv.pop(1)); sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", told, str(site), "--home", str(tmp_path / "home"), "rehearse", "township-2024-q1", "--check", "--json"],
        check=False, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, timeout=300, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
