"""The records: verified as a whole, or read as the trace of one case. It reads only, and repairs nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

import click

from procflow.cli import exits
from procflow.cli.bundling import bundle, score
from procflow.cli.doors import as_person, door
from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place
from procflow.cli.progress import bar
from procflow.cli.recovering import export, restore_row
from procflow.cli.sampling import sample
from procflow.cli.sealing import cosign, epoch, key, seal, status
from procflow.cli.shown import event_lines
from procflow.cli.words import number
from procflow.errors import Invalid
from procflow.shapes.readable import sentence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from procflow.proof.check import Finding, Report
    from procflow.proof.checkpoint import Checkpoint

WHOLE = "核验完毕，全部一致：{counts}"
FIRST = "对不上。最先不一致的是："
MORE = "另有 {count} 处由此而来或同时存在："
MEND = "请系统管理员保留现场，不要继续办理；从备份里比对这一行，并报告审计查阅人"
WARNING = "⚠ 提示："
NO_CHECKPOINT = "文件里没有检查点：应是三行，日志名、条数、根摘要"
HANGS = "{count} 条记录首尾相接"


@click.group("audit", cls=Group, help="记录：核验、追溯")
def audit() -> None:
    pass


for each in (seal, status, cosign, key, epoch, bundle, score, sample, export, restore_row):
    audit.add_command(each)


@audit.command("verify", cls=Command, help="逐条核验全部记录，并据此重建台账、事项和待办来比对；说出最先不一致的地方")
@click.option("--against", type=click.File(encoding="utf-8"), metavar="FILE", help="再与留存的检查点（纸上或别处存的那三行）比对")
@pass_place
def verify(place: Place, against: TextIO | None) -> int:
    kept = checkpoint(against.read()) if against else None
    with place.session() as session:
        report = verified(place, session, kept)
    place.show(report_data(report, place.lang), report_lines(report, place.lang))
    return exits.DONE if report.ok else exits.REFUSED


@audit.command("trace", cls=Command, remote=True, help="一件事的全部记录，被拒绝的也在内")
@click.argument("no", type=number, metavar="CASE")
@as_person
@pass_place
def trace(place: Place, no: str, actor: str) -> int:
    from procflow import shapes

    with door(place, actor) as at:
        found = at.trace(no)
    say = place.say
    lines = [
        f"{found.no}  {say(found.title)} · {found.subject.name} · {found.period}  {say(found.state_title)}",
        *event_lines(found.events, place.lang),
    ]
    lines += [f"  {each.seq}  {each.event}  {each.hash}" for each in found.events]
    lines += [f"✖ {say(each.sentence, **each.inputs)}" for each in found.faults] or [f"✓ {say(HANGS, count=len(found.events))}"]
    place.show(shapes.dump(found, place.lang), lines)
    return exits.REFUSED if found.faults else exits.DONE


def checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a file: a note as it was published, or its three lines as they were copied from paper."""
    from procflow.proof.checkpoint import Checkpoint
    from procflow.proof.notes import Untrue

    try:
        return Checkpoint.read("".join(f"{line}\n" for line in text.split("\n\n", maxsplit=1)[0].strip().splitlines()))
    except Untrue:
        raise Invalid({"against": [NO_CHECKPOINT]}) from None


def verified(place: Place, session: Session, kept: Checkpoint | None = None) -> Report:
    """The verification with its bar."""
    from procflow.proof.check import verify as prove
    from procflow.proof.signer import Signer

    signer = Signer(place.settings.signer_folder)
    with bar() as show:
        told = signer.state if signer.there else None
        return prove(session, progress=lambda stage, done, of: show(place.say(stage), done, of), signer=told, kept=kept)


def report_lines(report: Report, lang: str) -> list[str]:
    """What was counted; or the root cause first, then what else differs."""
    from procflow.wording import say

    lines = [f"{say(WARNING, lang)} {finding_line(each, lang)}" for each in report.warnings]
    counts = "  ".join(f"{name} {count}" for name, count in report.counts.items())
    if report.ok:
        return [*lines, say(WHOLE, lang, counts=counts)]
    first, *rest = report.findings
    lines += [say(FIRST, lang), f"  ✖ {finding_line(first, lang)}"]
    if rest:
        lines += [say(MORE, lang, count=len(rest)), *(f"  {finding_line(each, lang)}" for each in rest)]
    return [*lines, say(MEND, lang)]


def finding_line(finding: Finding, lang: str) -> str:
    """The table with the key of the row, the record with its place, and the sentence."""
    where = finding.where
    record = f" [{where.case or where.chain} #{where.seq}]" if where.chain else ""
    return f"{where.table} {where.key}{record}: {sentence(finding.sentence, finding.inputs, lang)}"


def report_data(report: Report, lang: str) -> dict[str, Any]:
    from procflow import shapes

    found: dict[str, Any] = shapes.dump(report, lang)
    for name, findings in (("findings", report.findings), ("warnings", report.warnings)):
        for data, finding in zip(found[name], findings, strict=True):
            data["text"] = finding_line(finding, lang)
    return found
