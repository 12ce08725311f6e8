"""The inbox as a workbook: whoever the system stands for is named in the reader's language."""

import io

import pytest
from flask import g
from python_calamine import CalamineWorkbook

from procflow.grammar import SYSTEM
from procflow.queries import Row
from procflow.queries.people import SYSTEM_NAME, Named
from procflow.web.listed import workbook


@pytest.mark.parametrize(("lang", "name"), [("zh", "系统"), ("en", "the system")])
def test_what_the_system_handed_on_says_so(site, lang, name):
    row = Row.__new__(Row)
    for field in Row.__dataclass_fields__:
        object.__setattr__(row, field, "")
    for field, value in {"subject": Named("M01", "张三"), "from_whom": Named(SYSTEM, SYSTEM_NAME), "points": None}.items():
        object.__setattr__(row, field, value)
    with site.test_request_context():
        g.lang = lang
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook([row]))).get_sheet_by_index(0).to_python()
    assert name in sheet[1]
