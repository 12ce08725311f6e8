"""Every kind of finding: its title, severity, clause and definition, as message ids; what is found, and how, stands elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """`severity` is a key of SEVERITIES; `clause` stands where the finding has none of its own."""

    title: str
    severity: str
    clause: str
    definition: str


KINDS: Mapping[str, Kind] = {
    # The steps of one case, held against the edition that it ran under.
    "skipped": Kind("跳步", "serious", "§3", "一步从事项当时并不处在的状态办起：中间的步骤没有记录"),
    "undeclared": Kind("程序外步骤", "serious", "§3", "程序表没有从这个状态到那个状态的这一步"),
    "wrong_role": Kind("办理主体不符", "serious", "§3", "办理人当日不担任这一步要求的职务，或者这一步由别的职务办理"),
    "self_handled": Kind("自办自事", "serious", "G-SELF", "以职务办理的，是本人作为对象的事项"),
    "reordered": Kind("次序颠倒", "ordinary", "§3", "记在后面的一步，发生日早于记在前面的一步"),
    "backdated": Kind("事后补日期", "ordinary", "B12", "记录所写的发生日早于记入日，又不是经证明的补记录"),
    "missing_guard": Kind("缺少核查", "serious", "§3", "程序表要求核查的条件，记录里没有结果，或结果为不符合"),
    "missing_vote": Kind("缺少表决", "serious", "T10 T11 A46", "写作大会通过的一步，当时没有已宣布通过的议题"),
    "missing_document": Kind(
        "缺少决议或材料", "serious", "R8", "由集体办理的一步没有写明决议，或所写的决议没有登记；须有材料的一步没有附件"
    ),
    "no_quorum": Kind("到会不足法定人数", "serious", "A45 N5", "议题在实到人数不足的会议上表决"),
    "not_carried": Kind("赞成不足而宣布通过", "serious", "A46 N5", "宣布通过的议题，赞成票没有超过应到人数的半数"),
    # What is not there.
    "omission": Kind("漏记", "serious", "T3 T5 B12", "应当登记的一个月没有登记，或纳入积分的党员整个记分期没有一条记录"),
    "selective": Kind("选择性记录", "serious", "T5", "同一张登记表漏了纳入积分的党员，或者只对部分党员登记"),
    "one_sided": Kind("单向记录", "ordinary", "T5", "整个记分期只登记得分而没有一次缺席、请假或扣分，或者只有扣分"),
    "no_publicity": Kind("未公示", "serious", "T4 B13", "已经定稿的一期没有公示过，或公示不足规定天数"),
    "no_filing": Kind("未备案", "serious", "B14 B15 B26 B32", "应当备案的事项到期没有备案记录"),
    "missing": Kind("缺失", "serious", "§7", "应办事项到期没有办理"),
    "late": Kind("迟办", "ordinary", "§7", "应办事项在期限以后办理"),
    "backfilled": Kind("补记", "ordinary", "B12 A40", "应当登记的，在这一期汇总以后才补上"),
    # The books.
    "ledger": Kind("台账不平", "serious", "A51 B34", "某人某期的分录之和，与公示或登记表上的数不一致"),
    "chain": Kind("记录链断开", "serious", "§7", "记录的哈希与后一条所引的不一致，或中间缺号"),
}
