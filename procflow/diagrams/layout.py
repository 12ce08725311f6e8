"""A table laid out on a page: boxes, wires, labels and loops with their coordinates in pixels; how they look is not said here."""

from __future__ import annotations

from dataclasses import dataclass

from procflow.diagrams.graph import Graph, Net, graph
from procflow.diagrams.order import ordered
from procflow.diagrams.place import place
from procflow.diagrams.ports import ports
from procflow.diagrams.sizes import LOOP, MARGIN, SIDE, heights, loop_box, measure
from procflow.diagrams.tracks import routed
from procflow.diagrams.ways import Point, way
from procflow.grammar import Procedure
from procflow.wording import say


@dataclass(frozen=True)
class Box:
    """A state, or the words beside a wire: its middle, its size and its lines."""

    x: float
    y: float
    wide: float
    high: float
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wire:
    """The way from one state to another as corners; the wires of one `bundle` join and end in one arrow."""

    source: str
    target: str
    points: tuple[Point, ...]
    bundle: int
    unattended: bool


@dataclass(frozen=True)
class Layout:
    """`labels` belong to bundles, `loops` to the state that they leave and enter; `main` is the way that most cases take."""

    states: dict[str, Box]
    wires: tuple[Wire, ...]
    labels: dict[int, Box]
    loops: dict[str, tuple[Box, bool]]
    main: tuple[str, ...]
    wide: float
    high: float


def layout(table: Procedure, lang: str = "zh", below: float = 0) -> Layout:
    """Lay a table out from top to bottom, with `below` more pixels free under every state."""
    drawn = graph(table, lang)
    titles = {state.name: say(state.title, lang) for state in table.states}
    measure(drawn, titles, {state.name for state in table.states if state.final}, lang)
    layers = ordered(drawn)
    place(drawn, layers)
    ports(drawn, layers)
    shift = MARGIN - min(spot.x - spot.left for spot in drawn.spots)
    for spot in drawn.spots:
        spot.x += shift
    for link in drawn.links:
        link.top, link.bottom = link.top + shift, link.bottom + shift
    high = heights(layers, routed(drawn, layers), below)
    bundles = list(dict.fromkeys(link.net for link in drawn.links))
    wide = max(spot.x + spot.right for spot in drawn.spots) + MARGIN
    return Layout(states(drawn), wires(drawn, bundles), labels(drawn, bundles), loops(drawn), tuple(drawn.main), wide, high)


def states(drawn: Graph) -> dict[str, Box]:
    return {name: Box(spot.x, spot.y, spot.wide, spot.high, spot.lines) for name, spot in drawn.states.items()}


def wires(drawn: Graph, bundles: list[Net]) -> tuple[Wire, ...]:
    return tuple(
        Wire(source, net.target, way(drawn, net, source), at, net.unattended) for at, net in enumerate(bundles) for source in net.sources
    )


def labels(drawn: Graph, bundles: list[Net]) -> dict[int, Box]:
    return {
        bundles.index(spot.net): Box(spot.x, spot.y, spot.wide, spot.high, spot.lines)
        for spot in drawn.spots
        if spot.kind == "label" and spot.net
    }


def loops(drawn: Graph) -> dict[str, tuple[Box, bool]]:
    """The words of each loop, to the right of its state and of the loop itself."""
    found = {}
    for name, (titles, unattended) in drawn.loops.items():
        spot, (wide, high, lines) = drawn.states[name], loop_box(titles)
        found[name] = Box(spot.x + spot.wide / 2 + LOOP + SIDE + wide / 2, spot.y, wide, high, lines), unattended
    return found
