"""The background jobs as whoever administers sees them: what waits, what runs, what failed and how often. It runs and repeats none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from procflow.models import Job

MOST = 200
TITLES = {
    "clock.sweep": "按期限办理（每分钟）",
    "drafts.sweep": "清理过期草稿（每小时）",
    "due.redate": "按新的日历重算期限",
    "events.relay": "整理要通知其他程序的事件",
    "webhook.send": "通知其他程序",
    "import.check": "核对导入的表",
    "import.carry": "写入导入的表",
    "whatif.rate": "试算一个年度",
    "ping": "检查后台是否在运行",
    "checkpoint": "给记录盖检查点",
    "log.seal": "封存记录",
    "log.publish": "给封存日志签名",
    "log.cosign": "请见证人签名（每分钟）",
    "log.heads": "登记每件事到第几条（每小时）",
    "log.watch": "查看封存日志是否正常（每五分钟）",
    "mail.sweep": "看看有没有要发的邮件",
    "mail.send": "发送邮件通知",
}
REASONS = (
    (re.compile(r"locked|busy|lock timeout", re.IGNORECASE), "数据库正忙，过一会儿自动再试"),
    (re.compile(r"no such (table|column)|Undefined(Table|Column)"), "数据库的结构还是旧的，请执行 procflow upgrade"),
    (re.compile(r"Timeout|Connection|refused|unreachable|getaddrinfo", re.IGNORECASE), "连不上对方，过一会儿自动再试"),
    (re.compile(r"SMTP", re.IGNORECASE), "邮件服务器没有接收，请检查邮件设置"),
    (re.compile(r"PermissionError|Read-only|No space", re.IGNORECASE), "文件写不进去，请检查数据文件夹的权限和剩余空间"),
    (re.compile(r"KeyError"), "这种事这一版程序不认识，可能是升级前留下的"),
)
UNKNOWN = "没有料到的故障，经过写在服务的日志里"
ORDER = {"failed": 0, "running": 1, "queued": 2, "done": 3}
WORST = case(ORDER, value=Job.state, else_=9)


@dataclass(frozen=True, slots=True)
class Background:
    """One job: `state` failed, running, queued or done; `at` when it ran or will; `reason` of the last failure as a message id, "" for none."""

    title: str
    state: str
    attempts: int
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Work:
    """The jobs in trouble first, and how many there are in each state."""

    jobs: tuple[Background, ...]
    counts: dict[str, int]


def work(session: Session) -> Work:
    rows = session.execute(
        select(Job.kind, Job.state, Job.attempts, Job.run_at, Job.done_at, Job.error)
        .order_by(WORST, Job.run_at.desc(), Job.job_id)
        .limit(MOST)
    )
    counts = {state: int(count) for state, count in session.execute(select(Job.state, func.count()).group_by(Job.state))}
    return Work(
        tuple(Background(titled(row.kind), row.state, row.attempts, row.done_at or row.run_at, reason(row.error or "")) for row in rows),
        counts,
    )


def titled(kind: str) -> str:
    return TITLES.get(kind, "其他后台工作")


def reason(error: str) -> str:
    """What went wrong in words; what the program wrote may hold addresses and stays where it is."""
    return next((words for pattern, words in REASONS if pattern.search(error)), UNKNOWN) if error else ""
