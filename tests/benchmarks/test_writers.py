"""The benchmarks of many writers and of the served site start, count what they wrote, and print their tables: at the smallest size, judging no time."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.peers.environment import compiling_once
from benchmarks.posting import Posted
from benchmarks.serving import LEAVE_OUT, LINK
from benchmarks.writers import Burst, gain

ROOT = Path(__file__).parent.parent.parent


def run(module: str, *words: str) -> list[list[str]]:
    """The rows of the table that it prints, without its head."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *words], cwd=ROOT, env=compiling_once(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines() if line.startswith("|")][2:]


@pytest.mark.slow
@pytest.mark.postgresql
def test_writers_in_units_of_their_own_leave_every_row_on_postgresql():
    assert [row[0] for row in run("writers", "--seconds", "0.1", "--rounds", "1", "--clients", "2")] == ["1", "2"]


@pytest.mark.slow
@pytest.mark.loopback
def test_browsers_that_post_to_the_served_site_meet_no_lock_and_lose_no_step():
    ((rate, raw, _, _, answers, locks),) = run("posting", "--seconds", "0.2", "--rounds", "1", "--writers", "2")
    assert (float(rate) > 0, float(raw.replace(",", "")) > 0, locks) == (True, True, "0")
    assert answers.startswith("303: ")


@pytest.mark.parametrize("name", ["serving", "writers", "posting", "peers.__main__"])
def test_each_says_how_it_is_used(name, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [name, "--help"])
    with pytest.raises(SystemExit, match="0"):
        import_module(f"benchmarks.{name}").main()
    assert f"python -m benchmarks.{name.removesuffix('.__main__')}" in capsys.readouterr().out


def test_a_client_that_got_half_of_its_share_is_seen():
    burst = Burst([[0.1] * 3, [0.1]], seconds=2.0)
    assert (burst.rate, burst.fairness) == (2.0, 0.5)
    assert gain({1: [Burst([[0.1]], 1.0)], 2: [burst]}, 2) == "2.00 x"


def test_answers_are_counted_by_their_status():
    class Browser:
        def post(self, path, form):
            return (303, "/cases/N/done/e", "") if form["key"] == "one" else (500, "", "database is locked")

    posted = Posted()
    assert posted.post(Browser(), "/cases/N/steps", {"key": "one"}) == "/cases/N/done/e"
    assert posted.post(Browser(), "/cases/N/steps", {"key": "two"}) == ""
    assert (dict(posted.statuses), len(posted.took)) == ({303: 1, 500: 1}, 2)


def test_a_walk_through_the_site_signs_nobody_out_and_loads_no_file():
    page = '<a href="/inbox">…</a><a href="/static/app.css">…</a><a href="/points/export?kind=xlsx">…</a><a href="https://other/">…</a>'
    assert [path for path in LINK.findall(page) if not LEAVE_OUT.search(path)] == ["/inbox"]
