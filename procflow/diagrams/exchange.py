"""A table as BPMN 2.0 XML with diagram interchange: what other tools can open. It exports and never reads such files.

A state in which somebody is due is a userTask, a settled one an intermediate event, a final one an end event; from where
several ways lead, an exclusive gateway. A deadline's step leaves its task by a timer on the border.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from procflow.diagrams.graph import rows_between, titles
from procflow.diagrams.layout import layout
from procflow.diagrams.shapes import BELOW, SPACES, Diagram, Flow, tag
from procflow.diagrams.told import guards, who, within
from procflow.grammar import NEW, TIMER, Procedure, State, Step
from procflow.wording import say

TARGET = "urn:procflow:procedures"


def bpmn(table: Procedure, lang: str = "zh") -> bytes:
    """The document, UTF-8 with declaration; ids are the names of states and steps."""
    root = ET.Element(tag("definitions"), {"id": "definitions", "targetNamespace": TARGET, "exporter": "procflow"})
    process = ET.SubElement(root, tag("process"), {"id": f"process_{table.key}", "name": say(table.title, lang), "isExecutable": "false"})
    diagram = Diagram(root, f"process_{table.key}", layout(table, lang, BELOW))
    made = flows(table, lang)
    element(process, "startEvent", NEW, say("由此开始", lang))
    for state in table.states:
        node(process, state, made, lang)
    for name in (NEW, *table.by_name):
        if branches(made, name):
            fork = element(process, "exclusiveGateway", gateway(name))
            fork.set("gatewayDirection", "Diverging")
            made.append(Flow(f"to_{gateway(name)}", name, name, node_id(name), gateway(name)))
    for flow in made:
        sequence(process, flow)
    for name in (NEW, *table.by_name):
        timed = [flow for flow in made if flow.timed and flow.source == name]
        diagram.node(name, node_id(name), kind(table.by_name.get(name), made), gateway(name) if branches(made, name) else "", timed)
    for flow in made:
        diagram.edge(flow)
    for prefix, space in SPACES.items():
        ET.register_namespace(prefix, space)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def flows(table: Procedure, lang: str) -> list[Flow]:
    """One flow for each pair of states, and one of its own for the deadline's rows where a timer can stand on a task."""
    found: list[Flow] = []
    for (source, to), rows in rows_between(table).items():
        can = source in table.by_name and table.by_name[source].open
        timed = [row for row in rows if row.by == TIMER and can]
        for part in ([row for row in rows if row not in timed], timed):
            if part:
                number = f"flow_{len(found) + 1}"
                begins = f"timer_{len(found) + 1}" if part is timed else node_id(source)
                said = "\n".join(described(row, lang) for row in part)
                found.append(Flow(number, source, to, begins, node_id(to), " / ".join(titles(part, lang)), said, part is timed))
    for flow in found:
        if not flow.timed and branches(found, flow.source):
            flow.begins = gateway(flow.source)
    return found


def branches(made: list[Flow], name: str) -> bool:
    return sum(flow.source == name and not flow.timed and flow.target_id != gateway(name) for flow in made) > 1


def described(row: Step, lang: str) -> str:
    """Who takes a row, by which clause, and the sentences of its guards."""
    words = [f"{say(row.title, lang)}: {who(row.by, lang)}", row.clause, *(say(each.sentence, lang) for each in guards(row))]
    return "; ".join(word for word in words if word)


def node(process: ET.Element, state: State, made: list[Flow], lang: str) -> None:
    """A state, with the timers on its border."""
    due = " · ".join(word for word in (who(state.desk, lang), within(state.within, lang)) if word)
    element(process, kind(state, made), node_id(state.name), say(state.title, lang), due)
    for flow in made:
        if flow.source == state.name and flow.timed:
            timer = element(process, "boundaryEvent", flow.begins, flow.name, within(state.within, lang))
            timer.set("attachedToRef", node_id(state.name))
            definition = ET.SubElement(timer, tag("timerEventDefinition"), {"id": f"{flow.begins}_due"})
            ET.SubElement(definition, tag("timeDuration")).text = within(state.within, "en") or "as the procedure says"


def kind(state: State | None, made: list[Flow]) -> str:
    if state is None:
        return "startEvent"
    leads_on = any(flow.source == state.name for flow in made)
    return "userTask" if state.open else "intermediateThrowEvent" if leads_on else "endEvent"


def sequence(process: ET.Element, flow: Flow) -> None:
    made = element(process, "sequenceFlow", flow.id, flow.name, flow.said)
    made.set("sourceRef", flow.begins)
    made.set("targetRef", flow.target_id)


def element(parent: ET.Element, name: str, ident: str, title: str = "", said: str = "") -> ET.Element:
    made = ET.SubElement(parent, tag(name), {"id": ident, **({"name": title} if title else {})})
    if said:
        ET.SubElement(made, tag("documentation")).text = said
    return made


def node_id(name: str) -> str:
    return f"state_{name}" if name != NEW else NEW


def gateway(name: str) -> str:
    return f"gateway_{name}"
