"""Where the nodes and flows of a BPMN document stand on the page: the same layout as the drawing, with room for gateways."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from procflow.diagrams.layout import Box, Layout, Wire
from procflow.diagrams.sizes import LOOP
from procflow.diagrams.ways import Point

SPACES = {
    "": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
}
BELOW = 84
EVENT = 36
FORK = 30


@dataclass
class Flow:
    """A sequence flow: from which state to which, and between which nodes of the document."""

    id: str
    source: str
    target: str
    begins: str
    target_id: str
    name: str = ""
    said: str = ""
    timed: bool = False


def tag(name: str, space: str = "") -> str:
    return f"{{{SPACES[space]}}}{name}"


class Diagram:
    """The BPMNPlane of one process; nodes are to be set before the flows between them."""

    def __init__(self, root: ET.Element, process: str, laid: Layout) -> None:
        diagram = ET.SubElement(root, tag("BPMNDiagram", "bpmndi"), {"id": "diagram"})
        self.plane = ET.SubElement(diagram, tag("BPMNPlane", "bpmndi"), {"id": "plane", "bpmnElement": process})
        self.laid = laid
        self.forks: dict[str, Point] = {}
        self.events: set[str] = set()

    def node(self, name: str, ident: str, kind: str, fork: str, timed: list[Flow]) -> None:
        """A state as a task or an event in the middle of its box; its gateway below, beside a timer that stands in the way."""
        box = self.laid.states[name]
        wide, high = (box.wide, box.high) if kind == "userTask" else (EVENT, EVENT)
        self.shape(ident, box.x, box.y, wide, high)
        if kind != "userTask":
            self.events.add(name)
        if fork:
            ports = [self.wire(flow).points[0][0] - box.x for flow in timed if flow.source != flow.target]
            aside = next((-40 if port >= 0 else 40 for port in ports if abs(port) < EVENT), 0)
            self.forks[name] = (box.x + aside, box.y + box.high / 2 + 2 * EVENT / 3 + FORK / 2)
            self.shape(fork, *self.forks[name], FORK, FORK, isMarkerVisible="true")

    def edge(self, flow: Flow) -> None:
        points, label = self.between(flow)
        if flow.timed:
            x, y = points[0]
            self.shape(flow.begins, x, y, EVENT, EVENT)
            points[0] = (x, y + EVENT / 2)
        made = ET.SubElement(self.plane, tag("BPMNEdge", "bpmndi"), {"id": f"{flow.id}_edge", "bpmnElement": flow.id})
        for x, y in points:
            ET.SubElement(made, tag("waypoint", "di"), {"x": f"{x:.1f}", "y": f"{y:.1f}"})
        if label:
            bounds(ET.SubElement(made, tag("BPMNLabel", "bpmndi")), *label)

    def between(self, flow: Flow) -> tuple[list[Point], tuple[float, float, float, float] | None]:
        """The corners of a flow and the place of its words: from the gateway where there is one, else from the state itself."""
        box, fork = self.laid.states[flow.source], self.forks.get(flow.source)
        if flow.source == flow.target and flow.target_id.startswith("gateway_") and fork:
            return [(fork[0], box.y + (EVENT if flow.source in self.events else box.high) / 2), (fork[0], fork[1] - FORK / 2)], None
        if flow.source == flow.target:
            side, words = box.x + box.wide / 2, self.laid.loops[flow.source][0]
            begin = [(fork[0] + FORK / 2, fork[1])] if fork and not flow.timed else [(side, box.y - 9)]
            far = max(side + LOOP, begin[0][0] + LOOP)
            return [*begin, (far, begin[0][1]), (far, box.y + 9), (side, box.y + 9)], (words.x, words.y, words.wide, words.high)
        wire = self.wire(flow)
        words = self.laid.labels[wire.bundle]
        points = list(wire.points)
        if flow.target in self.events:
            points += docked(self.laid.states[flow.target], points.pop())
        if fork and not flow.timed:
            points = [*from_fork(fork, points[0], points[1]), *points[1:]]
        elif flow.source in self.events:
            points = [*docked(box, points[0])[::-1], *points[1:]]
        return points, (words.x, words.y, words.wide, words.high)

    def wire(self, flow: Flow) -> Wire:
        return next(each for each in self.laid.wires if (each.source, each.target) == (flow.source, flow.target))

    def shape(self, ident: str, x: float, y: float, wide: float, high: float, **more: str) -> None:
        made = ET.SubElement(self.plane, tag("BPMNShape", "bpmndi"), {"id": f"{ident}_shape", "bpmnElement": ident, **more})
        bounds(made, x, y, wide, high)


def docked(box: Box, port: Point) -> list[Point]:
    """From the edge of a box to the circle of the event that stands in its middle."""
    aside = port[0] - box.x
    if abs(aside) < EVENT / 2:
        return [(port[0], port[1]), (box.x, port[1]), (box.x, box.y + (EVENT / 2 if port[1] > box.y else -EVENT / 2))]
    return [(port[0], box.y), (box.x + (EVENT / 2 if aside > 0 else -EVENT / 2), box.y)]


def from_fork(fork: Point, port: Point, following: Point) -> list[Point]:
    """From the corner of a gateway to where the wire left the state: up over it, or down beside or under it."""
    x, y = fork
    if following[1] < port[1]:
        return [(x, y - FORK / 2), (port[0], y - FORK / 2)]
    if abs(port[0] - x) < FORK / 2:
        return [(x, y + FORK / 2), (port[0], y + FORK / 2)]
    return [(x + FORK / 2 * (1 if port[0] > x else -1), y), (port[0], y)]


def bounds(parent: ET.Element, x: float, y: float, wide: float, high: float) -> None:
    place = {"x": x - wide / 2, "y": y - high / 2, "width": wide, "height": high}
    ET.SubElement(parent, tag("Bounds", "dc"), {name: f"{value:.1f}" for name, value in place.items()})
