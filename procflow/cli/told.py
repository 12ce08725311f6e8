"""What went wrong, told in the reader's words with its exit code: what, why, who can mend it and how. It never shows a traceback."""

from __future__ import annotations

import json
import logging
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from procflow.cli import exits, usage
from procflow.cli.place import Place
from procflow.cli.readable import refusal_lines
from procflow.errors import Invalid, Misconfigured, NotFound, Refused, Spoken
from procflow.shapes.readable import sentence

RECORDED = "这次尝试已经记录在案（{event}），其他内容没有改动"
NOTHING = "没有任何内容被改动"
NO_DATABASE = "数据库没有应答：{reason}。已经办成的事都在。请稍后再试；还是这样，请系统管理员检查数据库地址和数据库服务"
BEHIND = "数据库的结构与程序不符：{reason}。请系统管理员先备份，再执行：procflow upgrade"
UNEXPECTED = "出现了没有料到的故障，编号 {code}。已经办成的事都在。请把这个编号告诉系统管理员，经过写在 {path}"
STOPPED = "已停止"
INCIDENT = "服务器日志里的编号 {code}，请告诉系统管理员"
KEY = "请求号 {key}（网络中断后用 --key 带上它重办，不会办两次）"


@dataclass(frozen=True)
class Answer:
    """An exit code, a word for programs, lines for people, and whatever else a program may want."""

    code: int
    error: str
    lines: Sequence[str]
    more: dict[str, Any] = field(default_factory=dict)


def tell(place: Place, problem: BaseException) -> int:
    """Say it on stderr, or as JSON on stdout where that was asked for, and give the exit code."""
    answer = answer_to(place, problem)
    if place.as_json:
        data = {"error": answer.error, "exit_code": answer.code, "message": "\n".join(answer.lines), **answer.more}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    else:
        click.echo("\n".join(answer.lines), err=True)
    return answer.code


def answer_to(place: Place, problem: BaseException) -> Answer:
    match problem:
        case Refused():
            return refused(place, problem)
        case Invalid():
            return invalid(place, problem)
        case NotFound():
            return Answer(exits.MISSING, "NOT_FOUND", [sentence(problem.sentence, problem.values, place.lang)])
        case Misconfigured():
            return Answer(exits.MISCONFIGURED, "MISCONFIGURED", [sentence(problem.sentence, problem.values, place.lang)])
        case Spoken() if type(problem).__module__.startswith("procflow.client"):
            return unanswered(place, problem)
        case Spoken():
            return Answer(exits.INVALID, "INVALID", ["".join(sentence(piece, problem.values, place.lang) for piece in problem.pieces)])
        case click.Abort():
            return Answer(exits.STOPPED, "STOPPED", [place.say(STOPPED)])
        case click.ClickException():
            return Answer(exits.INVALID, "USAGE", usage.lines(place, problem))
    return database(place, problem) or unexpected(place, problem)


def refused(place: Place, problem: Refused) -> Answer:
    lines = [line for each in problem.refusals for line in refusal_lines(each, place.lang)]
    event = str(getattr(problem.record, "event_id", ""))
    lines.append(place.say(RECORDED, event=event) if event else place.say(NOTHING))
    reasons = [
        {"code": each.code, "sentence": sentence(each.sentence, each.inputs, place.lang), "clause": each.clause, "guard": each.guard,
         "inputs": dict(each.inputs)}
        for each in problem.refusals
    ]  # fmt: skip
    return Answer(exits.of_refusal(problem.code), problem.code, lines, {"refusals": reasons, "record": event})


def invalid(place: Place, problem: Invalid) -> Answer:
    said = {
        name: [sentence(each, getattr(each, "inputs", {}), place.lang) for each in messages] for name, messages in problem.errors.items()
    }
    lines = [f"{name}: {each}" for name, messages in said.items() for each in messages]
    return Answer(exits.INVALID, "INVALID", [*lines, place.say(NOTHING)], {"fields": said})


def unanswered(place: Place, problem: Any) -> Answer:
    """A server that gave no answer; an act may be asked for again under its key, and a fault over there has a code."""
    lines = [sentence(problem.sentence, problem.values, place.lang)]
    lines += [place.say(KEY, key=problem.key)] if problem.key else []
    lines += [place.say(INCIDENT, code=problem.incident)] if problem.incident else []
    more = {"status": problem.status, "incident": problem.incident, "key": problem.key, "wait": problem.wait}
    return Answer(exits.BROKEN if problem.status == 500 else exits.MISCONFIGURED, "NO_ANSWER", lines, more)


def database(place: Place, problem: BaseException) -> Answer | None:
    """The database's own refusals; SQLAlchemy is not loaded for a problem that cannot be one of its."""
    if not type(problem).__module__.startswith("sqlalchemy"):
        return None
    from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError

    if not isinstance(problem, DatabaseError):
        return None
    reason = (str(problem.orig).strip().splitlines() or [""])[0]
    if isinstance(problem, ProgrammingError) or reason.startswith("no such "):
        return Answer(exits.MISCONFIGURED, "DATABASE_BEHIND", [place.say(BEHIND, reason=reason)])
    if isinstance(problem, OperationalError) or type(problem) is DatabaseError:
        return Answer(exits.MISCONFIGURED, "DATABASE", [place.say(NO_DATABASE, reason=reason)])
    return None


def unexpected(place: Place, problem: BaseException) -> Answer:
    """Told by a short code, which the log has beside the whole story."""
    code = secrets.token_hex(4).upper()
    path = errors_log(place)
    story = logging.LogRecord(
        "procflow", logging.ERROR, "", 0, f"procflow failed ({code})", None, (type(problem), problem, problem.__traceback__)
    )
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(logging.Formatter("%(asctime)s %(message)s").format(story) + "\n")
    return Answer(exits.BROKEN, "UNEXPECTED", [place.say(UNEXPECTED, code=code, path=path)], {"code": code})


def errors_log(place: Place) -> Path:
    """In the data folder; beside other temporary files where there is none or it cannot be written."""
    try:
        folder = place.settings.home
        (folder / "errors.log").open("a").close()
    except (OSError, Misconfigured):
        folder = Path(tempfile.gettempdir())
    return folder / "errors.log"
