"""A table as an accessible SVG: kinds of states by shape and sign, classes instead of styles; where things lie is the layout's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from procflow.diagrams.layout import Box, Layout, layout
from procflow.diagrams.legend import legend
from procflow.diagrams.sizes import LOOP, SIDE
from procflow.diagrams.text import LINE, SIZE
from procflow.diagrams.ways import Point
from procflow.grammar import NEW, Procedure, State
from procflow.wording import say

WIDE = 1100
ROUND = 7.0
FOOT = 44
LONGEST, SLOW = 2, ("", "△", "▲")


def svg(table: Procedure, *, lang: str = "zh", now: str = "", been: Collection[str] = (), slow: Mapping[str, int] | None = None) -> str:
    """The whole procedure as `<svg class="pf-flow pf-flow--whole">`, the state `now` and the states `been` marked.

    `slow` marks states in which cases lie long: 2 for the longest, 1 for long.

    Its viewBox is at least 1100 wide, so that text drawn at 16 px stays 16 px in a column of that width.
    """
    laid, slow = layout(table, lang), slow or {}
    wide = max(WIDE, laid.wide)
    left, high = (laid.wide - wide) / 2, laid.high + FOOT
    key = f"pf-flow-{table.key}"
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pf-flow pf-flow--whole" viewBox="{n(left)} 0 {n(wide)} {n(high)}"'
        f' role="img" aria-labelledby="{key}-title {key}-desc" lang="{"zh-CN" if lang == "zh" else lang}" font-size="{SIZE}">'
    )
    parts = [
        opening,
        f'<title id="{key}-title">{escape(say("{title}：流程图", lang, title=say(table.title, lang)))}</title>',
        f'<desc id="{key}-desc">{escape(described(table, laid, lang, now, slow))}</desc>',
        '<g class="pf-edges" fill="none" stroke="#767676" stroke-width="1.5">', *edges(laid), *loops(laid), "</g>",
        '<g class="pf-arrows" fill="#767676">', *arrows(laid), "</g>",
        '<g class="pf-labels" fill="#1f1f1f">', *labels(laid), "</g>",
        '<g class="pf-nodes" fill="#fff" stroke="#767676" stroke-width="1.5">',
        *(
            node(laid.states[each.name], each, lang, now == each.name, each.name in been, slow.get(each.name, 0))
            for each in table.states if each.name in laid.states
        ),
        start(laid.states[NEW], lang), "</g>",
        *legend(left + wide / 2, laid.high + FOOT / 2, lang, slow=bool(slow)),
        "</svg>",
    ]  # fmt: skip
    return "\n".join(parts)


def described(table: Procedure, laid: Layout, lang: str, now: str, slow: Mapping[str, int]) -> str:
    titles = {state.name: say(state.title, lang) for state in table.states}
    path = " → ".join(titles[name] for name in laid.main if name in titles)
    words = [say("共 {states} 个状态。主要路径：{path}。", lang, states=len(table.states), path=path)]
    if now in titles:
        words.append(say("现在：{state}。", lang, state=titles[now]))
    words += [say("停留最久：{state}。", lang, state=titles[name]) for name, level in slow.items() if level == LONGEST and name in titles]
    return " ".join(words)


def edges(laid: Layout) -> Iterator[str]:
    """Each wire as far as the place where it joins another of its bundle."""
    drawn: dict[int, list[tuple[Point, ...]]] = {}
    for wire in laid.wires:
        points = min((until(wire.points, other) for other in drawn.get(wire.bundle, ())), key=len, default=wire.points)
        drawn.setdefault(wire.bundle, []).append(wire.points)
        yield f'<path class="{edge_class(wire.unattended)}"{dashed(wire.unattended)} d="{rounded(points)}"/>'


def until(points: tuple[Point, ...], other: tuple[Point, ...]) -> tuple[Point, ...]:
    """The wire up to the bend with which it has joined another: what follows is drawn already."""
    shared = 0
    while shared < min(len(points), len(other)) and points[-1 - shared] == other[-1 - shared]:
        shared += 1
    own = points[: len(points) - shared]
    if not own or not shared:
        return points
    corner = points[len(own)]
    if shared < len(other):
        for mine, joint in ((own[-1], other[-1 - shared]), (other[-1 - shared], own[-1])):
            if within(joint, mine, corner) and joint != corner:  # both come the same way: the nearer bend is where they have joined
                stub = towards(joint, corner, min(2 * ROUND, span(joint, corner)))
                return (*own, stub)
    following = points[len(own) + 1] if shared > 1 else corner
    return (*own, corner, towards(corner, following, min(2 * ROUND, span(corner, following)))) if shared > 1 else points


def within(point: Point, one: Point, other: Point) -> bool:
    """Whether a point lies on a piece of a wire."""
    return span(one, point) + span(point, other) == span(one, other)


def rounded(points: tuple[Point, ...]) -> str:
    """A path through the points, its corners rounded as far as the pieces are long enough."""
    said = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for at in range(1, len(points) - 1):
        before, corner, after = points[at - 1], points[at], points[at + 1]
        r = min(ROUND, span(before, corner) / 2, span(corner, after) / 2)
        (ax, ay), (bx, by) = towards(corner, before, r), towards(corner, after, r)
        said.append(f"L{n(ax)} {n(ay)}Q{n(corner[0])} {n(corner[1])} {n(bx)} {n(by)}")
    return "".join([*said, f"L{n(points[-1][0])} {n(points[-1][1])}"])


def span(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def towards(corner: Point, other: Point, r: float) -> Point:
    length = span(corner, other) or 1.0
    return corner[0] + (other[0] - corner[0]) / length * r, corner[1] + (other[1] - corner[1]) / length * r


def arrows(laid: Layout) -> Iterator[str]:
    for wire in {wire.bundle: wire for wire in laid.wires}.values():
        (_, before), (x, y) = wire.points[-2:]
        yield f'<path class="pf-arrow" d="M{n(x)} {n(y)}l-5 {-9 if y > before else 9}h10z"/>'
    for name in laid.loops:
        box = laid.states[name]
        yield f'<path class="pf-arrow" d="M{n(box.x + box.wide / 2)} {n(box.y + 9)}l9 -5v10z"/>'


def loops(laid: Layout) -> Iterator[str]:
    for name, (_, unattended) in laid.loops.items():
        box = laid.states[name]
        x, y = box.x + box.wide / 2, box.y
        points = ((x, y - 9), (x + LOOP - SIDE, y - 9), (x + LOOP - SIDE, y + 9), (x, y + 9))
        yield f'<path class="{edge_class(unattended)}"{dashed(unattended)} d="{rounded(points)}"/>'


def labels(laid: Layout) -> Iterator[str]:
    for box in laid.labels.values():
        yield f'<rect class="pf-label-bg" fill="#fff" x="{n(box.x - box.wide / 2)}" y="{n(box.y - box.high / 2)}" width="{n(box.wide)}" height="{n(box.high)}"/>'
        yield lines(box, box.lines, "pf-label")
    for box, _ in laid.loops.values():
        yield lines(box, box.lines, "pf-label")


def node(box: Box, state: State, lang: str, now: bool, been: bool, slow: int = 0) -> str:
    """A state: a box; a double border where the result stands; round where the case ends. Progress by colour, border and sign."""
    kind = "final" if state.final else "settled" if state.settled else "open"
    marks = [f"pf-node--{kind}", *(["pf-node--now"] if now else ["pf-node--been"] if been else [f"pf-node--slow{slow}"] if slow else [])]
    sign = "▶" if now else "✓" if been else SLOW[slow] if slow else "■" if state.final else "◆" if state.settled else ""
    body = rect(box, 0, box.high / 2 if state.final else 4) + (rect(box, 4, 2) if state.settled else "")
    title = escape(f"{say(state.title, lang)} ({state.name})")
    return f'<g class="pf-node {" ".join(marks)}"><title>{title}</title>{body}{lines(box, box.lines, "pf-node__title", sign)}</g>'


def rect(box: Box, inner: float, radius: float) -> str:
    x, y = box.x - box.wide / 2 + inner, box.y - box.high / 2 + inner
    return f'<rect x="{n(x)}" y="{n(y)}" width="{n(box.wide - 2 * inner)}" height="{n(box.high - 2 * inner)}" rx="{n(radius)}"/>'


def lines(box: Box, said: tuple[str, ...], kind: str, sign: str = "") -> str:
    """Lines of text around the middle of a box, the sign before the first."""
    first = box.y - LINE * (len(said) - 1) / 2 + SIZE * 0.36
    shown = (f"{sign} {said[0]}" if sign else said[0], *said[1:])
    rows = "".join(f'<tspan x="{n(box.x)}" y="{n(first + LINE * at)}">{escape(line)}</tspan>' for at, line in enumerate(shown))
    weight = ' font-weight="700" fill="#1f1f1f" stroke="none"' if kind == "pf-node__title" else ""
    return f'<text class={quoteattr(kind)} text-anchor="middle"{weight}>{rows}</text>'


def start(box: Box, lang: str) -> str:
    return (
        f'<g class="pf-node pf-node--start"><title>{escape(say("由此开始", lang))}</title>'
        f'<circle cx="{n(box.x)}" cy="{n(box.y)}" r="{n(box.wide / 2 - 2)}" fill="#595959" stroke="none"/></g>'
    )


def edge_class(unattended: bool) -> str:
    return "pf-edge pf-edge--auto" if unattended else "pf-edge"


def dashed(unattended: bool) -> str:
    return ' stroke-dasharray="6 4"' if unattended else ""


def n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
