"""The witness on the web, as plain WSGI: add-checkpoint, and on GET who it is and what it cosigned last. It decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from procflow.proof.notes import LONGEST
from procflow.proof.witness.asked import PATH
from procflow.proof.witness.judging import Answer, Witness

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

MOST = 2 * LONGEST  # a note of the largest size, with its proof


def application(witness: Witness, clock: Callable[[], int]) -> WSGIApplication:
    """The application of this witness; `clock` gives the seconds since 1970."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        found = answered(witness, environ, clock)
        body, status = found.text.encode(), HTTPStatus(found.status)
        start(f"{found.status} {status.phrase}", [("Content-Type", found.kind), ("Content-Length", str(len(body)))])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

    return answer


def answered(witness: Witness, environ: WSGIEnvironment, clock: Callable[[], int]) -> Answer:
    method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
    if path.endswith(PATH):
        if method != "POST":
            return Answer(HTTPStatus.METHOD_NOT_ALLOWED)
        length = environ.get("CONTENT_LENGTH", "")
        size = int(length) if length.isascii() and length.isdigit() else 0
        return witness.judge(environ["wsgi.input"].read(size), clock()) if size <= MOST else Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return Answer(HTTPStatus.OK, told(witness)) if method in ("GET", "HEAD") and path in ("", "/") else Answer(HTTPStatus.NOT_FOUND)


def told(witness: Witness) -> str:
    """Its key, then the last checkpoint of each log with its own line: who was shown another one of that size holds a proof against the log."""
    last = [each.note for each in witness.memory.logs if each.note]
    return "\n".join([f"{witness.verifier}\n", *last])
