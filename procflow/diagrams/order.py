"""The order of spots inside each layer, by barycentres, so that few wires cross; it knows no coordinates."""

from __future__ import annotations

from collections import defaultdict
from statistics import mean

from procflow.diagrams.graph import Graph, Link, Spot

SWEEPS = 12
Layers = list[list[Spot]]


def ordered(graph: Graph) -> Layers:
    """The layers from top to bottom, the main line in first, each in the best order found."""
    layers = begun(graph)
    above, below = neighbours(graph.links)
    best, fewest = [list(layer) for layer in layers], crossings(layers, below)
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        by_barycentre(layers, above if down else below, down=down)
        swapped(layers, above, below)
        if (now := crossings(layers, below)) < fewest:
            best, fewest = [list(layer) for layer in layers], now
    return best


def begun(graph: Graph) -> Layers:
    """As a walk from the start meets them."""
    layers: Layers = [[] for _ in range(max(spot.layer for spot in graph.spots) + 1)]
    _, below = neighbours(graph.links)
    seen: set[Spot] = set()

    def walk(spot: Spot) -> None:
        if spot in seen:
            return
        seen.add(spot)
        layers[spot.layer].append(spot)
        for each in sorted(below[spot], key=lambda each: (each.net.target if each.net else each.name) not in graph.main):
            walk(each)

    for spot in graph.spots:
        if spot.kind == "state":
            walk(spot)
    for spot in graph.spots:
        walk(spot)
    return layers


def neighbours(links: list[Link]) -> tuple[dict[Spot, list[Spot]], dict[Spot, list[Spot]]]:
    above, below = defaultdict(list), defaultdict(list)
    for link in links:
        above[link.lower].append(link.upper)
        below[link.upper].append(link.lower)
    return above, below


def by_barycentre(layers: Layers, towards: dict[Spot, list[Spot]], *, down: bool) -> None:
    for layer in layers if down else reversed(layers):
        place = {spot: at for each in layers for at, spot in enumerate(each)}
        layer.sort(key=lambda spot: mean(place[each] for each in towards[spot]) if towards[spot] else place[spot])


def swapped(layers: Layers, above: dict[Spot, list[Spot]], below: dict[Spot, list[Spot]]) -> None:
    """Neighbours change places as long as that takes crossings away."""
    place = {spot: at for layer in layers for at, spot in enumerate(layer)}
    for _ in range(8):
        better = False
        for layer in layers:
            for at in range(len(layer) - 1):
                one, other = layer[at], layer[at + 1]
                if sum(crossed(each[one], each[other], place) - crossed(each[other], each[one], place) for each in (above, below)) > 0:
                    layer[at], layer[at + 1] = other, one
                    place[one], place[other] = at + 1, at
                    better = True
        if not better:
            return


def crossed(left: list[Spot], right: list[Spot], place: dict[Spot, int]) -> int:
    return sum(place[one] > place[other] for one in left for other in right)


def crossings(layers: Layers, below: dict[Spot, list[Spot]]) -> int:
    place = {spot: at for layer in layers for at, spot in enumerate(layer)}
    return sum(crossed(below[one], below[other], place) for layer in layers for at, one in enumerate(layer) for other in layer[at + 1 :])
