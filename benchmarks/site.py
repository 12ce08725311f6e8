"""The site as a process of its own on 127.0.0.1, its memory, and browsers that ask it; it measures nothing itself."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self
from urllib.parse import urlencode, urlsplit

from benchmarks.peers.environment import compiling_once

HOST = "127.0.0.1"
STARTED = re.compile(r"http://127\.0\.0\.1:(\d+)/")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
KIBIBYTES = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


class Site:
    """`procflow serve` or `procflow demo` on this home, from its start until it is left; what it says on stderr is kept in a file beside it."""

    def __init__(self, command: str, home: Path, database_url: str = "") -> None:
        self.command, self.log = [sys.executable, "-m", "procflow", command, "--port", "0"], home / "site.log"
        self.environ = compiling_once() | {"PROCFLOW_HOME": str(home), "PROCFLOW_DATABASE_URL": database_url}

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.command, env=self.environ, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout
        found = next((match for line in self.process.stdout if (match := STARTED.search(line))), None)
        if found is None:
            self.process.wait()
            raise SystemExit(self.log.read_text(errors="replace"))
        self.port = int(found.group(1))
        return self

    def __exit__(self, *failed: object) -> None:
        if failed[0] is not None:
            print(self.log.read_text(errors="replace")[-4000:], file=sys.stderr)
        self.process.terminate()
        self.process.wait(timeout=60)
        assert self.process.stdout
        self.process.stdout.close()

    def memory(self) -> float:
        """MiB that the process holds."""
        found = KIBIBYTES.search(Path(f"/proc/{self.process.pid}/status").read_text())
        assert found
        return int(found.group(1)) / 1024


class Browser:
    """One keep-alive connection, with its cookies and the token of its forms."""

    def __init__(self, port: int, person: str = "") -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=120)
        self.cookies: dict[str, str] = {}
        self.token = ""
        if person:
            self.sign_in(person)

    def sign_in(self, person: str) -> None:
        self.token = self.read("/login")
        status, _, body = self.post("/login/as", {"person": person})
        if status not in (302, 303):
            raise SystemExit(f"{person} was not let in: {status}\n{body[:2000]}")
        self.token = self.read("/")

    def read(self, path: str) -> str:
        """The token that the forms of this page carry, redirects followed."""
        status, location, body = self.get(path)
        if status in (302, 303):
            return self.read(urlsplit(location).path)
        found = TOKEN.search(body)
        if found is None:
            raise SystemExit(f"{path} has no form: {status}\n{body[:2000]}")
        return found.group(1)

    def get(self, path: str) -> tuple[int, str, str]:
        return self.ask("GET", path, None)

    def post(self, path: str, form: Mapping[str, str]) -> tuple[int, str, str]:
        return self.ask("POST", path, urlencode({"csrf_token": self.token, **form}))

    def ask(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        """Status, where it sends on to, and the page."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        reply = self.connection.getresponse()
        text = reply.read().decode(errors="replace")
        for each in reply.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply.status, reply.headers.get("Location", ""), text
