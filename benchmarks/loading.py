"""How a page comes up on a slow office machine (T15): `python -m benchmarks.loading [--rounds N]`, on the demo, in Chromium.

The processor is slowed four times, the line is 1.6 Mbit/s with 150 ms. For each page: the largest paint and how far things jumped, the median of some
rounds with an empty cache, beside an empty page of the same site under the same brakes: what the brakes alone cost is in both.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from benchmarks.site import Browser, Site

CASE = "LH1-JL-2024-0009"
PAGES = {
    "Y04": ("/inbox", f"/cases/{CASE}", f"/cases/{CASE}/steps", "/start", "/calendar"),
    "M01": ("/me", "/members/M01/points?period=2024-Q1", "/publicity/lh1/2024-Q1"),
}
EMPTY = "/static/mark.svg"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 1.6e6 / 8}
SEEN = """() => new Promise(done => {
  let paint = 0, jump = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { paint = e.startTime; })).observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(e => { jump += e.value; })).observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done([paint, jump, performance.getEntriesByType('navigation')[0].responseStart])));
})"""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=5)
    rounds = asked.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, Site("demo", Path(folder)) as site, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        print(f"{'page':<40} {'paint s':>8} {'jump':>6} {'first byte s':>13} {'x empty':>8}")
        for person, pages in PAGES.items():
            page = braked(browser.new_page(), site.port, Browser(site.port, person).cookies)
            least = median(seen(page, site.port, EMPTY)[2] for _ in range(rounds))
            for path in pages:
                found = [seen(page, site.port, path) for _ in range(rounds)]
                paint, jump, first = (median(each[at] for each in found) for at in range(3))
                print(f"{path:<40} {paint / 1000:>8.2f} {jump:>6.3f} {first / 1000:>13.2f} {first / least:>8.2f}", flush=True)
        browser.close()


def braked(page: Page, port: int, cookies: dict[str, str]) -> Page:
    """A tab of somebody who is signed in, slowed down, that keeps nothing."""
    page.context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"} for name, value in cookies.items()])
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return page


def seen(page: Page, port: int, path: str) -> tuple[float, float, float]:
    """Milliseconds to the largest paint, the sum of the jumps, milliseconds to the first byte."""
    page.goto(f"http://127.0.0.1:{port}{path}", wait_until="load")
    paint, jump, first = page.evaluate(SEEN)
    return paint, jump, first


if __name__ == "__main__":
    main()
