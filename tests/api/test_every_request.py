"""Whatever is asked of the API, by an official and by a member: no fault, and no answer that the document does not say."""

import pytest

from tests.api.conftest import Caller
from tests.api.every import every_request
from tests.web import quarter


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # of schemathesis and hypothesis about what they draw; ours would be answers of 500
@pytest.mark.parametrize(("person", "lang", "limits"), [("Y01", "zh", "most"), ("M05", "en", "none")])
def test_every_answer_is_one_that_the_document_says(tmp_path, person, lang, limits):
    with quarter.site("sqlite", tmp_path, quarter.whole) as app:
        found = every_request(app, Caller(app, person, lang), examples=3, seed=1, limits=limits)
    assert found.told == ""
    assert len(found.requests) == len(app.extensions["operations"])
    assert {200, 201, 400, 401, 404} <= {status for _, status in found.answers}
