"""The sealed log by hand: seal now, how it stands, its key, a new epoch. It verifies nothing and asks before it changes a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procflow.cli import exits
from procflow.cli.doors import as_person
from procflow.cli.frame import Command, pass_place
from procflow.cli.place import Place
from procflow.cli.words import known
from procflow.errors import Misconfigured

if TYPE_CHECKING:
    from procflow.proof.signer import Signer
    from procflow.proof.witnesses import Witnesses

SEALED = "已封存 {count} 条，签名到 {size} 条"
STANDS = "已封存 {sealed} 条，等待封存 {waiting} 条，签名到 {signed} 条"
ROTATED = "新密钥已启用，与旧密钥同时签；把新的公钥告诉核对的人以后，执行 procflow audit key --retire"
RETIRED = "旧密钥已停用：{key}"
ASKED = "已提出。请审计查阅人或上级党组织批准：procflow audit epoch --approve --as 人员编号"
BEGUN = "新的一段日志 {origin} 已开始。请把新的公钥告诉核对的人"
WHO = "请用 --as 说明是谁"
SEEN = "见证人 {witness} 见证到 {size} 条（{at}）"
NO_WITNESS = "还没有设见证人。请系统管理员把见证人的网址和公钥写进 PROCFLOW_WITNESSES"
NOTHING = "还没有签过名的检查点：先执行 procflow audit seal"
ANSWERS = {
    "signed": "见证人 {witness} 已见证到 {size} 条",
    "refused": "见证人 {witness} 拒绝见证：它见过这个日志的另一种样子。请停止办理，保留现场，报告上级党组织",
    "unknown": "见证人 {witness} 还不认识这个日志：请对方执行 procflow witness trust，用 procflow audit key 说的那一行",
    "untrusted": "见证人 {witness} 不认识签名的密钥：换过密钥的，请对方再执行一次 procflow witness trust",
    "silent": "连不上见证人 {witness}",
    "garbled": "见证人 {witness} 的答复看不懂，或不是它的签名",
}
ONE = "请选一种：--reason 提出，或 --approve 批准"


@click.command("seal", cls=Command, help="立即封存等待的记录并签名（平时由后台工作每秒进行）")
@pass_place
def seal(place: Place) -> None:
    from procflow.proof import sealer
    from procflow.proof.rounds import published

    with place.session(writing=True) as session:
        count = sealer.seal(session)
        published(session, signer(place))
    size = signer(place).state.now.size if signer(place).there else 0
    place.show({"sealed": count, "signed": size}, [place.say(SEALED, count=count, size=size)])


@click.command("status", cls=Command, help="封存日志的现状：封存到哪里、签到哪里、有没有积压或拒签")
@pass_place
def status(place: Place) -> int:
    from procflow import shapes
    from procflow.proof.standing import standing

    with place.session() as session:
        found = standing(session, signer(place), witnesses(place))
    lines = [place.say(STANDS, sealed=found.sealed, waiting=found.waiting, signed=found.signed)]
    lines += [f"✖ {place.say(each.sentence, **each.inputs)}" for each in found.alarms]
    lines += [place.say(SEEN, witness=each.witness, size=each.size, at=each.at) for each in found.witnesses]
    place.show(shapes.dump(found, place.lang), [*lines, *found.note.splitlines(), *found.vkeys])
    return exits.DONE if found.ok else exits.REFUSED


@click.command("cosign", cls=Command, help="现在就请各见证人签名，说出每个的答复（平时由后台工作每分钟进行）")
@pass_place
def cosign(place: Place) -> int:
    from procflow.proof.cosigning import SIGNED
    from procflow.proof.rounds import witnessed

    asked = witnesses(place)
    if not asked.parties:
        raise Misconfigured(NO_WITNESS)
    with place.session(writing=True) as session:
        said = witnessed(session, asked)
    lines = [
        f"{'✓' if each.outcome == SIGNED else '✖'} {place.say(ANSWERS[each.outcome], witness=each.witness, size=each.size)}"
        for each in said
    ]
    place.show([vars(each) for each in said], lines or [place.say(NOTHING)])
    return exits.DONE if all(each.outcome == SIGNED for each in said) else exits.REFUSED


@click.command("key", cls=Command, help="核对签名用的公钥；换新密钥，停用旧密钥")
@click.option("--rotate", is_flag=True, help="启用新密钥，新旧同时签一段时间")
@click.option("--retire", is_flag=True, help="停用旧密钥")
@as_person
@pass_place
def key(place: Place, rotate: bool, retire: bool, actor: str) -> None:
    from procflow.proof import epochs

    lines: list[str] = []
    if rotate or retire:
        if not actor:
            raise click.UsageError(WHO)
        with place.session(writing=True) as session:
            known(session, actor)
            if rotate:
                epochs.rotate(session, signer(place), actor)
                lines = [place.say(ROTATED)]
            else:
                lines = [place.say(RETIRED, key=epochs.retire(session, signer(place), actor))]
    state = signer(place).state
    signing = state.now.vkeys[-len(state.signing) :]
    place.show({"origin": state.now.origin, "signing": list(signing), "known": state.vkeys}, [*lines, *signing])


@click.command("epoch", cls=Command, help="从备份恢复以后另起一段日志：系统管理员提出，审计查阅人或上级党组织批准")
@click.option("--reason", default="", metavar="TEXT", help="原因（提出时写）")
@click.option("--approve", is_flag=True, help="批准别人的提出")
@as_person
@pass_place
def epoch(place: Place, reason: str, approve: bool, actor: str) -> None:
    from procflow.proof import epochs

    if bool(reason) == approve:
        raise click.UsageError(ONE)
    if not actor:
        raise click.UsageError(WHO)
    with place.session(writing=True) as session:
        known(session, actor)
        if approve:
            origin = epochs.approve(session, signer(place), actor)
            place.show({"origin": origin}, [place.say(BEGUN, origin=origin)])
        else:
            record = epochs.ask(session, signer(place), actor, reason)
            place.show({"event": record.event_id}, [place.say(ASKED)])


def witnesses(place: Place) -> Witnesses:
    from procflow.proof.witnesses import Witnesses

    settings = place.settings
    return Witnesses.of(settings.witnesses, settings.witness_quorum)


def signer(place: Place) -> Signer:
    from procflow.proof.signer import Signer

    return Signer(place.settings.signer_folder)
