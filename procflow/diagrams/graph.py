"""A table as a layered graph: which rows are drawn as one wire, which wires run back up, what lies in which layer. It places nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from procflow.grammar import AUTO, NEW, TIMER, Procedure, Step
from procflow.wording import say

UNATTENDED = {AUTO, TIMER}


@dataclass(frozen=True)
class Net:
    """All ways into one state that are called the same: they join and arrive as one arrow, down the page or back up."""

    target: str
    sources: tuple[str, ...]
    titles: tuple[str, ...]
    up: bool
    unattended: bool


@dataclass(eq=False)
class Spot:
    """A place in a layer: a state (or the start), the label of a net, or the bend where a long wire passes through."""

    kind: str
    layer: int
    name: str = ""
    net: Net | None = None
    lines: tuple[str, ...] = ()
    wide: float = 0
    left: float = 0
    right: float = 0
    high: float = 0
    tall: float = 0
    inset: float = 12
    x: float = 0
    y: float = 0


@dataclass(eq=False)
class Link:
    """One piece of a net, from a spot to one in the next layer below; the ends are where its wire leaves and arrives."""

    upper: Spot
    lower: Spot
    net: Net
    top: float = 0
    bottom: float = 0
    track: float = 0


@dataclass
class Graph:
    spots: list[Spot] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    loops: dict[str, tuple[tuple[str, ...], bool]] = field(default_factory=dict)
    main: list[str] = field(default_factory=list)

    @property
    def states(self) -> dict[str, Spot]:
        return {spot.name: spot for spot in self.spots if spot.kind == "state"}

    def way(self, net: Net, source: str) -> list[Link]:
        """The pieces that lead from one source of a net to its target."""
        onwards = {link.lower if net.up else link.upper: link for link in self.links if link.net is net}
        spot, target = self.states[source], self.states[net.target]
        pieces: list[Link] = []
        while spot is not target:
            pieces.append(onwards[spot])
            spot = pieces[-1].upper if net.up else pieces[-1].lower
        return pieces

    def add(self, spot: Spot) -> Spot:
        self.spots.append(spot)
        return spot


def graph(table: Procedure, lang: str) -> Graph:
    """The table as layers: states in the even ones, labels in the odd ones between."""
    pairs = rows_between(table)
    ahead = forward(table.by_name, [(source, to) for source, to in pairs if source != to])
    rank = ranks(ahead)
    made = Graph(main=main_line(table, ahead))
    for name in (NEW, *table.by_name):
        if name in rank:
            made.add(Spot("state", 2 * rank[name], name))
    made.loops = {to: (titles(rows, lang), unattended(rows)) for (source, to), rows in pairs.items() if source == to}
    for net in nets(pairs, ahead, lang):
        for link in wired(net, made):
            made.links.append(link)
    return made


def rows_between(table: Procedure) -> dict[tuple[str, str], list[Step]]:
    pairs: dict[tuple[str, str], list[Step]] = {}
    for row in table.steps:
        for source in row.sources:
            pairs.setdefault((source, row.lands(source)), []).append(row)
    return pairs


def forward(order: Iterable[str], pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The ways that lead on: a depth-first walk from the start in the order of the rows leaves out those that close a circle."""
    ahead: dict[str, list[str]] = {}
    open_: set[str] = set()

    def walk(name: str) -> None:
        ahead[name] = []
        open_.add(name)
        for to in [to for source, to in pairs if source == name]:
            if to not in open_:
                ahead[name].append(to)
                if to not in ahead:
                    walk(to)
        open_.discard(name)

    for name in (NEW, *order):
        if name not in ahead:
            walk(name)
    return ahead


def ranks(ahead: dict[str, list[str]]) -> dict[str, int]:
    """Each state one row below the lowest of those that lead to it (the circles being cut, this ends)."""
    rank = dict.fromkeys(ahead, 0)
    for _ in ahead:
        for name, following in ahead.items():
            for to in following:
                rank[to] = max(rank[to], rank[name] + 1)
    return rank


def main_line(table: Procedure, ahead: dict[str, list[str]]) -> list[str]:
    """The longest way on from the start to the result that the table names first."""
    ends = [state.name for state in table.states if state.settled] or [state.name for state in table.states if state.final]
    best: dict[str, list[str]] = {end: [end] for end in ends[:1]}
    for name in sorted(ahead, key=ranks(ahead).__getitem__, reverse=True):
        ways = [best[to] for to in ahead[name] if to in best]
        if ways and name not in ends[:1]:
            best[name] = [name, *max(ways, key=len)]
    return best.get(NEW, [])


def nets(pairs: dict[tuple[str, str], list[Step]], ahead: dict[str, list[str]], lang: str) -> Iterator[Net]:
    """Wires of the same words to the same state in the same direction are one."""
    together: dict[tuple[str, tuple[str, ...], bool], list[str]] = {}
    for (source, to), rows in pairs.items():
        if source != to:
            together.setdefault((to, titles(rows, lang), to not in ahead[source]), []).append(source)
    for (to, said, up), sources in together.items():
        yield Net(to, tuple(sources), said, up, unattended([row for source in sources for row in pairs[source, to]]))


def wired(net: Net, graph: Graph) -> Iterator[Link]:
    """The pieces of a net. The label stands beside the only source, or where all sources have joined, beside the target."""
    states = graph.states
    target, sources = states[net.target], [states[name] for name in net.sources]
    away = 1 if net.up else -1  # from the target towards the sources
    farthest = max((spot.layer for spot in sources), key=lambda layer: abs(layer - target.layer))
    labelled = farthest - away if len(sources) == 1 else target.layer + away
    nearer, chain = target, {}
    for layer in range(target.layer + away, farthest, away):
        chain[layer] = graph.add(Spot("label" if layer == labelled else "bend", layer, net=net))
        yield between(nearer, chain[layer], net)
        nearer = chain[layer]
    for spot in sources:
        yield between(chain[spot.layer - away], spot, net)


def between(one: Spot, other: Spot, net: Net) -> Link:
    return Link(one, other, net) if one.layer < other.layer else Link(other, one, net)


def titles(rows: list[Step], lang: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(say(row.title, lang) for row in rows))


def unattended(rows: list[Step]) -> bool:
    return all(row.by in UNATTENDED for row in rows)
