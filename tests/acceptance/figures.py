"""The figures of the acceptance targets at the end of a run: how often each was asked and how often it was missed."""

from __future__ import annotations

from collections import Counter

from _pytest.terminal import TerminalReporter

TITLES = {
    "T01": "axe: no violation", "T02": "no wider than the screen", "T03": "controls for a thumb", "T04": "text that can be read, days with weekday",
    "T05": "what to do stands in the first screen", "T06": "three clicks to a finished task", "T07": "by keyboard alone", "T08": "without script",
    "T09": "what was shown is what was done", "T10": "nothing refused in silence", "T11": "errors that say what to do", "T12": "nothing lost with a session",
    "T13": "once only", "T14": "light pages", "T15": "quick pages", "T16": "print", "T17": "workbooks", "T18": "each number to its decision",
    "T19": "the audit's pages", "T20": "the compliance report",
}  # fmt: skip


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Reports travel from the workers with what was noted on them."""
    asked, missed = Counter[str](), Counter[str]()
    for kind in ("passed", "failed"):
        for report in terminalreporter.stats.get(kind, []):
            for name, value in getattr(report, "user_properties", ()):
                if name == "target":
                    target, looked, wrong = value
                    asked[target] += looked
                    missed[target] += wrong
    if asked:
        terminalreporter.section("acceptance targets")
        for target in sorted(asked):
            verdict = f"missed {missed[target]}" if missed[target] else "pass"
            terminalreporter.line(f"{target}  {TITLES[target]:<42} asked {asked[target]:>5}  {verdict}")
