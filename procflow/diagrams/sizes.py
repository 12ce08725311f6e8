"""How much room words and wires take: the sizes of boxes, the heights of layers and lanes. Pixels, at the size at which they are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from procflow.diagrams.graph import Graph, Spot
from procflow.diagrams.order import Layers
from procflow.diagrams.ports import APART
from procflow.diagrams.text import LINE, width, wrap
from procflow.diagrams.tracks import Lane
from procflow.grammar import NEW

MARGIN = 16
SIDE = 6
SIGN = 24  # for the sign before a title, kept whether it is shown or not, so that nothing moves while a case runs
TITLE = {"zh": 120, "en": 140}
LABEL = {"zh": 118, "en": 120}
LEAST = 128
LOOP = 24
LANE = 12
ARROW = 22
LEAD = 12
START = 20


def measure(drawn: Graph, titles: Mapping[str, str], round_: Collection[str], lang: str) -> None:
    """Give every spot its lines and its extent to both sides; a loop's words lie to the right of its state."""
    for spot in drawn.spots:
        if spot.name == NEW:
            spot.wide = spot.high = START
            spot.left = spot.right = START / 2
        elif spot.kind == "state":
            spot.lines = wrap(titles[spot.name], TITLE[lang])
            spot.high = 22 + LINE * len(spot.lines)
            spot.inset = spot.high / 2 if spot.name in round_ else spot.inset
            spot.wide = max(LEAST, round(widest(spot.lines) * 1.08) + SIGN + 24, for_wires(drawn, spot))
            spot.left = spot.right = spot.wide / 2
            if spot.name in drawn.loops:
                wide, spot.tall, _ = loop_box(drawn.loops[spot.name][0])
                spot.right += LOOP + 2 * SIDE + wide
        elif spot.kind == "label" and spot.net:
            spot.lines = tuple(line for title in spot.net.titles for line in wrap(title, LABEL[lang]))
            spot.wide = widest(spot.lines) + 2 * SIDE
            spot.high = LINE * len(spot.lines) + 4
            spot.left = spot.right = spot.wide / 2


def for_wires(drawn: Graph, spot: Spot) -> float:
    """Wide enough that all wires but the main one find a place on one side."""
    most = max(sum(link.upper is spot for link in drawn.links), sum(link.lower is spot for link in drawn.links))
    return 2 * (spot.inset + APART * (most - 2))


def loop_box(titles: tuple[str, ...]) -> tuple[float, float, tuple[str, ...]]:
    lines = tuple(line for title in titles for line in wrap(title, LABEL["en"]))
    return widest(lines), LINE * len(lines), lines


def widest(lines: tuple[str, ...]) -> float:
    return round(max(width(line) for line in lines))


def heights(layers: Layers, channels: list[list[Lane]], below: float) -> float:
    """Set the y of every spot and of every lane, from top to bottom; the height of all."""
    y: float = MARGIN
    for at, layer in enumerate(layers):
        high = max(max(spot.high, spot.tall) for spot in layer)
        for spot in layer:
            spot.y = y + high / 2
        y += high
        if at < len(channels):
            stacked = channels[at]
            y += lead(layer, stacked) + (0 if at % 2 else below)
            for lane in stacked:
                for link in lane.links:
                    link.track = y + (lane.level - 1) * LANE
            y += max((lane.level - 1 for lane in stacked), default=0) * LANE + tail(layers[at + 1], stacked)
    return y + MARGIN


def lead(layer: list[Spot], stacked: list[Lane]) -> float:
    """The free space under a layer: more where an arrow comes up into a state."""
    return ARROW if any(spot.kind == "state" for spot in layer) else LEAD if stacked else 2


def tail(layer: list[Spot], stacked: list[Lane]) -> float:
    """The free space above a layer: more where an arrow comes down into a state."""
    return ARROW if any(spot.kind == "state" for spot in layer) else LEAD if stacked else 2
