"""The BPMN 2.0 document: what the OMG's schema and its prose ask, checked on the document itself."""

from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from procflow.diagrams import bpmn
from procflow.diagrams.shapes import SPACES
from tests.diagrams.examples import ALL, bonus_claim
from tests.diagrams.odd_tables import odd_tables

NS = {"b": SPACES[""], "i": SPACES["bpmndi"], "c": SPACES["dc"], "d": SPACES["di"]}
NODES = {"startEvent", "userTask", "intermediateThrowEvent", "endEvent", "exclusiveGateway", "boundaryEvent"}


def opened(table, lang="zh"):
    root = ET.fromstring(bpmn(table, lang))
    return root, root.find("b:process", NS)


def kinds(process):
    return {each.get("id"): each.tag.partition("}")[2] for each in process}


def sound(table, lang="zh"):
    """Ids unique, ends of flows there, starts not entered, ends not left, every node and flow drawn once."""
    root, process = opened(table, lang)
    of = kinds(process)
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    flows = process.findall("b:sequenceFlow", NS)
    into, out = Counter(flow.get("targetRef") for flow in flows), Counter(flow.get("sourceRef") for flow in flows)
    drawn = [each.get("bpmnElement") for each in root.iter() if each.tag in {f"{{{NS['i']}}}BPMNShape", f"{{{NS['i']}}}BPMNEdge"}]
    assert root.get("targetNamespace")
    assert len(ids) == len(set(ids))
    assert set(of.values()) <= NODES | {"sequenceFlow"}
    assert {of[name] for name in (*into, *out)} <= NODES
    assert not [name for name in into if of[name] in {"startEvent", "boundaryEvent"}]
    assert not [name for name in out if of[name] == "endEvent"]
    assert [name for name, kind in of.items() if kind == "exclusiveGateway" and (into[name] != 1 or out[name] < 2)] == []
    assert [name for name, kind in of.items() if kind == "boundaryEvent" and out[name] != 1] == []
    assert sorted(drawn) == sorted(of)
    assert all(len(edge.findall("d:waypoint", NS)) >= 2 for edge in root.iter(f"{{{NS['i']}}}BPMNEdge"))
    assert all(float(each.get(side)) > 0 for each in root.iter(f"{{{NS['c']}}}Bounds") for side in ("width", "height"))
    return True


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("table", [make() for make in ALL], ids=lambda table: table.key)
def test_a_real_procedure_is_a_sound_document(table, lang):
    assert sound(table, lang)


@settings(max_examples=40, deadline=None)
@given(odd_tables(7))
def test_whatever_the_table_the_document_is_sound(table):
    assert sound(table)


def test_states_become_tasks_and_events():
    of = kinds(opened(bonus_claim())[1])
    assert of["new"] == "startEvent"
    assert of["state_draft"] == "userTask"
    assert of["state_posted"] == "intermediateThrowEvent"
    assert of["state_rejected"] == "endEvent"
    assert of["gateway_verifying"] == "exclusiveGateway"
    assert "gateway_approved" not in of


def test_a_deadline_leaves_its_task_by_a_timer_on_the_border():
    _, process = opened(bonus_claim())
    timer = process.find("b:boundaryEvent", NS)
    assert timer.get("attachedToRef") == "state_returned"
    assert timer.findtext("b:timerEventDefinition/b:timeDuration", namespaces=NS) == "5 working days"
    assert [flow.get("targetRef") for flow in process.findall("b:sequenceFlow", NS) if flow.get("sourceRef") == timer.get("id")] == [
        "state_lapsed"
    ]


def test_who_acts_and_what_guards_a_way_are_documented():
    texts = [each.text for each in opened(bonus_claim())[1].iter(f"{{{NS['b']}}}documentation")]
    assert "核实人 · 5个工作日" in texts
    assert "申报: 党员; T9 B31; 申报时限已过" in texts


def test_the_document_is_declared_as_utf8():
    assert bpmn(bonus_claim()).startswith(b"<?xml version='1.0' encoding='utf-8'?>")
