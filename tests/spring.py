"""The worked year's first quarter and the second in the middle of its work (7 May 2024): what the tests of the command line live in."""

from pathlib import Path

from procflow.rehearsal import read


def script():
    return read((Path(__file__).parent / "data" / "spring.yaml").read_text(encoding="utf-8"))
