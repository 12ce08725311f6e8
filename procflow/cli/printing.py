"""Documents from the command line: each as PDF into a file, with its code and on record, as the pages give them. It lays out nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procflow.cli.frame import Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word

if TYPE_CHECKING:
    from procflow.reports.pdf import Paper

Made = Callable[..., "Paper"]
ACTOR = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
OUTPUT = click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="写到哪个文件")
LARGE = click.option("--a3", is_flag=True, help="张贴用的 A3")
SITE = click.option("--site", default="", metavar="URL", help="二维码里的网站地址（默认 PROCFLOW_SITE，或本机地址）")
WRITTEN = "已写入 {path}（{kind}，核验码见纸上，摘要 {digest}）"


@click.group("print", cls=Group, help="单据做成 PDF：公示表、审批单、会议记录、对账单、登记簿、评定公示")
def printing() -> None:
    pass


def document(name: str, words: str, *arguments: Any) -> Callable[[Made], click.Command]:
    """A command under `print`: its own arguments, then those of every document."""

    def made(gather: Made) -> click.Command:
        def run(place: Place, actor: str, output: Path, a3: bool, site: str, **of: Any) -> None:
            written(place, actor, output, a3, site, lambda session, day: gather(session, actor, day, lang=place.lang, **of))

        command = pass_place(run)
        for each in reversed((*arguments, ACTOR, OUTPUT, LARGE, SITE)):
            command = each(command)
        return printing.command(name, help=words)(command)

    return made


def written(place: Place, actor: str, output: Path, a3: bool, site: str, gather: Callable[..., Paper]) -> None:
    from procflow.config import secret
    from procflow.reports.pdf import Press
    from procflow.reports.pdf.issuing import Desk, printed
    from procflow.reports.pdf.printed import A3, A4

    of = place.settings
    base = (site or place.environ.get("PROCFLOW_SITE", "").strip() or f"http://{of.host}:{of.port}").rstrip("/")
    with place.session(writing=True) as session:
        known(session, actor)
        paper = gather(session, today(session))
        made = printed(session, actor, paper, Press(of.font_dir, A3 if a3 else A4), Desk(secret(of), lambda code: f"{base}/v/{code}"))
    output.write_bytes(made.data)
    data = {"file": str(output), "sha256": made.sha256, "digest": paper.digest, "title": paper.title, "rows": paper.rows}
    place.show(data, [place.say(WRITTEN, path=output, kind=paper.title, digest=paper.digest)])


@document("case", "一件事的审批单", click.argument("no", type=word))
def case(session: Any, actor: str, day: Any, no: str, lang: str) -> Paper:
    from procflow.reports.pdf.approval import paper

    return paper(session, actor, day, no, lang)


@document("certificate", "一件事的程序合规证明", click.argument("no", type=word))
def certificate(session: Any, actor: str, day: Any, no: str, lang: str) -> Paper:
    from procflow.db import now
    from procflow.reports.compliance import certified
    from procflow.reports.compliance.proof import paper

    return paper(*certified(session, actor, no), now(session), lang)


@document("compliance", "一个期间的程序合规报告", click.argument("unit", type=word), click.argument("period", type=word))
def compliance(session: Any, actor: str, day: Any, unit: str, period: str, lang: str) -> Paper:
    from procflow.dates import Period
    from procflow.db import now
    from procflow.reports.compliance import compliance as gathered
    from procflow.reports.compliance.paper import paper

    return paper(gathered(session, actor, day, unit, Period.parse(period)), now(session), lang)


@document("minutes", "一次会议的记录和签到表", click.argument("no", type=word))
def minutes(session: Any, actor: str, day: Any, no: str, lang: str) -> Paper:
    from procflow.reports.pdf.minutes import minutes as made

    return made(session, actor, day, no, lang)


@document("notice", "一个季度的公示表", click.argument("unit", type=word), click.argument("period", type=word))
def notice(session: Any, actor: str, day: Any, unit: str, period: str, lang: str) -> Paper:
    from procflow.reports.pdf.notice import notice as made

    return made(session, actor, day, unit, period, None, lang)


@document("rating", "一个年度的评定公示表", click.argument("unit", type=word), click.argument("year", type=word))
def rating(session: Any, actor: str, day: Any, unit: str, year: str, lang: str) -> Paper:
    from procflow.reports.pdf.rating import rating as made

    return made(session, actor, day, unit, year, lang)


@document("statement", "一名党员的对账单", click.argument("member", type=person), click.argument("period", type=word))
def statement(session: Any, actor: str, day: Any, member: str, period: str, lang: str) -> Paper:
    from procflow.reports.pdf.statement import statement as made

    return made(session, actor, day, member, period, lang)


@document(
    "register",
    "一本登记簿",
    click.argument("name", type=word, metavar="R1…R16"),
    click.argument("unit", type=word),
    click.argument("year", type=word),
)
def register(session: Any, actor: str, day: Any, name: str, unit: str, year: str, lang: str) -> Paper:
    from procflow.reports.pdf.register import register as made

    return made(session, actor, day, unit, name.upper(), year, "", lang)
