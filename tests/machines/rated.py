"""A year as its rating sees it: ten members, the entries of seven, what was filed for them; facts made by hand, and no database."""

from procflow.dates import Period
from procflow.grammar import Facts, PeriodSeen
from procflow.regimes.rating import as_data, rate
from tests.machines.world import BODIES, TOWNSHIP, entry, facts, person

Y2024 = Period(2024, "year")
ROSTER = {f"M{n:02}": person(f"M{n:02}") for n in range(1, 11)}
SCORES = {"M01": 9500, "M02": 8400, "M03": 8400, "M04": 7000, "M05": 6700, "M06": 6200, "M07": 5000}
ENTRIES = tuple(entry(name, points, period="2024-Q2") for name, points in SCORES.items())
FILED = as_data(rate(TOWNSHIP, Y2024, ENTRIES, ROSTER, 1), 1)


def year(*taken, **more):
    given = {
        "period": "2024", "on": "2025-01-20", "taken": taken, "rating": FILED, "entries": ENTRIES, "roster": ROSTER, "cycle_no": 1, "pool": None, "links": (),
        "claims": (), "bodies": BODIES, "closings": (), "alike": (), "named": {},
    }  # fmt: skip
    said = {**given, **more}
    period = PeriodSeen(Period.parse(said["period"]), sealed=False)
    return Facts({**facts(**said)._sections, "period": period})  # a year of the calendar is a section that `facts` does not make
