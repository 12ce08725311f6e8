"""The OpenAPI document: well formed, complete, made from the tables, in the reader's language; every answer is what it says."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from procflow.machines import tables
from procflow.web.api import operations
from procflow.wording import LANGUAGES
from tests.api.conftest import ROOT, Caller

HAN = re.compile(r"[\u4e00-\u9fff]")
SEEN = {"key": "bonus_claim", "unit": "lh1", "member": "M01", "period": "2024-Q1"}
HOOK = {"unit": "lh1", "url": "https://oa.example.cn/hooks"}
WHO = {"log": "admin", "webhooks": "admin", "webhook": "admin", "deliveries": "admin"}  # else the secretary


@pytest.fixture(scope="module")
def documents(small):
    client = small.test_client()
    return {lang: client.get(f"{ROOT}/openapi.json", headers={"Accept-Language": lang}).json for lang in LANGUAGES}


def test_each_reference_leads_somewhere_and_each_schema_is_one(documents):
    schemas = documents["zh"]["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(documents["zh"])))
    assert named <= schemas.keys()
    for each in schemas.values():
        Draft202012Validator.check_schema(each)


def test_every_step_that_people_take_has_its_body(documents):
    bodies = {name for name in documents["zh"]["components"]["schemas"] if "." in name}
    for table in tables().values():
        people = {row.name for row in table.steps if not {"auto", "timer"} & set(row.named)}
        assert {name for name in people if not any(body.startswith(f"{table.key}.{name}") for body in bodies)} == set()


def test_the_english_document_is_english_throughout(documents):
    said = re.findall(r'"(?:title|summary|description)": "((?:[^"\\]|\\.)*)"', json.dumps(documents["en"], ensure_ascii=False))
    assert [each for each in said if HAN.search(each)] == []


def seen(small, name, part):
    """A value of this part of a path that the operation finds something for."""
    if part == "no":
        return "LH1-0419" if name == "meeting" else "LH1-JL-2024-0001"
    if part == "entry":
        return Caller(small, "Y01").get("/units/lh1/entries?limit=1").json["items"][0]["entry"]
    if part == "sha256":
        return Caller(small, "Y01").get("/units/lh1/regimes").json[0]["sha256"]
    if part == "webhook":
        return Caller(small, "admin").post("/webhooks", HOOK, Idempotency_Key="seen").json["webhook"]["webhook"]
    return SEEN[part]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "of",
    [each for each in operations() if each.method == "GET" and each.answers is not bytes and each.name != "rating"],
    ids=lambda each: each.name,
)
def test_an_answer_is_what_the_document_says(small, documents, of, lang):
    caller, document = Caller(small, WHO.get(of.name, "Y01"), lang), documents[lang]
    path = re.sub(r"<(\w+)>", lambda found: seen(small, of.name, found[1]), of.path)
    answer = caller.get(path)
    assert answer.status_code == 200, answer.json
    schema = document["paths"][re.sub(r"<(\w+)>", r"{\1}", of.path)]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator(schema | {"components": document["components"]}).validate(answer.json)
