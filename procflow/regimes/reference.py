"""The page docs/regimes.md and the JSON Schema beside it, written from the schema, the meanings and the files themselves; it reads no plan's rules."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from procflow.regimes import questions
from procflow.regimes.editors import PAGES, meanings, optional, schema
from procflow.regimes.rulebook import Rulebook, bundled, load
from procflow.regimes.schema import BODIES, HEAD, LEAVES, PERSONS, ROWS
from procflow.regimes.titles import title
from procflow.regimes.words import WORDS
from procflow.wording import say

NAMES = {"bind": "", "points": "points", "share": "share", "factor": "factor", "ratio": "fraction", "int": "number", "months": "months",
         "flag": "yes or no", "day": "day", "monthday": "date", "span": "days", "code": "code", "word": "code", "role": "role", "text": "text",
         "roles": "list of roles", "texts": "list of texts", "tests": "conditions", "range": "two points, least and most"}  # fmt: skip
TWO = questions.TWO
SHOWN = "branch_70_20_10"  # the plan that is printed whole


def page() -> str:
    """The whole reference, in English with the Chinese titles."""
    return (
        "\n\n".join([(PAGES / "head.md").read_text(encoding="utf-8").rstrip(), *sections(), roles(), policies(), plans(), whole()]) + "\n"
    )


def sections() -> Iterator[str]:
    """A section for each first word of the paths: its parameters with what the two regimes say, an example, then its lists."""
    yield "## Head\n\n" + grid(
        ("key", "meaning", "sort", "if left out"),
        [(f"`{key}`", meanings()[key], sort_of(sort), left_out(key)) for key, sort in HEAD.items()],
    )
    stems = list(dict.fromkeys(path.split(".")[0] for path in (*LEAVES, *ROWS)))
    for stem in stems:
        leaves = {path: sort for path, sort in LEAVES.items() if path.split(".")[0] == stem}
        parts = [f"## `{stem}`"]
        if leaves:
            parts += [
                grid(
                    ("parameter", "meaning", "sort", "township", "bureau", "clause, policy"),
                    [parameter(path, sort) for path, sort in leaves.items()],
                )
            ]
            parts.append(example(stem))
        parts += [table(path) for path in ROWS if path.split(".")[0] == stem]
        yield "\n\n".join(parts)


def parameter(path: str, sort: str) -> tuple[str, ...]:
    given = [written(name, path) for name in TWO]
    by = dict.fromkeys(clause for name in TWO for clause in rules(name).clause(path).split())
    absent = f"; left out: `{optional(path)}`" if optional(path) is not None else ""
    return (f"`{path}` {title(path)}", meanings()[path] + absent, sort_of(sort), *given, " ".join(by))


def table(path: str) -> str:
    """A list: what it is, its columns, and a row of a file that has one."""
    columns = [
        (f"`{key}`", meanings()[f"{path}.{key}"], sort_of(sort.rstrip("~")), "may be left out" if sort.endswith("~") else "")
        for key, sort in ROWS[path].items()
    ]
    absent = f" Left out: `{optional(path)}`." if optional(path) is not None else ""
    return f"### List `{path}` {title(path)}\n\n{meanings()[path]}.{absent}\n\n{grid(('column', 'meaning', 'sort', ''), columns)}\n\n{row_of(path)}"


def row_of(path: str) -> str:
    """An example row, as it stands in a file."""
    last = path.rpartition(".")[2]
    for name, file in bundled().items():
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines[:-1]):
            if line.strip() == f"{last}:" and lines[number + 1].lstrip().startswith("- {"):
                return f"For example, in `{name}`:\n\n```yaml\n{line.lstrip()}\n  {lines[number + 1].strip()}\n```"
    return f"```yaml\n{OWN[path]}\n```"


OWN = {  # lists that no file here has
    "quota.growth": "growth:\n  - {grade: star4, add: 0.01, most: 0.15, by: A11}\n  - {grade: star3, add: 1/60, by: A11}",
    "scope.classes": "classes:\n  - {code: old, label: 年老体弱党员, of: [retired], base_cap: 40, items: [dues, study], times: 0.5, by: P11}\n"
    "  - {code: others, label: 在职党员, of: [in_service], by: P11}",
}


def example(stem: str) -> str:
    """The section as it stands in the township's file, without the rows of its lists."""
    text = bundled()[TWO[0]].read_text(encoding="utf-8")
    start = text.find(f"\n{stem}:\n")
    if start < 0:
        leaves = (f"  {path.partition('.')[2]}: {{is: {optional(path)}, by: §4.3}}" for path in LEAVES if path.startswith(f"{stem}."))
        return "```yaml\n" + "\n".join([f"{stem}:", *leaves]) + "\n```"
    block = text[start + 1 :].split("\n\n")[0].splitlines()
    return "```yaml\n" + "\n".join(line for line in block if not line.lstrip().startswith(("- ", "#"))) + "\n```"


