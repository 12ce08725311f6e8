"""A log as XES 1.0 XML: a trace for each case, an event for each record that was done. It reads nothing and names nobody that the log does not."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from procflow.reports.interchange.gathered import Happened, History, Log

EXTENSIONS = (("Concept", "concept"), ("Time", "time"), ("Lifecycle", "lifecycle"), ("Organizational", "org"), ("Identity", "identity"))
GLOBALS = {"trace": ("concept:name",), "event": ("concept:name", "org:resource", "lifecycle:transition")}
UNKNOWN = "unknown"


def xes(log: Log) -> bytes:
    """The document, UTF-8 with declaration; times in UTC, points in hundredths."""
    root = ET.Element("log", {"xes.version": "1.0", "xes.features": "nested-attributes"})
    for name, prefix in EXTENSIONS:
        ET.SubElement(root, "extension", {"name": name, "prefix": prefix, "uri": f"http://www.xes-standard.org/{prefix}.xesext"})
    for scope, keys in GLOBALS.items():
        given = ET.SubElement(root, "global", {"scope": scope})
        strings(given, dict.fromkeys(keys, UNKNOWN))
        if scope == "event":
            ET.SubElement(given, "date", {"key": "time:timestamp", "value": "1970-01-01T00:00:00.000000Z"})
    ET.SubElement(root, "classifier", {"name": "Activity", "scope": "event", "keys": "concept:name"})
    said = {
        "concept:name": f"{log.unit} {log.period}",
        "procflow:unit": log.unit,
        "procflow:period": log.period,
        "procflow:log": log.origin,
    }
    strings(root, said)
    for case in log.cases:
        trace(root, case, log.names)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def trace(root: ET.Element, case: History, names: Mapping[str, str]) -> None:
    made = ET.SubElement(root, "trace")
    strings(made, {"concept:name": case.no, "procflow:procedure": case.procedure, "procflow:subject": case.subject, "procflow:period": case.period,
                   "procflow:state": case.state, "procflow:edition": case.edition, "procflow:regime": case.regime,
                   "procflow:subject_name": names.get(case.subject, "")})  # fmt: skip
    for each in case.events:
        event(made, each, case.procedure, names)


def event(made: ET.Element, of: Happened, procedure: str, names: Mapping[str, str]) -> None:
    one = ET.SubElement(made, "event")
    strings(one, {"concept:name": f"{procedure}.{of.step}", "concept:instance": of.id, "lifecycle:transition": "complete", "org:resource": of.by,
                  "org:role": of.role})  # fmt: skip
    ET.SubElement(one, "date", {"key": "time:timestamp", "value": of.at})
    strings(one, {"procflow:title": of.title, "procflow:occurred_on": of.on, "procflow:from": of.source, "procflow:to": of.to,
                  "procflow:clause": of.clause, "procflow:hash": of.hash, "procflow:cause": of.cause, "procflow:name": names.get(of.by, "")})  # fmt: skip
    if of.entries:
        ET.SubElement(one, "int", {"key": "procflow:points", "value": str(sum(int(each["points"]) for each in of.entries))})


def strings(to: ET.Element, said: Mapping[str, str]) -> None:
    for key, value in said.items():
        if value:
            ET.SubElement(to, "string", {"key": key, "value": value})
