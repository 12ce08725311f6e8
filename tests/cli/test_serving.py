"""The demo: built once, used again, built anew when asked; served until told to stop, with somebody to sign in."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from procflow import demo
from procflow.cli import exits
from tests import spring
from tests.cli.conftest import INIT, settings_of


def test_the_demo_names_everybody_who_can_sign_in(act):
    said = act("demo", "--build-only")
    assert said.code == exits.DONE
    assert {"Y01  王志强", "M01  张建国", "A01  潘静"} <= {line.strip() for line in said.out.splitlines()}


def test_a_second_start_uses_what_the_first_has_built(act, claim):
    assert act("demo", "--build-only").code == exits.DONE
    assert act("case", claim, "--as", "M01").code == exits.DONE


def test_a_fresh_demo_has_forgotten_what_was_done(act, claim):
    assert act("demo", "--build-only", "--fresh").code == exits.DONE
    assert act("case", claim, "--as", "M01").code == exits.MISSING


def test_a_demo_left_half_built_is_built_again(home):
    with sqlite3.connect(home / "procflow.db") as connection:
        connection.execute("DELETE FROM account")
    connection.close()
    assert demo.ensure(settings_of(home), spring.script) is True
    assert demo.ensure(settings_of(home), spring.script) is False


def test_the_demo_neither_enters_nor_removes_somebody_elses_database(call, tmp_path):
    with sqlite3.connect(tmp_path / "procflow.db") as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    for words in ((), ("--fresh",)):
        assert call("demo", "--build-only", *words, "--home", tmp_path).code == exits.MISCONFIGURED
    assert b"recipes" in (tmp_path / "procflow.db").read_bytes()


def test_the_demo_leaves_a_real_installation_alone_even_if_told_to_begin_afresh(call, installed):
    before = call("audit", "verify", "--home", installed, "--json").data
    for words in ((), ("--fresh",), ("--fresh",)):
        assert call("demo", "--build-only", *words, "--home", installed).code == exits.MISCONFIGURED
    assert call("audit", "verify", "--home", installed, "--json").data == before


def test_a_rehearsal_that_somebody_kept_is_not_taken_for_a_demo_left_half_built(call, tmp_path):
    kept = tmp_path / "kept"
    assert call(*INIT, "--simulated", "2024-01-01", "--home", kept).code == exits.DONE
    assert call("demo", "--build-only", "--fresh", "--home", kept).code == exits.MISCONFIGURED


@pytest.mark.loopback
def test_a_port_in_use_is_told_with_another_to_try(act):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = act("demo", "--port", port)
    assert said.code == exits.MISCONFIGURED
    assert f"--port {port + 1}" in said.err


@pytest.mark.loopback
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_the_site_answers_and_ends_in_order_when_told_to(home, command):
    words = [sys.executable, "-m", "procflow", command, "--port", "0", "--home", str(home), "--lang", "en"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PROCFLOW_")} | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environ) as process:
        url = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        with urllib.request.urlopen(f"{url}login") as page:
            assert "王志强" in page.read().decode()
        assert [asked(f"{url}ballot/nothing", address) for address in ["203.0.113.7"] * 21 + ["203.0.113.8"]] == [404] * 20 + [429, 404]
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in errors) == (exits.DONE, False), errors


def asked(url, address):
    """What a proxy on the same machine is answered, which asks for the phone at this address."""
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(urllib.request.Request(url, headers={"X-Forwarded-For": address}))
    answer.value.close()
    return answer.value.code
