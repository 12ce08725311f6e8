"""The lanes between two layers: every wire that must move sideways gets a height of its own, so that none lies on another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from procflow.diagrams.graph import Graph, Link, Net
from procflow.diagrams.order import Layers
from procflow.diagrams.ports import APART

NEAR = 7
TRIES = 12
LAID_OVER = 1000


@dataclass
class Lane:
    """What one net does between two layers: it comes in at `tops`, runs sideways, goes on at `bottoms`."""

    links: list[Link]
    level: int = 0

    @property
    def tops(self) -> set[float]:
        return {link.top for link in self.links}

    @property
    def bottoms(self) -> set[float]:
        return {link.bottom for link in self.links}

    @property
    def low(self) -> float:
        return min(self.tops | self.bottoms)

    @property
    def high(self) -> float:
        return max(self.tops | self.bottoms)


def routed(graph: Graph, layers: Layers) -> list[list[Lane]]:
    """The lanes of every channel, from the topmost down; where no order keeps two wires apart, one of them moves aside."""
    found = []
    for at in range(len(layers) - 1):
        links = [link for link in graph.links if link.upper.layer == at]
        stacked = lanes(links)
        for _ in range(TRIES):
            if not (tangled := laid_over(stacked)):
                break
            aside(graph, *tangled[0])
            stacked = lanes(links)
        found.append(stacked)
    return found


def lanes(links: list[Link]) -> list[Lane]:
    """The lanes of one channel, `level` set from 1 downwards; a straight wire needs none."""
    together: dict[Net, list[Link]] = defaultdict(list)
    for link in links:
        together[link.net].append(link)
    found = [lane for each in together.values() if (lane := Lane(each)).low != lane.high]
    stacked = in_order(found)
    for at, lane in enumerate(stacked):
        lane.level = 1 + max((before.level for before in stacked[:at] if meet(before, lane)), default=0)
    return stacked


def in_order(found: list[Lane]) -> list[Lane]:
    """From top to bottom so that wires cross least and none lies on another: each lane goes where it costs least, until all rest."""
    cost = {(id(one), id(other)): price(one, other) for one in found for other in found if one is not other}
    stacked = sorted(found, key=lambda lane: (lane.low, lane.high))
    for _ in range(2 * len(found)):
        before = list(stacked)
        for lane in before:
            rest = [each for each in stacked if each is not lane]
            sums = [
                sum(cost[id(each), id(lane)] for each in rest[:at]) + sum(cost[id(lane), id(each)] for each in rest[at:])
                for at in range(len(rest) + 1)
            ]
            if sums[stacked.index(lane)] > min(sums):
                rest.insert(sums.index(min(sums)), lane)
                stacked = rest
        if stacked == before:
            break
    return stacked


def price(above: Lane, below: Lane) -> int:
    """What it costs that one lane runs above another: crossings, and above all verticals on the same line."""
    crossings = sum(below.low < x < below.high for x in above.bottoms) + sum(above.low < x < above.high for x in below.tops)
    return crossings + LAID_OVER * sum(abs(x - y) < NEAR for x in above.bottoms for y in below.tops)


def meet(one: Lane, other: Lane) -> bool:
    return one.low - APART < other.high and other.low - APART < one.high


def laid_over(stacked: list[Lane]) -> list[tuple[Link, float]]:
    """Links that come down onto another wire, with the x of that wire."""
    return [
        (link, x)
        for one in stacked
        for other in stacked
        if one.level < other.level
        for link in one.links
        for x in other.tops
        if abs(link.bottom - x) < NEAR
    ]


def aside(graph: Graph, link: Link, x: float) -> None:
    """Move the lower end of a link away from a wire: a port of a state alone, words and bends whole."""
    spot, moved = link.lower, x + (NEAR if link.bottom >= x else -NEAR)
    if spot.kind == "state":
        link.bottom = moved
        return
    spot.x = moved
    for each in graph.links:
        if each.lower is spot:
            each.bottom = moved
        elif each.upper is spot:
            each.top = moved
