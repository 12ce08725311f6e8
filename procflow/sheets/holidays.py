"""The State Council's arrangement of a year as a sheet: a day to a row, off or at work; what does not fit is told by its cell. It files nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from procflow.dates import statutory
from procflow.forms import Sentence
from procflow.sheets.cells import Fault, day, letter
from procflow.sheets.columns import Column
from procflow.sheets.judged import NEEDED, ODD_DAY
from procflow.sheets.opened import Table

COLUMNS = (
    Column(
        "day",
        "日期",
        "放假的工作日和调休上班的周末，一天一行，例如 2027-01-01",
        ("放假日期", "日子", "date"),
        required=True,
        example="2027-01-01",
    ),
    Column("works", "安排", "休或班", ("休/班", "休班", "放假或上班", "类型", "arrangement"), required=True, example="休"),
)
TITLES = {each.key: each.title for each in COLUMNS}
OFF, ON = ("休", "放假", "休息", "off", "0"), ("班", "上班", "调休上班", "work", "works", "1")
OFF_OR_ON = "请填“休”或“班”"
FAR = "不是 {year} 年的安排；一份通知只管一年（年底年初相连的除外）"
SAME_DAY = "和第 {row} 行是同一天，请删去一行"


@dataclass
class Arranged:
    """The year that the sheet is about, its days as ISO text with whether they work, and what is wrong."""

    year: int = 0
    days: dict[str, bool] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def arranged(table: Table, places: Mapping[str, int]) -> Arranged:
    found, first = Arranged(), dict[str, int]()
    read: list[tuple[int, str, str]] = []
    for number, cells in table.rows:
        said = {key: cells[at] if at < len(cells) else "" for key, at in places.items()}

        def fault(key: str, sentence: str, said: Mapping[str, str] = said, number: int = number) -> None:
            found.faults.append(Fault(number, letter(places[key]), TITLES[key], said[key], sentence))

        try:
            on = day(said["day"])
        except ValueError:
            fault("day", ODD_DAY if said["day"] else NEEDED)
            continue
        if first.setdefault(on, number) != number:
            fault("day", Sentence(SAME_DAY, row=first[on]))
        works = said["works"].casefold()
        if works not in (*OFF, *ON):
            fault("works", OFF_OR_ON)
        read.append((number, on, said["day"]))
        found.days[on] = works in ON
    found.year = Counter(int(on[:4]) for _, on, _ in read).most_common(1)[0][0] if read else 0
    for number, on, said_day in read:
        if not date(found.year - 1, 12, 1) <= date.fromisoformat(on) <= date(found.year + 1, 1, 31):
            found.faults.append(Fault(number, letter(places["day"]), TITLES["day"], said_day, Sentence(FAR, year=found.year)))
    found.faults.sort(key=lambda each: each.row)
    return found


def estimated(year: int) -> dict[str, bool]:
    """What the law on holidays gives for a year whose arrangement is not published: weekdays off, no make-up days."""
    return {each.isoformat(): works for each, works in statutory(year).items()}


def as_table(days: Mapping[str, bool]) -> Table:
    """The same as if it had been sent as a sheet."""
    return Table(
        tuple(TITLES.values()), tuple((number, (on, "班" if works else "休")) for number, (on, works) in enumerate(sorted(days.items()), 2))
    )
