"""Start to first page (P12) and memory (P11): `python -m benchmarks.serving [--starts N] [--requests N] [--seconds N]`; prints a table in Markdown.

The demo is built once. Then `procflow demo` is started so many times, each time until its sign-in page has come; then `procflow serve` on the same
data: its memory when idle, and after each tenth of so many requests (or of so much time) for the pages that a secretary reaches from the first.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from benchmarks.site import Browser, Site
from procflow import demo
from procflow.config import Settings
from procflow.dates import local_day

LINK = re.compile(r'href="(/[^"#]*)"')
LEAVE_OUT = re.compile(r"/static/|/logout|/login|/lang|/export|\.(xlsx|pdf|csv|zip|svg)")
WHO = "Y01"
PAGES = 40
BROWSERS = 4
PARTS = 10


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--starts", type=int, default=5)
    asked.add_argument("--requests", type=int, default=20_000)
    asked.add_argument("--seconds", type=float, default=600, help="stop asking after so long")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="procflow-bench-") as folder:
        home = Path(folder)
        settings = Settings.load({"PROCFLOW_HOME": folder})
        demo.ensure(settings, partial(demo.living, local_day(datetime.now(UTC))))
        times = [started(home) for _ in range(given.starts + 1)][1:]
        print(f"start to first page: {', '.join(f'{each:.2f}' for each in times)} s; median {median(times):.2f} s (target 3, dream 1)\n")
        remember(home, given.requests, given.seconds)


def started(home: Path) -> float:
    """Seconds until the sign-in page of `procflow demo` has come."""
    begun = perf_counter()
    with Site("demo", home) as site:
        status, _, _ = Browser(site.port).get("/login")
        took = perf_counter() - begun
    if status != 200:
        raise SystemExit(f"the first page is {status}")
    return took


def remember(home: Path, requests: int, seconds: float) -> None:
    with Site("serve", home) as site:
        Browser(site.port).get("/login")
        sleep(2)  # the crew looks for work once
        print(f"| requests | MiB |\n|---|---|\n| idle | {site.memory():.0f} (target 150, dream 90) |", flush=True)
        browsers = [Browser(site.port, WHO) for _ in range(BROWSERS)]
        pages, end, asked = reachable(browsers[0]), perf_counter() + seconds, 0
        with ThreadPoolExecutor(BROWSERS) as pool:
            for _ in range(PARTS):
                each = requests // PARTS // BROWSERS
                asked += sum(pool.map(lambda browser, each=each: ask(browser, pages, each, end), browsers))
                print(f"| {asked:,} | {site.memory():.0f} |", flush=True)
                if perf_counter() > end:
                    break
        print(f"\n{len(pages)} different pages, {BROWSERS} browsers, {asked / (perf_counter() - end + seconds):,.0f} pages a second")


def reachable(browser: Browser) -> list[str]:
    """What can be read from the first page on, in the order in which it is met."""
    found = ["/"]
    for path in found:
        status, location, body = browser.get(path)
        more = [location] if status in (302, 303) else LINK.findall(body)
        found += [each.replace("&amp;", "&") for each in dict.fromkeys(more) if each.startswith("/") and not LEAVE_OUT.search(each)]
        found[:] = list(dict.fromkeys(found))[:PAGES]
    return found


def ask(browser: Browser, pages: list[str], times: int, end: float) -> int:
    for number in range(times):
        if perf_counter() > end:
            return number
        path = pages[number % len(pages)]
        status, _, body = browser.get(path)
        if status >= 400:
            raise SystemExit(f"{path}: {status}\n{body[:2000]}")
    return times


if __name__ == "__main__":
    main()
