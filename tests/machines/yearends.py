"""The year of `yearend` under rules that say otherwise who is chosen, or what the approver may do: M01 has 84 points, M02 82; made once and copied."""

from tests.machines import yearend
from tests.machines.yearend import FIGURES
from tests.regimes.examples import changed

EXCESS = "  excess: {is: cascade,"
ASKED = ("14", "12")  # both reach three stars, and there is one place
CHOICE = {
    choice: changed(*FIGURES, (EXCESS, f"  choice: {{is: {choice}, by: [B18, A30]}}\n{EXCESS}"))
    for choice in ("score", "committee", "vote")
}
APPROVER = {may: changed(*FIGURES, ("approver_may: {is: return,", f"approver_may: {{is: {may},")) for may in ("return", "edit")}


def by_score(url: str) -> None:
    yearend.built(url, rules=CHOICE["score"], asked=ASKED)


def by_committee(url: str) -> None:
    yearend.built(url, rules=CHOICE["committee"], asked=ASKED)


def by_vote(url: str) -> None:
    yearend.built(url, rules=CHOICE["vote"], asked=ASKED)


def returning(url: str) -> None:
    yearend.built(url, rules=APPROVER["return"], asked=ASKED)


def setting(url: str) -> None:
    yearend.built(url, rules=APPROVER["edit"], asked=ASKED)
