"""What is typed for a step, as plain data: fields, a JSON form, files. It reads them, bounds them, and judges nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from procflow.config import MEBIBYTE
from procflow.errors import Invalid
from procflow.forms import Sentence

MOST = 8 * MEBIBYTE
NO_EQUALS = "应写成 名称=值：{text}"
TWICE = "“{name}”写了两次"
NO_FILE = "读不到文件 {path}：{reason}"
TOO_LARGE = "文件 {path} 有 {size} MB，须小于 {most} MB"
NOT_TEXT = "不是 UTF-8 文本"
NOT_JSON = "不是有效的 JSON（第 {line} 行：{reason}）"
NOT_AN_OBJECT = "表单应是一个 JSON 对象：{} 里写名称和值"
NO_NUMBER = "JSON 里不能有 NaN 或 Infinity"
TOO_DEEP = "JSON 嵌套太深"


def form(fields: Iterable[str], json_form: str) -> dict[str, Any]:
    """The form of both sources; a field given by name stands before the file's. Raises Invalid."""
    return {**(from_json(json_form) if json_form else {}), **from_fields(fields)}


def from_fields(fields: Iterable[str]) -> dict[str, Any]:
    """Each value as its text; a name that comes several times is a list."""
    found: dict[str, Any] = {}
    for each in fields:
        name, equals, value = each.partition("=")
        if not equals or not name:
            raise Invalid({"field": [Sentence(NO_EQUALS, text=each[:80])]})
        found[name] = value if name not in found else [*(found[name] if isinstance(found[name], list) else [found[name]]), value]
    return found


def from_json(name: str) -> dict[str, Any]:
    """The object of a file or of standard input; figures stay as they are written, so that 2.5 points are exactly that."""
    data = sys.stdin.buffer.read(MOST + 1) if name == "-" else content(Path(name), MOST, "json-form")
    if len(data) > MOST:
        raise Invalid({"json-form": [Sentence(TOO_LARGE, path=name, size=megabytes(len(data)), most=megabytes(MOST))]})
    try:
        found = json.loads(data.decode(), parse_float=str, parse_constant=no_number, object_pairs_hook=once)
    except UnicodeDecodeError:
        raise Invalid({"json-form": [NOT_TEXT]}) from None
    except json.JSONDecodeError as problem:
        raise Invalid({"json-form": [Sentence(NOT_JSON, line=problem.lineno, reason=problem.msg)]}) from None
    except (RecursionError, ValueError):  # a number of many thousand digits too
        raise Invalid({"json-form": [TOO_DEEP]}) from None
    if not isinstance(found, dict):
        raise Invalid({"json-form": [NOT_AN_OBJECT]})
    return found


def content(path: Path, most: int, field: str = "file") -> bytes:
    """The bytes of a file of bounded size. Raises Invalid."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
            size = max(len(data), path.stat().st_size)
    except (OSError, ValueError) as problem:
        raise Invalid({field: [Sentence(NO_FILE, path=path, reason=getattr(problem, "strerror", "") or type(problem).__name__)]}) from None
    if len(data) > most:
        raise Invalid({field: [Sentence(TOO_LARGE, path=path, size=megabytes(size), most=megabytes(most))]})
    return data


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Invalid({"json-form": [Sentence(TWICE, name=name)]})
        found[name] = value
    return found


def no_number(_: str) -> NoReturn:
    raise Invalid({"json-form": [NO_NUMBER]})


def megabytes(size: int) -> str:
    return f"{size / MEBIBYTE:.1f}".removesuffix(".0")
