"""The tour of docs/api.md: its lines are run as they stand, with curl against a server, and print what the page says."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from procflow.cli.listening import listening
from procflow.client import Client
from tests import servers

PAGE = Path(__file__).parent.parent.parent / "docs/api.md"
BLOCK = re.compile(r"```sh\n(.*?)```\n(?:```text\n(.*?)```\n)?", re.DOTALL)
MARK = "@@@"


def tour():
    """Each block of the tour's lines, with what it prints."""
    text = PAGE.read_text(encoding="utf-8")
    return BLOCK.findall(text[text.index("## A tour") : text.index("## From Python")])


def test_every_block_of_the_page_is_on_the_tour_or_python_or_a_line_of_commands():
    text = PAGE.read_text(encoding="utf-8")
    assert len(tour()) == text.count("```sh") > 5


@pytest.mark.loopback
@pytest.mark.slow
def test_the_lines_of_the_tour_do_and_print_what_the_page_says(small):
    for name in ("curl", "jq"):
        servers.program(name)
    blocks = tour()
    with listening(small) as url:
        script = "\n".join(f"{lines}\necho '{MARK}'" for lines, _ in blocks).replace("SERVER=http://127.0.0.1:8000", f"SERVER={url}")
        surroundings = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "no_proxy": "127.0.0.1"}
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], capture_output=True, text=True, timeout=120, check=False, env=surroundings
        )
    assert (done.stderr, done.returncode) == ("", 0)
    assert [each.lstrip("\n") for each in done.stdout.split(f"{MARK}\n")] == [*(printed for _, printed in blocks), ""]


@pytest.mark.loopback
def test_the_python_of_the_page_runs_as_it_stands(small, tmp_path, capsys):
    """A claim with its paper, taken; of a second one like it every reason is printed (T9)."""
    (tmp_path / "road.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    with listening(small) as url, Client(url) as nobody:
        day = nobody.under(nobody.rehearse_as("M06").secret).clock().day
        given = {"token": nobody.rehearse_as("M06").secret, "Path": tmp_path.joinpath,
                 "form": {"item": "serve_masses", "deed_on": day, "points": "2", "description": "mended the road"}}  # fmt: skip
        for printed in ("", "DUPLICATE"):
            exec(code.replace("https://procflow.example.cn", url), dict(given))
            assert printed in capsys.readouterr().out
        done = nobody.under(given["token"]).inbox(box="mine").rows
    assert {"draft", "verifying"} <= {row.state for row in done}
