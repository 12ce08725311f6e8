"""Takes single answers out of a rulebook's canonical tree; the only module that knows how the tree is built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from procflow.dates import Span
from procflow.regimes.parts import Choice, Grade, Growth, Item, Level, MemberClass, Multiplier, Policy, Publicity, Test
from procflow.regimes.schema import LEAVES, ROWS
from procflow.regimes.shares import WHOLE, exact

SIGN_OF = {"deduction": -1, "veto": 0}
ONCE = 100  # hundredths of a factor
Tree = Mapping[str, Any]


class UnsaidError(LookupError):
    """An unfinished file does not say this yet; in a rulebook that was read whole this cannot happen."""


def value(root: Tree, path: str) -> Any:
    """KeyError for a path that the schema does not name."""
    if path in ROWS:
        first = next(iter(ROWS[path]))
        return tuple(row[first] for row in _at(root, path))
    found = _leaf(root, path)["is"]
    return tuple(found) if isinstance(found, list) else found


def clause(root: Tree, path: str) -> str:
    return " ".join(_leaf(root, path)["by"])


def binding(root: Tree, path: str) -> str:
    return str(_leaf(root, path).get("bind", ""))


def span(written: str) -> Span:
    n, unit = written.split(" ")
    return Span(int(n), "wd" if unit == "wd" else "d")


def policies(root: Tree) -> tuple[Policy, ...]:
    return tuple(Policy(path, value(root, path), clause(root, path), str(_leaf(root, path).get("note", ""))) for path in LEAVES)


def choices(root: Tree, path: str) -> tuple[Choice, ...]:
    first, second = list(ROWS[path])[:2]
    return tuple(Choice(str(row[first]), str(row[second]), _by(row)) for row in _at(root, path))


def figures(root: Tree, path: str) -> dict[str, int]:
    """A table of figures by code in hundredths, e.g. "appraisal.values"."""
    first, *_, last = ROWS[path]
    return {str(row[first]): int(row[last]) for row in _at(root, path)}


def weights(root: Tree, path: str) -> dict[str, Fraction]:
    """A table of shares by code, e.g. "appraisal.weights"."""
    first, *_, last = ROWS[path]
    return {str(row[first]): exact(row[last]) for row in _at(root, path)}


def items(root: Tree) -> tuple[Item, ...]:
    return tuple(_item(row) for row in _at(root, "items"))


def grades(root: Tree, table: str) -> tuple[Grade, ...]:
    return tuple(_grade(row, gap=table == "gaps") for row in _at(root, table))


def levels(root: Tree) -> tuple[Level, ...]:
    return tuple(Level(row["grade"], row["cycle_no"], exact(row["share"]), _by(row)) for row in _at(root, "quota.levels"))


def growth(root: Tree) -> tuple[Growth, ...]:
    """The rows of the formula; none where the rules do not grow by it."""
    rows = _at(root, "quota.growth") if value(root, "quota.later_years") == "formula" else ()
    return tuple(Growth(row["grade"], exact(row["add"]), exact(row.get("most", WHOLE)), _by(row)) for row in rows)


def level_in_force(filed: Iterable[Level], grade: str, cycle_no: int, rises: Iterable[Growth] = ()) -> Level | None:
    """Years count from the last figure filed, whose share they raise exactly."""
    earlier = [level for level in filed if level.grade == grade and level.cycle_no <= cycle_no]
    if not earlier:
        return None
    last = max(earlier, key=lambda level: level.cycle_no)
    years = cycle_no - last.cycle_no
    rise = next((each for each in rises if each.grade == grade), None) if years else None
    if rise:
        return Level(grade, last.cycle_no, min(rise.most, last.share + years * rise.add), f"{last.clause} {rise.clause}", grown=True)
    return Level(grade, last.cycle_no, last.share, last.clause, inherited=bool(years))


def publicity(root: Tree, sheet: str) -> Publicity:
    def part(key: str) -> Any:
        return value(root, f"publicity.{sheet}.{key}")

    return Publicity(part("by"), span(part("days")), part("start_counts"), part("places"), part("due_day"))


def _item(row: Tree) -> Item:
    low, high = row["range"] if "range" in row else (row.get("points", 0),) * 2
    return Item(
        code=row["code"],
        label=row["label"],
        component=row["component"],
        sign=SIGN_OF.get(row["component"], 1),
        low=low,
        high=high,
        per=row["per"],
        evidence=row["evidence"],
        proof=row.get("proof", ""),
        clause=_by(row),
        cap=row.get("cap"),
        outside_cap=row.get("outside_cap", False),
        path=tuple(row.get("path", ())),
        source=row.get("source", ""),
        placeholder=row.get("placeholder", False),
    )


def classes(root: Tree) -> tuple[MemberClass, ...]:
    return tuple(
        MemberClass(
            row["code"], row["label"], tuple(row["of"]), row.get("base_cap"), tuple(row.get("items", ())), row.get("times", ONCE), _by(row)
        )
        for row in _at(root, "scope.classes")
    )


def multipliers(root: Tree) -> tuple[Multiplier, ...]:
    rows = _at(root, "components.bonus.multipliers")
    return tuple(Multiplier(row["code"], row["label"], tuple(row["items"]), row["times"], _by(row)) for row in rows)


def _grade(row: Tree, gap: bool) -> Grade:
    return Grade(
        code=row["code"],
        label=row["label"],
        clause=_by(row),
        all=_tests(row.get("all", ())),
        any=_tests(row.get("any", ())),
        star=row.get("star", False),
        award=row.get("award", False),
        may=row.get("may", False),
        opens=tuple(row.get("opens", ())),
        gap=gap,
        decided_by=row.get("decided_by", ""),
        choices=tuple(row.get("choices", ())),
        at=row.get("at", "year"),
    )


def _tests(rows: Iterable[Tree]) -> tuple[Test, ...]:
    return tuple(Test(row["metric"], row["sign"], row["points"]) for row in rows)


def _by(row: Tree) -> str:
    return " ".join(row["by"])


def _leaf(root: Tree, path: str) -> Tree:
    if path not in LEAVES:
        raise KeyError(path)
    found: Tree = _at(root, path)
    return found


def _at(root: Tree, path: str) -> Any:
    found: Any = root
    for key in path.split("."):
        if key not in found:
            raise UnsaidError(path)
        found = found[key]
    return found
