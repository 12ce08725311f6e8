"""A PostgreSQL and a Redis of the tests' own, and databases on them; no server that runs on this machine is ever asked."""

import ctypes
import getpass
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
import redis
from psycopg import sql

BOTH = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql))
T = TypeVar("T")
NUMBERS = count(1)
MEND = "run ./test, or as root: apt-get install {package}"


def empty_database(kind: str, folder: Path) -> str:
    """Give the URL of a database of this kind without any table; it lives as long as the folder."""
    return f"sqlite:///{folder}/procflow-{next(NUMBERS)}.sqlite3" if kind == "sqlite" else postgresql().create(folder, "template1")


def migrated_copy(kind: str, folder: Path, migrate: Callable[[str], object]) -> str:
    """Give the URL of a database that `migrate(url)` has prepared: done once a session, then copied (6 ms SQLite, 40 ms PostgreSQL)."""
    source = template(kind, migrate)
    if kind == "postgresql":
        return postgresql().create(folder, source)
    target = folder / f"procflow-{next(NUMBERS)}.sqlite3"
    shutil.copyfile(source, target)
    return f"sqlite:///{target}"


@cache
def template(kind: str, migrate: Callable[[str], object]) -> str:
    """Migrate once, leave nothing connected, and name what to copy."""
    url = empty_database(kind, scratch())
    migrate(url)
    if kind == "postgresql":
        name = url.rpartition("/")[2]
        postgresql().run(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        postgresql().run(sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(name))
        return name
    path = url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        connection.execute("VACUUM INTO ?", [whole := f"{path}.whole"])  # whatever still lay in the write-ahead log comes along
    connection.close()
    return whole


class PostgreSQL:
    """One server of one test process: started on first use, loopback only, nothing kept; `careless` is what it does not wait for."""

    careless: Sequence[str] = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=64MB", "autovacuum=off")

    def __init__(self) -> None:
        self.port = free_port()
        self.living: dict[str, Path] = {}
        user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        owner: dict[str, Any] = {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        self.folder = Path(tempfile.mkdtemp(prefix="procflow-postgresql-"))
        if owner:
            shutil.chown(self.folder, user, owner["group"])
        data = self.folder / "data"
        command = [
            program("initdb"),
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **owner, cwd=self.folder)
        settings = [*self.careless, "max_connections=60", "listen_addresses=127.0.0.1", "timezone=UTC"]
        settings += [f"unix_socket_directories={self.folder}"]
        command = [program("postgres"), "-D", data, "-p", str(self.port), *(word for setting in settings for word in ("-c", setting))]
        self.process = start(command, self.folder, **owner)
        self.connection = wait_until(self.connect, self.process, self.folder)

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True)

    def run(self, statement: sql.Composable) -> None:
        self.connection.execute(statement)

    def create(self, folder: Path, source: str) -> str:
        """Copy a database; drop those whose folder pytest has cleared away."""
        for name in [name for name, home in self.living.items() if not home.exists()]:
            self.run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            del self.living[name]
        name = f"procflow_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(NUMBERS)}"
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        self.run(command.format(sql.Identifier(name), sql.Identifier(source)))
        self.living[name] = folder
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self.connection.close()
        stop(self.process, self.folder)


class Redis:
    """One Redis of one test process, in memory only."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder = Path(tempfile.mkdtemp(prefix="procflow-redis-"))
        command = [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--dir", self.folder]
        self.process = start([*command, "--save", "", "--appendonly", "no"], self.folder)
        wait_until(self.empty, self.process, self.folder)

    def empty(self) -> str:
        with redis.Redis.from_url(self.url) as client:
            client.flushdb()
        return self.url

    def stop(self) -> None:
        stop(self.process, self.folder)


@cache
def postgresql() -> PostgreSQL:
    return PostgreSQL()


@cache
def redis_server() -> Redis:
    return Redis()


@cache
def scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="procflow-templates-"))


def stop_all() -> None:
    """Stop what this process has started; called once, when its tests are over."""
    for server in (postgresql, redis_server):
        if server.cache_info().currsize:
            server().stop()
    if scratch.cache_info().currsize:
        shutil.rmtree(scratch(), ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str) -> str:
    """Find a server's program: on the path, or where Debian puts PostgreSQL's (the newest)."""
    found = shutil.which(name) or max((str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default="")
    package = "redis-server" if name == "redis-server" else "postgresql"
    assert found, f"{name} is not installed: {MEND.format(package=package)}"
    return found


def start(command: Sequence[str | Path], folder: Path, **owner: Any) -> subprocess.Popen[bytes]:
    """Start a server that ends with this process, even if this process is killed."""
    libc = ctypes.CDLL(None)
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(word) for word in command],
            stdout=log,
            stderr=log,
            cwd=folder,
            preexec_fn=lambda: libc.prctl(1, signal.SIGINT),  # noqa: PLW1509 - started before any thread of ours
            **owner,
        )


def stop(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.send_signal(signal.SIGINT)  # on SIGTERM PostgreSQL would wait for its clients
    process.wait(timeout=20)
    shutil.rmtree(folder, ignore_errors=True)


def wait_until(ready: Callable[[], T], process: subprocess.Popen[bytes], folder: Path, patience: float = 30) -> T:
    """Ask until the server answers; if it has ended instead, show what it wrote."""
    end = time.monotonic() + patience
    while True:
        try:
            return ready()
        except (psycopg.OperationalError, redis.ConnectionError):
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.02)
