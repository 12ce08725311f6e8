"""Pressing what leads to another page: the click and the page that it brings, whole, before anything is looked at."""

from playwright.sync_api import Page


def press(page: Page, what: str) -> None:
    with page.expect_navigation():
        page.click(what)
