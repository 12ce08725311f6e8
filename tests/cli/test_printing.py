"""Documents from the command line: the same PDF as the pages give, on record, and nothing for whoever may not read it."""

import pytest

from procflow.canon import sha256
from tests.reports.pdf.reading import square


@pytest.mark.parametrize(
    "said",
    [
        ("case", "LH1-JL-2024-0001"),
        ("minutes", "LH1-0419"),
        ("notice", "lh1", "2024-Q1"),
        ("statement", "M03", "2024-Q1"),
        ("register", "r4", "lh1", "2024"),
    ],
)
def test_a_document_is_written_with_its_code_and_is_on_record(act, rows, tmp_path, said):
    path = tmp_path / "it.pdf"
    done = act("print", *said, "--as", "Y01", "-o", str(path), "--site", "https://points.example.cn/", "--json")
    assert done.code == 0
    data = path.read_bytes()
    assert done.data["sha256"] == sha256(data)
    assert square(data)[0].startswith("https://points.example.cn/v/")
    assert rows("SELECT file, digest FROM issued_paper") == [(sha256(data), done.data["digest"])]


@pytest.mark.parametrize(
    "said", [("case", "LH1-JL-2024-0001"), ("register", "R8", "lh1", "2024"), ("rating", "lh1", "2024"), ("notice", "lh1", "2031-Q1")]
)
def test_what_may_not_be_read_is_not_printed(act, rows, tmp_path, said):
    path = tmp_path / "it.pdf"
    done = act("print", *said, "--as", "M13", "-o", str(path))
    assert done.code != 0
    assert not path.exists()
    assert rows("SELECT count(*) FROM issued_paper") == [(0,)]
