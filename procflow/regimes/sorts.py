"""Turns one written value into its canonical form, by the sort that the schema names; it never makes a float."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TypeAlias

from procflow.regimes.phrases import OWN_CLAUSE
from procflow.regimes.schema import ROLES
from procflow.regimes.shares import PLACES, Filed, exact, filed

Value: TypeAlias = "int | str | bool | list[Value] | dict[str, Value] | None"

CLAUSE = re.compile(rf"([TBANP])([1-9]\d?)|§[1-8](\.\d{{1,2}})?|{OWN_CLAUSE}")
LAST_OF = {"T": 20, "B": 40, "A": 67, "N": 20, "P": 17}
MONTHDAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
SPAN = re.compile(r"([1-9]\d{0,3}) (d|wd)")
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
FRACTION = re.compile(r"[1-9]\d{0,3}/[1-9]\d{0,3}")
TEST = re.compile(r"(score|base|bonus|deduction_sum|appraisal|task) (>=|<=|>|<) (\S+)")


class BadValueError(ValueError):
    """A value that does not suit its sort: a sentence, what fills its braces, and the code under which it is told."""

    def __init__(self, sentence: str, /, code: str = "UNREADABLE", **inputs: str) -> None:
        super().__init__(sentence)
        self.sentence, self.code, self.inputs = sentence, code, inputs


def scalar(sort: str, given: str) -> Value:
    """The canonical value of one written word: points in hundredths, shares in basis points or as a fraction, spans as `3 d`."""
    if sort.endswith("?") and given == "none":
        return None
    word, _, choices = sort.rstrip("?").partition(" ")
    if choices:
        return _among(frozenset(choices.split()), given, "应为下列之一：{words}，实为“{given}”")
    return SORTS[word](given)


def is_list(sort: str) -> bool:
    return sort.rstrip("?").partition(" ")[0] in {"some", "roles", "texts", "tests", "range"}


def _whole(given: str) -> int:
    if not re.fullmatch(r"\d{1,6}", given):
        raise BadValueError("应为整数，实为“{given}”", given=given)
    return int(given)


def _points(given: str) -> int:
    return _scaled(given, 2, "应为分值，至多两位小数，实为“{given}”")


def _scaled(given: str, places: int, sentence: str) -> int:
    try:
        scaled = Decimal(given).scaleb(places)
    except InvalidOperation:
        raise BadValueError(sentence, given=given) from None
    if not scaled.is_finite() or scaled != scaled.to_integral_value() or abs(scaled) > 10**9:
        raise BadValueError(sentence, given=given)
    return int(scaled)


def _share(given: str) -> Filed:
    sentence = "应为 0 到 1 之间的比例，至多四位小数，或写成分数，如 1/3，实为“{given}”"
    share = Fraction(given) if FRACTION.fullmatch(given) else exact(_scaled(given, PLACES, sentence))
    if not 0 <= share <= 1:
        raise BadValueError(sentence, given=given)
    return filed(share)


def _factor(given: str) -> int:
    sentence = "应为大于 0 的倍数，至多两位小数，实为“{given}”"
    factor = _scaled(given, 2, sentence)
    if factor <= 0:
        raise BadValueError(sentence, given=given)
    return factor


def _ratio(given: str) -> str:
    found = re.fullmatch(r"([1-9]\d?)/([1-9]\d?)", given)
    if not found or int(found[1]) > int(found[2]):
        raise BadValueError("应为不大于 1 的分数，如 1/3，实为“{given}”", given=given)
    return given


def _flag(given: str) -> bool:
    if given not in {"yes", "no"}:
        raise BadValueError("应为 yes 或 no，实为“{given}”", given=given)
    return given == "yes"


def _day(given: str) -> int:
    if not re.fullmatch(r"[12]?[1-9]|[123]0|31", given):
        raise BadValueError("应为一个月中的某日(1–31)，实为“{given}”", given=given)
    return int(given)


def _monthday(given: str) -> str:
    return _matched(MONTHDAY, given, "应为“月-日”，如 01-15，实为“{given}”")


def _span(given: str) -> str:
    return _matched(SPAN, given, "应为天数，如 3 d 或 5 wd，实为“{given}”")


def _code(given: str) -> str:
    return _matched(CODE, given, "应为小写字母、数字和下划线组成的代码，实为“{given}”")


def _role(given: str) -> str:
    if given not in ROLES:
        raise BadValueError("不认识的角色：{given}", "UNKNOWN_ROLE", given=given)
    return given


def _matched(pattern: re.Pattern[str], given: str, sentence: str) -> str:
    if not pattern.fullmatch(given):
        raise BadValueError(sentence, given=given)
    return given


def _among(words: frozenset[str], given: str, sentence: str) -> str:
    if given not in words:
        raise BadValueError(sentence, given=given, words="、".join(sorted(words)))
    return given


def _test(given: str) -> Value:
    found = TEST.fullmatch(given)
    if not found:
        raise BadValueError("应为条件，如 score >= 90，实为“{given}”", given=given)
    metric, sign, bound = found.groups()
    return {"metric": metric, "sign": sign, "points": _points(bound)}


def _clause(given: str) -> str:
    found = CLAUSE.fullmatch(given)
    if not found or (found[1] and int(found[2]) > LAST_OF[found[1]]):
        raise BadValueError("依据“{given}”不是已知的条款号", "UNKNOWN_CLAUSE", given=given)
    return given


def _text(given: str) -> str:
    if not given.strip():
        raise BadValueError("不得为空")
    return unicodedata.normalize("NFC", given.strip())


SORTS: Mapping[str, Callable[[str], Value]] = {
    "clause": _clause,
    "code": _code,
    "day": _day,
    "factor": _factor,
    "flag": _flag,
    "int": _whole,
    "monthday": _monthday,
    "months": _whole,
    "points": _points,
    "ratio": _ratio,
    "role": _role,
    "roles": _role,
    "share": _share,
    "span": _span,
    "tests": _test,
    "text": _text,
    "texts": _text,
    "word": _code,
}
