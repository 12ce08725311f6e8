"""A browser without a screen: it reads the forms of a page as they are sent, fills in fields and presses buttons."""

import html
import re
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class Forms(HTMLParser):
    """Every form of a page: its address, and what it would send as it stands."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.picked, self.area = [], None, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.forms.append((said.get("action", ""), MultiDict(), []))
        elif not self.forms:
            return
        elif tag == "button":
            self.forms[-1][2].append(said.get("formaction", ""))
        elif tag == "textarea":
            self.area = said["name"]
            self.add(self.area, "")
        elif tag == "select":
            self.picked = said["name"]
            self.add(self.picked, "")
        elif tag == "option" and "selected" in said and self.picked:
            self.forms[-1][1][self.picked] = said["value"]
        elif tag == "input" and "name" in said and sends(said):
            self.add(said["name"], said.get("value", ""))

    def handle_endtag(self, tag):
        self.picked = None if tag == "select" else self.picked
        self.area = None if tag == "textarea" else self.area

    def handle_data(self, data):
        if self.area:
            self.forms[-1][1][self.area] = data.removeprefix("\n")

    def add(self, name, value):
        self.forms[-1][1].add(name, value)


def sends(said):
    """Whether an input is part of what a form sends as it stands."""
    return said.get("type") != "file" and (said.get("type") not in ("radio", "checkbox") or "checked" in said)


class Page:
    """An answer, and what can be done on it."""

    def __init__(self, client, answer):
        self.client, self.status, self.location = client, answer.status_code, answer.headers.get("Location", "")
        self.html = answer.get_data().decode(errors="replace")  # a file is no page, but an answer too

    @property
    def text(self):
        """What stands in the page's main part, without tags and drawings."""
        found = re.search(r"<main.*?</main>", self.html, re.DOTALL)
        plain = re.sub(r"<svg.*?</svg>", " ", found[0] if found else self.html, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", plain))).strip()

    def form(self, ending):
        """The values of the form whose address ends like this (a form of the frame never does)."""
        for action, values, buttons in Forms(self.html).forms:
            if any(each.partition("#")[0].endswith(ending) for each in (action, *buttons)):
                return action, MultiDict(values)
        raise AssertionError(f"no form to {ending}: {self.text[:300]}")

    def send(self, ending, to="", without=(), **fields):
        """Fill in and send. `to` is the address of another button of the same form; `a-b` is written `a__b`."""
        action, values = self.form(ending)
        for name, value in fields.items():
            values.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        for name in without:
            values.poplist(name)
        sent = {"content_type": "multipart/form-data"} if any(isinstance(each, tuple) for each in fields.values()) else {}
        return Page(self.client, self.client.post(to or action, data=values, **sent))

    def follow(self):
        """Where it leads to."""
        return Page(self.client, self.client.get(self.location))


class Reader:
    """Somebody at a browser."""

    def __init__(self, client):
        self.client = client

    def get(self, path):
        return Page(self.client, self.client.get(path))

    def post(self, path, **fields):
        return Page(self.client, self.client.post(path, data=MultiDict((name.replace("__", "-"), value) for name, value in fields.items())))

    def switched(self, unit):
        """The same reader, at work in another unit of theirs."""
        self.post("/unit", unit=unit)
        return self

    def case(self, no):
        return self.get(f"/cases/{no}")

    def act(self, no, step, **fields):
        """Form, check, confirmation: what came of it."""
        page = self.get(f"/cases/{no}/do/{step}").send("/check", **fields)
        assert page.status == 200, (page.status, page.text)
        return page.send("/steps")

    def confirm(self, no, step, **fields):
        """The confirmation alone, as if it had been checked."""
        return self.post(
            f"/cases/{no}/steps",
            **{"step": step, "key": f"k-{no}-{step}-{sorted(fields)}"[:60].replace("'", "").replace(" ", ""), **fields},
        )
