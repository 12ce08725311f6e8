"""Where wires leave and enter a box: side by side along its edge, straight above or below their other end wherever they can."""

from __future__ import annotations

from collections import defaultdict

from procflow.diagrams.graph import Graph, Spot
from procflow.diagrams.order import Layers

APART = 16
STRAIGHT = 50.0
JOG = 20
GAP = 12


def ports(graph: Graph, layers: Layers) -> None:
    """Set where wires leave and arrive; words and bends give way a little where a wire would else make a small jog."""
    for _ in range(3):
        attach(graph)
        if not smoothed(graph, layers):
            return
    attach(graph)


def attach(graph: Graph) -> None:
    """Set `top` and `bottom` of every link: the x at which it leaves the spot above and arrives at the spot below."""
    for link in graph.links:
        link.top, link.bottom = link.upper.x, link.lower.x
    down, up = defaultdict(list), defaultdict(list)
    for link in graph.links:
        down[link.upper].append(link)
        up[link.lower].append(link)
    for spot in graph.spots:
        if spot.kind == "state":
            leaving = sorted(down[spot], key=lambda link: link.lower.x)
            for link, x in zip(leaving, spread(spot, [link.lower.x for link in leaving]), strict=True):
                link.top = x
            entering = sorted(up[spot], key=lambda link: link.top)
            for link, x in zip(entering, spread(spot, [link.top for link in entering]), strict=True):
                link.bottom = x


def spread(spot: Spot, wanted: list[float]) -> list[float]:
    """The places on the edge of a box, in order and apart, nearest to those wanted; one straight line outweighs many bent ones."""
    low, high = spot.x - spot.wide / 2 + spot.inset, spot.x + spot.wide / 2 - spot.inset
    if not wanted or high <= low:
        return [spot.x] * len(wanted)
    apart = min(APART, (high - low) / max(1, len(wanted) - 1))
    reachable = [(min(max(x, low), high), STRAIGHT if low <= x <= high else 1.0) for x in wanted]
    xs = settled(reachable, apart)
    for at in range(len(xs)):
        xs[at] = max(xs[at], low + at * apart)
    for at in range(len(xs)):
        xs[at] = min(xs[at], high - (len(xs) - 1 - at) * apart)
    return xs


def settled(wanted: list[tuple[float, float]], apart: float) -> list[float]:
    """Weighted least squares with a least distance between neighbours, by pooling those that would collide."""
    pools: list[tuple[float, float, int]] = []
    for at, (x, weight) in enumerate(wanted):
        pool = (x - at * apart, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            mean, mass, size = pools.pop()
            pool = ((mean * mass + pool[0] * pool[1]) / (mass + pool[1]), mass + pool[1], size + pool[2])
        pools.append(pool)
    flat = [mean for mean, _, size in pools for _ in range(size)]
    return [x + at * apart for at, x in enumerate(flat)]


def smoothed(graph: Graph, layers: Layers) -> bool:
    """Move the columns of words and bends that nearly meet a port onto it, where their neighbours leave room."""
    moved = False
    for link in graph.links:
        fixed, loose = (link.upper, link.lower) if link.upper.kind == "state" else (link.lower, link.upper)
        shift = (link.top - link.bottom) * (1 if loose is link.lower else -1)
        if fixed.kind == "state" and 0 < abs(shift) < JOG and loose.kind != "state" and loose.x in (link.top, link.bottom):
            column = straight_from(graph, loose)
            if all(room(spot, shift, layers[spot.layer]) for spot in column):
                for spot in column:
                    spot.x += shift
                moved = True
    return moved


def straight_from(graph: Graph, spot: Spot) -> set[Spot]:
    """The words and bends that hang straight above and below one."""
    column, waiting = {spot}, [spot]
    while waiting:
        one = waiting.pop()
        for link in graph.links:
            if one in (link.upper, link.lower) and link.top == link.bottom:
                for other in {link.upper, link.lower} - column:
                    if other.kind != "state":
                        column.add(other)
                        waiting.append(other)
    return column


def room(spot: Spot, shift: float, layer: list[Spot]) -> bool:
    at = layer.index(spot)
    x = spot.x + shift
    left = at == 0 or layer[at - 1].x + layer[at - 1].right + GAP <= x - spot.left
    return left and (at + 1 == len(layer) or x + spot.right + GAP <= layer[at + 1].x - layer[at + 1].left)