def written(name: str, path: str) -> str:
    """The value of one regime as a person writes it."""
    said = rules(name).value(path)
    if said is None:
        return "`none`"
    sort = LEAVES.get(path, "").rstrip("?!")
    if sort in ("points", "share"):
        return f"`{said / (100 if sort == 'points' else 10_000):g}`"
    if isinstance(said, tuple):
        return f"`[{', '.join(map(str, said))}]`"
    return f"`{'yes' if said else 'no'}`" if isinstance(said, bool) else f"`{said}`"


def sort_of(sort: str) -> str:
    plain = sort.rstrip("?!~")
    word, _, choices = plain.partition(" ")
    named = "; ".join(f"`{one}` {say(WORDS[one], 'en')}" if one in WORDS else f"`{one}`" for one in choices.split())
    found = f"{'one of' if word == 'one' else 'some of'} {named}" if choices else NAMES[word]
    found += " or `none`" if "?" in sort else ""
    return found + (" (deadline: `bind`)" if sort.endswith("!") else "")


def left_out(path: str) -> str:
    return f"`{optional(path)}`" if optional(path) is not None else ""


def roles() -> str:
    return f"## Roles\n\nPersons: {', '.join(f'`{one}`' for one in PERSONS.split())}.\n\nBodies: {', '.join(f'`{one}`' for one in BODIES.split())}."


def plans() -> str:
    """The files that come with procflow."""
    rows = [(f"`{name}`", rules(name).title, say(rules(name).title, "en"), "example" if rules(name).example else "") for name in bundled()]
    return "## The files that come with procflow\n\n" + grid(("id", "title", "in English", ""), rows)


def policies() -> str:
    """Each row of the policies with the parameters that settle it, and what the two regimes say."""
    rows = [
        (name, said["asks"], "<br>".join(map(settled, said["parameters"])), said["otherwise"])
        for name, said in questions.rows().items()
    ]  # fmt: skip
    head = ("row", "what the sources leave open", "parameter: township / bureau", "carried by")
    return (PAGES / "questions.md").read_text(encoding="utf-8").rstrip() + "\n\n" + grid(head, rows)


def settled(path: str) -> str:
    first, second = (written(name, path) for name in TWO)
    return f"`{path}`: {first}" + ("" if first == second else f" / {second}")


def whole() -> str:
    """A file that comes with procflow, as it is."""
    text = bundled()[SHOWN].read_text(encoding="utf-8")
    return f"## A whole plan\n\nThe file `{SHOWN}`, word for word; it passes the check as an example.\n\n```yaml\n{text.rstrip()}\n```"


@cache
def rules(name: str) -> Rulebook:
    return load(name)


def grid(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (heads, tuple("---" for _ in heads), *rows)
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "regimes.md").write_text(page(), encoding="utf-8")
    for where in (folder, PAGES):
        (where / "regime.schema.json").write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
