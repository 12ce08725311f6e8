"""The pages in docs/procedures are what the tables say today: `python -m procflow.diagrams.pages docs/procedures` writes them."""

from pathlib import Path

from procflow.diagrams.pages import files, write
from procflow.machines import tables

FOLDER = Path(__file__).parent.parent / "docs" / "procedures"


def test_every_procedure_has_its_page_in_both_languages_and_no_page_is_stale_or_left_over():
    written = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in (*FOLDER.glob("*.md"), *FOLDER.glob("zh/*.md"))}
    wanted = files()
    assert sorted(written) == sorted(wanted)
    assert [name for name, text in wanted.items() if written[name] != text] == []


def test_writing_takes_away_the_page_of_a_procedure_that_is_no_more(tmp_path):
    (tmp_path / "gone.md").write_text("x", "utf-8")
    write(tmp_path)
    found = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md")}
    assert found == {f"{folder}{key}.md" for key in tables() for folder in ("", "zh/")}
