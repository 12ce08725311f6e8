"""Findings: ordered from cause to consequence, short, and said in both languages."""

import ast
import re
from pathlib import Path

import procflow.proof
from procflow.proof.findings import KINDS, MOST, Findings
from procflow.wording import missing

HERE = ("", None)


def test_the_root_cause_comes_first_whatever_was_found_first():
    findings = Findings()
    for kind in reversed(KINDS):
        findings.add(kind, "t", kind, HERE, "x")
    assert [found.kind for found in findings.report({}).findings] == [kind for kind in KINDS if kind != "clock"]


def test_fifty_findings_are_enough_and_never_hide_a_cause():
    findings = Findings()
    for number in range(1000):
        findings.add("task", "task", number, HERE, "x")
    findings.add("record", "audit_event", 1, HERE, "x")
    report = findings.report({})
    assert len(report.findings) == MOST
    assert report.findings[0].kind == "record"


def test_a_warning_alone_leaves_everything_ok():
    findings = Findings()
    findings.add("clock", "audit_event", 1, HERE, "x")
    report = findings.report({})
    assert report.ok
    assert len(report.warnings) == 1


def test_a_finding_names_the_case_of_its_chain_and_shortens_what_is_long():
    findings = Findings()
    findings.add("case", "proc_case", 1, ("c1", 3), "x", found="y" * 1000)
    found = findings.report({"c1": "D1ZB-JL-2024-0001"}).findings[0]
    assert (found.where.case, found.where.seq) == ("D1ZB-JL-2024-0001", 3)
    assert len(found.inputs["found"]) < 300


def test_every_sentence_of_a_verification_is_said_in_english_too():
    folder = Path(procflow.proof.__file__).parent
    said = [
        node.value
        for path in sorted(folder.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search("[一-鿿]", node.value)
    ]
    assert len(said) > 30
    assert missing(said) == []
