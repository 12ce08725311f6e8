"""Each form reads whatever its schema admits, and what it has read fits the schema again: the document promises neither too much nor too little."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from procflow.filing import KINDS
from procflow.forms.described import json_schema, written
from procflow.machines import tables
from procflow.web.api import operations
from procflow.web.api.operations import whole


def forms():
    asked = [row.asks for table in tables().values() for row in (*table.steps, *table.common) if row.asks]
    asked += [kind.form for kind in KINDS.values()]
    asked += [each.asks for each in operations() if each.asks]
    return list(dict.fromkeys(asked))


def bodies(form):
    """What the schema admits, as schemathesis would send it."""
    body = {"required": True, "content": {"application/json": {"schema": json_schema(form)}}}
    operation = {"requestBody": body, "responses": {"200": {"description": "read"}}}
    document = {"openapi": "3.1.0", "info": {"title": "one form", "version": "1"}, "paths": {"/form": {"post": operation}}}
    return schemathesis.openapi.from_dict(document)["/form"]["POST"].as_strategy(generation_mode=GenerationMode.POSITIVE)


@pytest.mark.parametrize("form", forms(), ids=lambda each: f"{each.__module__.rpartition('.')[2]}.{each.__name__}")
def test_a_form_reads_what_its_schema_admits(form):
    fits = Draft202012Validator(json_schema(form)).is_valid

    @settings(
        max_examples=settings.default.max_examples // 8,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
        phases=[Phase.generate],
    )
    @given(bodies(form))
    def reads(case):
        sent = json.loads(json.dumps(case.body), parse_float=whole)
        assert fits(written(form, form().load(sent))), sent

    reads()
