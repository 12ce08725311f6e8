"""The x of every spot (Brandes and Köpf 2002): spots are aligned in straight columns, four times, and the middle is taken."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from procflow.diagrams.graph import Graph, Link, Spot
from procflow.diagrams.order import Layers, neighbours

Columns = dict[Spot, Spot]


def place(graph: Graph, layers: Layers, gap: float = 22) -> None:
    """Set the x of every spot; the order inside the layers stays."""
    barred = outranked(graph, layers, main_links(graph))
    found: list[dict[Spot, float]] = []
    for upward in (False, True):
        for leftward in (False, True):
            rows = [layer[::-1] if leftward else layer for layer in (reversed(layers) if upward else layers)]
            columns = aligned(rows, neighbours(graph.links)[upward], barred)
            xs = compacted(rows, columns, gap, leftward=leftward)
            found.append({spot: -x for spot, x in xs.items()} if leftward else xs)
    level(found)
    for spot in graph.spots:
        middle = sorted(xs[spot] for xs in found)[1:3]
        spot.x = round(sum(middle) / 2)


def main_links(graph: Graph) -> set[Link]:
    """The pieces of the way that most cases take."""
    pairs = set(pairwise(graph.main))
    nets = dict.fromkeys(link.net for link in graph.links)
    return {link for net in nets for source in net.sources if (source, net.target) in pairs for link in graph.way(net, source)}


def outranked(graph: Graph, layers: Layers, main: set[Link]) -> set[tuple[Spot, Spot]]:
    """Links that cross a more important one or share an end with it: they are not to be straight at its cost.

    The main line runs straightest, then long wires, then the rest.
    """
    weight = {link: 2 if link in main else int("state" not in (link.upper.kind, link.lower.kind)) for link in graph.links}
    at = {spot: place for layer in layers for place, spot in enumerate(layer)}
    found = set()
    for one in graph.links:
        for other in graph.links:
            weaker = one.upper.layer == other.upper.layer and weight[one] < weight[other]
            if weaker and (at[one.upper] - at[other.upper]) * (at[one.lower] - at[other.lower]) <= 0:
                found |= {(one.upper, one.lower), (one.lower, one.upper)}
    return found


def aligned(rows: Layers, towards: dict[Spot, list[Spot]], barred: set[tuple[Spot, Spot]]) -> Columns:
    """For each spot the root of its column: the median neighbour in the row before, if no column is crossed."""
    root = {spot: spot for row in rows for spot in row}
    taken: set[Spot] = set()
    for before, row in pairwise(rows):
        at = {spot: place for place, spot in enumerate(before)}
        last = -1
        for spot in row:
            near = sorted((each for each in towards[spot] if (each, spot) not in barred), key=at.__getitem__)
            for each in dict.fromkeys((near[(len(near) - 1) // 2], near[len(near) // 2])) if near else ():
                if root[spot] is spot and each not in taken and at[each] > last:
                    root[spot] = root[each]
                    taken.add(each)
                    last = at[each]
    return root


def compacted(rows: Layers, root: Columns, gap: float, *, leftward: bool) -> dict[Spot, float]:
    """Columns as near to each other as their widths allow, then drawn towards their neighbours."""
    apart: dict[Spot, dict[Spot, float]] = defaultdict(dict)
    for row in rows:
        for one, other in pairwise(row):
            room = gap + (one.left + other.right if leftward else one.right + other.left)
            apart[root[one]][root[other]] = max(room, apart[root[one]].get(root[other], 0))
    order = sorted_columns(list(dict.fromkeys(root.values())), apart)
    x = dict.fromkeys(order, 0.0)
    for one in order:
        for other, room in apart[one].items():
            x[other] = max(x[other], x[one] + room)
    for one in reversed(order):
        x[one] = max([x[one], *([min(x[other] - room for other, room in apart[one].items())] if apart[one] else [])])
    return {spot: x[root[spot]] for row in rows for spot in row}


def sorted_columns(roots: list[Spot], apart: dict[Spot, dict[Spot, float]]) -> list[Spot]:
    """Topologically, from left to right."""
    done: dict[Spot, None] = {}

    def walk(one: Spot) -> None:
        if one not in done:
            for other in apart[one]:
                walk(other)
            done[one] = None

    for one in roots:
        walk(one)
    return list(reversed(done))


def level(found: list[dict[Spot, float]]) -> None:
    """Shift the four drawings onto the narrowest one: its left edge for those packed to the left, its right for the others."""
    widths = [max(xs.values()) - min(xs.values()) for xs in found]
    narrow = found[widths.index(min(widths))]
    for number, xs in enumerate(found):
        edge = max if number % 2 else min
        shift = edge(narrow.values()) - edge(xs.values())
        for spot in xs:
            xs[spot] += shift
