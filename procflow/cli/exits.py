"""What the command's exit code says to whoever called it; the numbers are part of the interface and do not change."""

from __future__ import annotations

from procflow.errors import rank

DONE, REFUSED, INVALID, MISSING, MISCONFIGURED, CONFLICT, BROKEN, STOPPED = 0, 1, 2, 3, 4, 5, 70, 130

MEANINGS = {
    DONE: "已完成",
    REFUSED: "被规则拒绝，或者核对出了不同之处",
    INVALID: "命令或填写的内容读不懂，没有任何内容被改动",
    MISSING: "没有找到，或者无权查看",
    MISCONFIGURED: "系统没有设置好，需要系统管理员处理",
    CONFLICT: "与别人的办理冲突：事项已变化、状态已不同，或请求号用过",
    BROKEN: "没有料到的故障，经过已写入数据文件夹的 errors.log",
    STOPPED: "被使用者中断",
}
OF_REFUSAL = {"KEY_REUSED": CONFLICT, "STALE_VERSION": CONFLICT, "ILLEGAL_STATE": CONFLICT, "UNKNOWN_TRANSITION": MISSING}


def of_refusal(code: str) -> int:
    """The exit code of a refusal: a conflict may be tried again after a look, the rest stands until something else changes."""
    rank(code)
    return OF_REFUSAL.get(code, REFUSED)
