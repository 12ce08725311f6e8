"""A regime checked before anybody adopts it: flaws of the file by line, contradictions, and the holes of its source. It files nothing."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.cli import exits
from procflow.cli.differing import diff
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.supposing import whatif
from procflow.cli.typed import MOST, content
from procflow.errors import NotFound

SEVERITIES = {"error": "✖ 错误", "warning": "⚠ 请确认", "hole": "— 规则未规定"}
SUMMARY = "{name}：错误 {error}，请确认 {warning}，规则未规定 {hole}"


@click.group("regime", cls=Group, help="积分细则")
def regime() -> None:
    pass


regime.add_command(diff)
regime.add_command(whatif)


@regime.command("check", cls=Command, help="检查一份细则：写法、矛盾、空档；不写名称就检查自带的全部")
@click.argument("name", required=False, default="", metavar="[NAME|FILE]")
@click.option("--cycle", type=click.IntRange(1, 1000), metavar="N", help="连同第几年度的名额比例")
@pass_place
def check(place: Place, name: str, cycle: int | None) -> int:
    from procflow.regimes.proof import proof

    data: list[dict[str, object]] = [
        {"regime": title, "severity": each.finding.severity, "code": each.finding.code, "line": each.line, "column": each.column,
         "path": each.finding.path, "sentence": each.finding.text(place.lang), "clause": each.finding.clause}
        for title, text in texts(name).items() for each in proof(text, cycle)
    ]  # fmt: skip
    counts = {severity: sum(each["severity"] == severity for each in data) for severity in SEVERITIES}
    lines = [line(place, each) for each in data]
    place.show({"findings": data, "counts": counts}, [*lines, place.say(SUMMARY, name=name or "—", **counts)])
    return exits.REFUSED if counts["error"] else exits.DONE


def line(place: Place, finding: dict[str, object]) -> str:
    """Severity code file:line:column: path sentence (clause)."""
    where = f"{finding['regime']}:{finding['line']}:{finding['column']}: {finding['path']}"
    clause = f" ({place.say('依据 {clause}', clause=finding['clause'])})" if finding["clause"] else ""
    return f"{place.say(SEVERITIES[str(finding['severity'])])}  {finding['code']}  {where}  {finding['sentence']}{clause}"


def texts(name: str) -> dict[str, str]:
    """A file, or a bundled regime by name; all of these without a name. Raises NotFound, Invalid."""
    from procflow.errors import Invalid
    from procflow.regimes.rulebook import bundled

    known = bundled()
    paths = known if not name else {name: known[name]} if name in known else {name: Path(name)}
    if name and name not in known and not Path(name).is_file():
        raise NotFound("没有名为“{name}”的细则，也没有这个文件；自带的有 {known}", name=name, known="、".join(known))
    try:
        return {title: content(path, MOST).decode() for title, path in paths.items()}
    except UnicodeDecodeError:
        raise Invalid({name: ["不是 UTF-8 文本"]}) from None
