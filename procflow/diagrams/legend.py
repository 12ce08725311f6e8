"""What the shapes and lines of a drawn procedure mean, in one line below it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from procflow.diagrams.text import SIZE, width
from procflow.wording import say

SIGN = 30
NEXT = 28
SIGNS = (
    ("正在办理", '<rect x="{x}" y="{y}" width="24" height="16" rx="3"/>'),
    ("◆ 结果已定", '<rect x="{x}" y="{y}" width="24" height="16" rx="3"/><rect x="{x3}" y="{y3}" width="18" height="10" rx="1"/>'),
    ("■ 流程结束", '<rect x="{x}" y="{y}" width="24" height="16" rx="8"/>'),
    ("由人办理", '<path d="M{x} {middle}h24"/>'),
    ("系统自动或到期", '<path d="M{x} {middle}h24" stroke-dasharray="6 4"/>'),
)
TIMES = (("▲ 停留最久", '<rect x="{x}" y="{y}" width="24" height="16" rx="3" class="pf-slow2"/>'),
         ("△ 停留较久", '<rect x="{x}" y="{y}" width="24" height="16" rx="3" class="pf-slow1"/>'))  # fmt: skip


def legend(middle: float, y: float, lang: str, *, slow: bool = False) -> Iterator[str]:
    """The signs side by side around this middle; `slow` with those of states in which cases lie long."""
    said = [(say(words, lang), shape) for words, shape in (*SIGNS, *(TIMES if slow else ()))]
    x = middle - sum(SIGN + width(words) + NEXT for words, _ in said) / 2
    yield '<g class="pf-legend" fill="#fff" stroke="#767676" stroke-width="1.5">'
    for words, shape in said:
        yield shape.format(x=round(x), x3=round(x) + 3, y=round(y) - 8, y3=round(y) - 5, middle=round(y))
        yield f'<text x="{round(x) + SIGN}" y="{round(y + SIZE * 0.36)}" fill="#595959" stroke="none">{escape(words)}</text>'
        x += SIGN + width(words) + NEXT
    yield "</g>"
