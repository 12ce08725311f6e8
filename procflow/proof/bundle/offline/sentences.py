"""What the check of a bundle says, in Chinese and English, by its code; it decides nothing."""

from __future__ import annotations

from procflow.proof.bundle.offline.reasons import REASONS

TOLD = {
    "title": ("证据包 {no}（{procedure}，对象 {subject}）", "bundle of {no} ({procedure}, about {subject})"),
    "title_score": ("得分证明：{member}，{period}，单位 {unit}", "proof of a score: {member}, {period}, unit {unit}"),
    "score": (
        "✓ 这一行得分在期间封存里（共 {members} 人，封存于 {at}）：{parts}，合计 {points}",
        "✓ this line is in the seal of the period ({members} members, sealed at {at}): {parts}, {points} together",
    ),
    "score_rest": (
        "· 封存以后才记、算在这个期间的分（补记、冲销）不在这一行里，见以后的对账单",
        "· what was posted for this period after it was closed (late facts, reversals) is not in this line; later statements have it",
    ),
    "refused": ("✖ 不予采信", "✖ REFUSED"),
    "checked": ("核对过的：", "Checked:"),
    "open": ("不能由此断定的：", "What cannot be concluded from it:"),
    "files": ("✓ 目录里的 {count} 个文件齐全，一字未改", "✓ the {count} files of the list are there, unchanged"),
    "signature": (
        "✓ 检查点由日志 {origin} 的密钥签名：{size} 条，根摘要 {root}",
        "✓ the checkpoint is signed by the key of {origin}: {size} records, root {root}",
    ),
    "witness": ("✓ 见证人 {name} 联署，时间 {at}", "✓ cosigned by the witness {name} at {at}"),
    "records": (
        "✓ {count} 条记录都在日志里，首尾相接，没有缺口",
        "✓ the {count} records are all in the log, each naming the one before, without a gap",
    ),
    "replayed": (
        "✓ 按当时的程序表逐步重走：办了 {done} 步，被拒 {refused} 次，现在是“{title}”",
        "✓ replayed against its table: {done} steps, {refused} refusals, it lies at “{title}”",
    ),
    "entries": ("✓ 记分 {lines} 笔，合计 {points} 分", "✓ {lines} ledger lines, {points} points together"),
    "beside": ("✓ {files} 个附件和 {texts} 段文字与记录里的摘要一致", "✓ {files} attachments and {texts} texts are those on record"),
    "whole": (
        "✓ 日志在 {at} 声明：它的前 {size} 条记录里，本事项的都在这里",
        "✓ the log stated at {at}: of its first {size} records all of this case are here",
    ),
    "to_the_end": (
        "✓ 声明以后直到检查点（{end} 条），日志里没有别的记录：本事项的记录齐全",
        "✓ nothing else was recorded from the statement up to the checkpoint ({end}): the case is whole",
    ),
    "paper": (
        "✓ 与纸上的检查点（{size} 条）衔接；本事项有 {count} 条记录在它之前",
        "✓ goes on from the printed checkpoint ({size}); {count} records of this case came before it",
    ),
    "epoch": ("✓ 日志 {found} 曾另起一段，由两人办理，记录在案", "✓ the log began anew as {found}, by two people, on record"),
    "truth": (
        "· 记录写的是不是事实：证明只说明记了什么、没有改过",
        "· whether what was recorded is true: proofs show what was recorded, and that it was not changed",
    ),
    "whose_key": (
        "· 签名的密钥是不是该单位的：公钥取自包内。请用纸上或别处得来的公钥核对（--key）",
        "· whose key signed: it was taken from the bundle. Check with one had from paper or elsewhere (--key)",
    ),
    "no_paper": (
        "· 日志有没有整个重写过：请用张贴的公示上的检查点核对（--checkpoint）",
        "· whether the whole log was rewritten: check against the checkpoint on a posted sheet (--checkpoint)",
    ),
    "paper_lacking": (
        "· 与纸上的检查点（{size} 条）是否衔接：包里没有它的衔接证明，请另要一份（procflow audit bundle … --printed {size}）",
        "· whether it goes on from the printed checkpoint ({size}): the bundle lacks that proof; ask for one made with --printed {size}",
    ),
    "not_whole": (
        "· 本事项的记录是否齐全：包里没有日志的案头声明，末尾可能还有记录",
        "· whether the case is whole: the bundle holds no statement of case heads; records may follow",
    ),
    "after": (
        "· 第 {size} 条以后（检查点到 {end} 条）有没有本事项的其他记录：这里有其中 {later} 条，另有 {unseen} 条的内容这里不知道",
        "· whether more of this case lies beyond {size} (the checkpoint ends at {end}): {later} are here, of {unseen} nothing is known",
    ),
    "statement": (
        "· 案头声明是日志自己作的：它若漏了记录，被漏的那一条一出现就是作假的铁证",
        "· the statement is the log's own: a record that it left out would, once shown, prove it false",
    ),
    "cosigners": (
        "· {count} 行联署没有给出公钥，未核对（--witness）",
        "· {count} cosignatures were not checked: no key was given (--witness)",
    ),
    "missing": (
        "· {files} 个附件不在库里；{texts} 段文字已依法删除或未提供",
        "· {files} attachments are not kept; {texts} texts are erased or not given",
    ),
    "elsewhere": (
        "· 别的事项里的记录（如表决）不在这个包里，请各要一份",
        "· records of other cases (a vote, say) are not in here; each has a bundle of its own",
    ),
    "names": (
        "· 编号对应的姓名（people.json）未经证明，只供阅读",
        "· the names behind the ids (people.json) are not proved, only for reading",
    ),
    "clock": ("· 这是演练系统的记录，时间是模拟的", "· these are records of a rehearsal; its clock is simulated"),
    "epoch_unknown": ("· 日志为何另起一段：包里没有相应的记录", "· why the log began anew: no record of it is in the bundle"),
    "good": ("结论：没有发现不符。", "Result: nothing differs."),
}


def sentence(lang: str, code: str, inputs: dict[str, object]) -> str:
    """In one language, or in both, one under the other."""
    zh, en = (REASONS.get(code) or TOLD[code])[:2]
    chosen = {"zh": (zh,), "en": (en,)}.get(lang, (zh, en))
    return "\n".join(each.format(**inputs) for each in chosen)
