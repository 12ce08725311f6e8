"""Somebody with a keyboard and no pointer: goes from control to control, and at each asks whether it is seen where they are."""

from __future__ import annotations

from playwright.sync_api import Page

FAR = 90
# What has the focus: it lies in the window, nothing lies over it, and it is marked.
SEEN = """() => { const e = document.activeElement, label = e.labels && e.labels[0], r = e.getBoundingClientRect(), s = getComputedStyle(e);
          if (e === document.body || e.type === 'date') return '';  // the parts of a date are the browser's own
          const x = r.left + Math.min(r.width, 40) / 2, y = r.top + Math.min(r.height, 30) / 2, top = document.elementFromPoint(x, y);
          const inside = r.top >= -1 && r.left >= -1 && r.top < innerHeight && r.width > 0;
          const free = !top || top === e || e.contains(top) || top.contains(e) || (label && label.contains(top)) || (e.parentElement && e.parentElement.contains(top));
          const rings = [e, label].filter(Boolean).flatMap(n => ['', '::before', '::after'].map(p => getComputedStyle(n, p)))
            .some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none');
          return inside && free && rings ? '' : `${inside} ${free} ${rings} ${e.outerHTML.slice(0, 120)}`; }"""
HAS = "what => document.activeElement.matches(what)"


class Keyboard:
    """One page under the hands of somebody; `wrong` is where the focus was not to be seen, `pressed` how many keys so far."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.wrong, self.looked, self.pressed = page, site, list[str](), 0, 0

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def to(self, what: str) -> None:
        """By the skip link into the page, on with Tab until the control is reached; radios of a group by arrow."""
        if self.page.evaluate("document.activeElement === document.body"):
            self.press("Tab")
            self.press("Enter")
        for _ in range(FAR):
            if self.page.evaluate(HAS, what):
                return
            self.press("ArrowDown" if self.among(what) else "Tab")
            self.looked += 1
            if said := self.page.evaluate(SEEN):
                self.wrong.append(f"{self.page.url} {said}")
        raise AssertionError(f"no way by keys to {what} on {self.page.url}")

    def among(self, what: str) -> bool:
        """Whether the focus is in the very group of radios."""
        return bool(self.page.evaluate("what => { const e = document.activeElement, w = document.querySelector(what); "
                                       "return e.type === 'radio' && w && w.type === 'radio' && w.name === e.name; }", what))  # fmt: skip

    def enter(self, what: str) -> None:
        """Reach it and press it: on to the page that it leads to."""
        self.to(what)
        with self.page.expect_navigation():
            self.press("Enter")

    def tick(self, what: str) -> None:
        self.to(what)
        if not self.page.evaluate("document.activeElement.checked"):
            self.press("Space")

    def fill(self, field: str, text: str) -> None:
        self.to(f"[name='{field}']")
        if self.page.evaluate("document.activeElement.tagName") == "SELECT":
            for _ in range(FAR):
                if self.page.evaluate("document.activeElement.value") == text:
                    return
                self.press("ArrowDown")
            raise AssertionError(f"{field} does not offer {text}")
        self.page.keyboard.type(text)

    def confirm(self, **fields: str) -> str:
        """A form filled in, checked and confirmed: what the last page is headed."""
        for name, text in fields.items():
            self.fill(name.replace("__", "-"), text)
        if not self.page.query_selector("#confirm"):
            self.enter("main form .govuk-button:not(.govuk-button--secondary)")
        self.enter("#confirm")
        return self.page.inner_text("h1")
