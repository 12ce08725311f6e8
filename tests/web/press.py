"""Ways to look at a page in a browser: press what leads to the next one and wait until that is whole; find what is too wide."""

from playwright.sync_api import Page

# What reaches over the right edge of a page that is no wider than this.
WIDE = """wide => document.documentElement.scrollWidth <= wide ? [] : [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > wide + 1).map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 60)}`)"""


def press(page: Page, what: str) -> None:
    with page.expect_navigation():
        page.click(what)
