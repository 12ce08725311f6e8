"""Records the hash of each table beside its edition: `.venv/bin/python -m tests.editions` after a table was changed on purpose."""

import json
from pathlib import Path

from procflow.grammar.editions import edition
from procflow.machines import tables

KEPT = Path(__file__).parent / "data" / "editions.json"


def kept() -> dict[str, dict[str, str]]:
    return json.loads(KEPT.read_text(encoding="utf-8"))


def record() -> None:
    """Every edition that was ever recorded stays; the present one of each table is written anew."""
    earlier = kept() if KEPT.exists() else {}
    now = {key: {**earlier.get(key, {}), table.edition: edition(table)[0]} for key, table in tables().items()}
    KEPT.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
