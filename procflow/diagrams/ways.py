"""The corners that a wire turns on its way from a state to the one it leads to, piece by piece through the layers."""

from __future__ import annotations

from procflow.diagrams.graph import Graph, Link, Net

Point = tuple[float, float]


def way(drawn: Graph, net: Net, source: str) -> tuple[Point, ...]:
    """From the edge of the source to the edge of the target; down the page, or up where the net runs back."""
    points: list[Point] = []
    for link in drawn.way(net, source):
        points += corners(link)[::-1] if net.up else corners(link)
    return straightened(points)


def corners(link: Link) -> list[Point]:
    above, under = link.upper, link.lower
    first = above.y + (above.high / 2 if above.kind == "state" else 0)
    last = under.y - (under.high / 2 if under.kind == "state" else 0)
    if link.top == link.bottom:
        return [(link.top, first), (link.bottom, last)]
    return [(link.top, first), (link.top, link.track), (link.bottom, link.track), (link.bottom, last)]


def straightened(points: list[Point]) -> tuple[Point, ...]:
    """Without the points at which the wire does not turn."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        while len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return tuple(kept)
