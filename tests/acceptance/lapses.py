"""What becomes of a form whose session ended before it was sent: the ways in which it ends, and what somebody has in hand after signing in anew."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from procflow.canon import stamp
from procflow.web import sessions
from tests.web.client import Forms, Page

HERE = {"Referer": "http://localhost/inbox"}
BESIDE = frozenset({"csrf_token"})
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def idle(client: FlaskClient) -> None:
    """Nobody was there for two hours."""
    with client.session_transaction() as cookie:
        cookie["seen"] = stamp(sessions.real_now() - timedelta(hours=2))


def forgotten(client: FlaskClient) -> None:
    """The browser has lost its cookie."""
    client.delete_cookie("procflow")


def sent(client: FlaskClient, action: str, values: MultiDict[str, str], **more: Any) -> Page:
    """As a browser posts it from a page of ours."""
    return Page(client, client.post(action, data=values, headers=HERE, **more))


def back_again(late: Page, person: str) -> Page:
    """Signed in on the very page that came instead of an answer."""
    found, token = re.search(r'name="kept" value="([^"]+)"', late.html), TOKEN.search(late.html)
    said = {"person": person, "kept": html.unescape(found[1]) if found else "", "csrf_token": token[1] if token else ""}
    return Page(late.client, late.client.post("/login/as", data=said))


def at_hand(back: Page, path: str) -> dict[str, list[str]]:
    """What the page that gives a form back would send to this address; nothing where there is no such form. The frame's own forms are none."""
    main = back.html.partition("<main")[2].partition("</main>")[0]
    found = next((values for action, values, _ in Forms(main).forms if action == path), MultiDict[str, str]())
    return typed(found)


def typed(values: MultiDict[str, str]) -> dict[str, list[str]]:
    """Without what each page has of its own, and line ends as browsers write them."""
    return {name: [each.replace("\r\n", "\n") for each in values.getlist(name)] for name in values if name not in BESIDE}
