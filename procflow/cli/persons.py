"""What is held about a person, from the command line: written out, asked to be erased, erased on approval. It decides nothing."""

from __future__ import annotations

from pathlib import Path

import click

from procflow.cli.frame import Command, Group, pass_place
from procflow.cli.place import Place, today
from procflow.cli.words import known, person, word

WRITTEN = "已写入 {path}"
ASKED = "已申请删除 {person} 的个人信息；由上级党组织的另一个人批准后执行：procflow person approve {event} --as 人员编号"
ERASED = "已删除 {person} 的姓名和文字；记录和积分条目不变，核验照常"
actor_option = click.option("--as", "actor", required=True, type=person, metavar="PERSON", help="以谁的身份（人员编号）")
who = click.argument("subject", type=person, metavar="PERSON")


@click.group("person", cls=Group, help="一个人的资料：导出、申请删除、批准删除")
def persons() -> None:
    pass


@persons.command("export", cls=Command, help="把系统里关于一个人的全部内容写成 ZIP（data.json 和 data.xlsx）；导出留有记录")
@who
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@actor_option
@pass_place
def export(place: Place, subject: str, file: Path, actor: str) -> None:
    from procflow.engine import erasing, note
    from procflow.reports.personal import KIND, archive, gathered

    with place.session(writing=True) as session:
        known(session, actor, subject)
        erasing.permitted(session, actor, subject)
        found = gathered(session, subject)
        session.rollback()
        note(session, kind=KIND, actor=actor, data={"subject": subject, "rows": sum(map(len, found.values()))})
    file.write_bytes(archive(found))
    place.show({"file": str(file)}, [place.say(WRITTEN, path=file)])


@persons.command("erase", cls=Command, help="申请删除一个已经转出、离开的人的姓名和文字；还不执行")
@who
@click.option("--basis", required=True, type=word, metavar="CODE", help="依据：purpose_ended、period_over、consent_withdrawn 或 unlawful")
@actor_option
@pass_place
def erase(place: Place, subject: str, basis: str, actor: str) -> None:
    from procflow.engine import erasing

    with place.session(writing=True) as session:
        known(session, actor, subject)
        record = erasing.apply(session, actor, subject, basis, f"erase.{subject}.{today(session)}")
    place.show({"request": record.event_id}, [place.say(ASKED, person=subject, event=record.event_id)])


@persons.command("approve", cls=Command, help="批准并执行别人申请的删除；申请人和本人不能批准")
@click.argument("event", type=word, metavar="ID")
@actor_option
@pass_place
def approve(place: Place, event: str, actor: str) -> None:
    from procflow.engine import erasing

    with place.session(writing=True) as session:
        known(session, actor)
        record = erasing.approve(session, actor, event, f"approve.{event}")
    subject = record.body["form"]["subject"]
    place.show({"record": record.event_id, "subject": subject}, [place.say(ERASED, person=subject)])
