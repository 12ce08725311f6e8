"""What every test may ask for: databases of both kinds, a Redis, a browser; and what none may do: leave this machine."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from jinja2.bccache import Bucket, BytecodeCache

from tests import servers

pytest_plugins = ["tests.fixtures", "tests.acceptance.figures"]

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", ""})
TESTS = Path(__file__).parent
NEEDS = {"redis_url": "redis", "page": "browser", "browser": "browser", "context": "browser"}
MAY_CONNECT = ("postgresql", "redis", "browser", "loopback")
# What goes through the whole product, door by door: `./test quick` leaves it to the whole run and asks the rules, the engine and the reads.
DOOR_BY_DOOR = frozenset(
    {"acceptance", "api", "attacks", "benchmarks", "cli", "crowd", "matrix", "proof", "refusals", "rehearsal", "relay", "reports", "web"}
)
SOCKETS = {"local": True}  # between tests, servers are started and asked

for depth, examples in (("usual", 40), ("deep", 3000)):
    settings.register_profile(
        depth, max_examples=examples, deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("PROCFLOW_TEST_DEPTH", "usual"))


@pytest.fixture(params=servers.BOTH)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it, directly or not, runs on both."""
    return request.param


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path) -> str:
    """An empty database of its own; for a migrated one see `servers.migrated_copy`."""
    return servers.empty_database(database_kind, tmp_path)


@pytest.fixture
def redis_url() -> str:
    return servers.redis_server().empty()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's chromium, which finds no host but this one."""
    flags = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
    return {
        "executable_path": shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium",
        "args": [*flags.split(), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    }


@pytest.fixture(autouse=True)
def _sockets(request: pytest.FixtureRequest) -> Iterator[None]:
    SOCKETS["local"] = any(request.node.get_closest_marker(name) for name in MAY_CONNECT)
    yield
    SOCKETS["local"] = True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by what a test asks for, before -m selects; browser tests start first and share one worker, the longest row of all.

    Of the rest each file stays with one worker, which builds the worlds of the file once; a group that a test names goes before its file.
    """
    for item in items:
        for name in {NEEDS[fixture] for fixture in getattr(item, "fixturenames", ()) if fixture in NEEDS}:
            item.add_marker(name)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
        if item.path.relative_to(TESTS).parts[0] in DOOR_BY_DOOR:
            item.add_marker(pytest.mark.slow)
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(TESTS).as_posix()))
    items.sort(key=lambda item: item.get_closest_marker("browser") is None)


class Compiled(BytecodeCache):
    """What the templates are compiled to, kept for as long as the tests run: every site of theirs would compile them anew."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


def pytest_configure() -> None:
    sys.addaudithook(refuse_to_leave)
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


def pytest_unconfigure() -> None:
    servers.stop_all()


def refuse_to_leave(event: str, args: tuple) -> None:
    """An unmarked test connects nowhere, a marked one to this machine, none to any other."""
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo"}:
        address = args[0] if event == "socket.getaddrinfo" else args[1]
        host = address[0] if isinstance(address, tuple) else address
        if not SOCKETS["local"]:
            raise RuntimeError(f"a unit test must not connect to {address!r}: mark it loopback, or do without")
        if event == "socket.getaddrinfo" or isinstance(address, tuple):
            assert host is None or str(host) in LOOPBACK, f"tests do not leave this machine: {address!r}"
