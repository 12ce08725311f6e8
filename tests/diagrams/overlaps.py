"""What must hold of any drawing: found by looking at its coordinates, not at its picture."""

from itertools import combinations, pairwise

TOUCH = 0.5


def box_of(box):
    return box.x - box.wide / 2, box.y - box.high / 2, box.x + box.wide / 2, box.y + box.high / 2


def overlap(one, other):
    (a, b, c, d), (e, f, g, h) = one, other
    return a + TOUCH < g and e + TOUCH < c and b + TOUCH < h and f + TOUCH < d


def pieces(wire):
    return [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(wire.points)]


def boxes_that_overlap(laid):
    boxes = [*laid.states.values(), *laid.labels.values(), *(box for box, _ in laid.loops.values())]
    return [(one, other) for one, other in combinations(boxes, 2) if overlap(box_of(one), box_of(other))]


def wires_through_boxes(laid):
    """Wires that cross a state, a loop's words, or the words of another bundle."""
    found = []
    for wire in laid.wires:
        others = [
            *laid.states.values(),
            *(box for box, _ in laid.loops.values()),
            *(box for at, box in laid.labels.items() if at != wire.bundle),
        ]
        found += [(wire, box) for piece in pieces(wire) for box in others if overlap(grown(piece), box_of(box))]
    return found


def grown(piece):
    a, b, c, d = piece
    return (a - 1, b + 1, c + 1, d - 1) if a == c else (a + 1, b - 1, c - 1, d + 1)


def wires_on_wires(laid, near=4):
    """Pieces of different bundles that run along each other."""
    found = []
    for one, other in combinations(laid.wires, 2):
        if one.bundle != other.bundle:
            for a in pieces(one):
                for b in pieces(other):
                    for across in (0, 1):
                        along = 1 - across
                        parallel = a[across] == a[across + 2] and b[across] == b[across + 2] and abs(a[across] - b[across]) < near
                        if parallel and a[along] + TOUCH < b[along + 2] and b[along] + TOUCH < a[along + 2]:
                            found.append((one, other))
    return found


def slanted(laid):
    return [wire for wire in laid.wires for (a, b), (c, d) in pairwise(wire.points) if a != c and b != d]
