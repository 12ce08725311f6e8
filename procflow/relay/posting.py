"""One HTTP request to somebody else's machine, within bounds: no redirect followed, no more of an answer read than was asked for, no time beyond the limit.

By the standard library: the peer's address is checked on the very connection that is used, and the deadline holds for the whole exchange.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urlsplit

CONNECTING = 5.0
PATIENCE = 10.0
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Answer:
    """How it went: the status (0 for none), how long it took, and what was wrong as a code ("" for taken)."""

    status: int
    milliseconds: int
    problem: str = ""


class Barred(OSError):
    """An address at which no receiver can be: what answers there is this machine's own network."""


def post(url: str, headers: Mapping[str, str], body: bytes, patience: float = PATIENCE) -> Answer:
    """Never raises for what the other side does."""
    begun, status = monotonic(), 0
    try:
        status, _ = exchange(urlsplit(url), headers, body, patience)
        problem = "" if status // 100 == 2 else "redirected" if status // 100 == 3 else "answered"
    except Barred:
        problem = "barred"
    except ssl.SSLError:
        problem = "untrusted"
    except (http.client.HTTPException, OSError, ValueError) as caught:
        garbled = isinstance(caught, http.client.HTTPException) and not isinstance(caught, OSError)
        problem = "garbled" if garbled else "timeout" if isinstance(caught, TimeoutError) else "unreachable"
        problem = "timeout" if monotonic() - begun >= patience else problem
    return Answer(status, int((monotonic() - begun) * 1000), problem)


def exchange(to: SplitResult, headers: Mapping[str, str], body: bytes, patience: float, most: int = 0) -> tuple[int, bytes]:
    """The status of the answer, and at most so many bytes of it. Raises OSError, HTTPException, ValueError."""
    host, secure = to.hostname or "", to.scheme == "https"
    plain = socket.create_connection((host, to.port or PORTS[to.scheme]), CONNECTING)
    with closing(plain), closing(plain.dup()) as twin:
        if barred(str(plain.getpeername()[0])):
            raise Barred
        plain.settimeout(patience)
        watchdog = Timer(patience, hang_up, [twin])  # a peer that sends a byte now and then outlives every time-out of a single read
        watchdog.daemon = True
        watchdog.start()
        try:
            used = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
            with closing(used):
                connection = (http.client.HTTPSConnection if secure else http.client.HTTPConnection)(host, to.port)
                connection.sock = used
                connection.request("POST", (to.path or "/") + (f"?{to.query}" if to.query else ""), body, dict(headers))
                answer = connection.getresponse()
                return answer.status, answer.read(most) if most else b""
        finally:
            watchdog.cancel()


def barred(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    found = found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
    return found.is_link_local or found.is_multicast or found.is_unspecified


def hang_up(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
