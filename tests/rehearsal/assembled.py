"""A bundled script with its parts put together, as plain data that a test may bend and read again."""

import yaml

from procflow.rehearsal import bundled
from procflow.rehearsal import read as read_text
from procflow.rehearsal.reading import PARTS


def script(name):
    own = loaded(bundled()[name])
    whole = {"people": {}, "facts": [], "steps": []}
    for each in [*(loaded(PARTS / f"{part}.yaml") for part in own.pop("parts", ())), own]:
        for unit, people in each.pop("people", {}).items():
            whole["people"].setdefault(unit, []).extend(people)
        for field in ("facts", "steps"):
            whole[field] += each.pop(field, [])
        whole |= each
    return whole


def loaded(path):
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def read(whole):
    """The script of such data, with lines of their own."""
    return read_text(written(whole))


def written(whole):
    return yaml.safe_dump(whole, allow_unicode=True, sort_keys=False)
