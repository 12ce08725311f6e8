"""A bar on a terminal's stderr while something long goes on; where nobody looks, nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

Show = Callable[[str, int, int], None]


class Bars:
    """One bar after the other: a stage that begins again from below gets its own."""

    def __init__(self, label: str) -> None:
        self.label, self.done = label, 0
        self.shown: Any = None

    def show(self, what: str, done: int, of: int) -> None:
        if self.shown is None or done < self.done or of != self.shown.length:
            self.end()
            label = self.label or what
            self.shown = click.progressbar(length=of, label=label, file=sys.stderr, item_show_func=lambda each: each if self.label else "")
            self.shown.__enter__()
        self.shown.update(done - self.done, what)
        self.done = done

    def end(self) -> None:
        if self.shown is not None:
            self.shown.__exit__(None, None, None)
        self.shown, self.done = None, 0


@contextmanager
def bar(label: str = "") -> Iterator[Show]:
    """Call with (what is being done, how many are done, how many there are). Without a label, each stage is its own."""
    bars = Bars(label)
    try:
        yield bars.show if sys.stderr.isatty() else unseen
    finally:
        bars.end()


def unseen(what: str, done: int, of: int) -> None:
    """Nobody looks."""
