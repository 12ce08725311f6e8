"""The reasons for which an act is refused, as values and as exceptions; imports nothing of procflow and formats no page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class Refused(Exception):
    """An attempt that was understood, refused and recorded; told to the caller after it is on record.

    `refusals` are ordered by the order of the checks (domain §3), so the first one gives the answer's code.
    `record` is the audit record of the attempt; None when there is none (a preview).
    """

    def __init__(self, refusals: Iterable[Refusal], record: object | None = None) -> None:
        self.refusals = tuple(sorted(refusals, key=lambda refusal: rank(refusal.code)))
        self.record = record
        if not self.refusals:
            raise ValueError("Refused needs at least one refusal")
        super().__init__(self.refusals)

    @property
    def code(self) -> str:
        return self.refusals[0].code

    def __str__(self) -> str:
        return "; ".join(f"{each.code}: {fill(each.sentence, each.inputs)}" for each in self.refusals)


class Invalid(Exception):
    """Input that cannot be parsed: answered, not recorded. `errors` holds message ids by field name."""

    def __init__(self, errors: Mapping[str, Iterable[str]]) -> None:
        self.errors: dict[str, list[str]] = {name: list(messages) for name, messages in errors.items()}
        super().__init__(self.errors)


class Spoken(Exception):
    """An exception whose message is a Chinese sentence with {braces}; `say(e.sentence, lang, **e.values)` gives it in another language.

    Where it is put together from several, `pieces` are these, each a message of its own.
    """

    def __init__(self, sentence: str, /, **values: object) -> None:
        self.sentence = sentence
        self.pieces: tuple[str, ...] = (sentence,)
        self.values = values
        super().__init__(sentence)

    def __str__(self) -> str:
        return fill(self.sentence, self.values)


class NotFound(Spoken):
    """There is no such thing, or the caller may not know that there is."""

    def __init__(self, sentence: str = "没有找到您要的内容，或者不在您能看到的范围", /, **values: object) -> None:
        super().__init__(sentence, **values)


class Misconfigured(Spoken):
    """The installation cannot work as it is set up; the sentence says what happened, who can mend it and how."""


@dataclass(frozen=True)
class Refusal:
    """One reason against one attempt. `sentence` is a message id whose {braces} the scalars in `inputs` fill."""

    code: str
    sentence: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    guard: str = ""
    clause: str = ""

    def __post_init__(self) -> None:
        rank(self.code)  # a code outside the table would have no place in the order of checks


@dataclass(frozen=True)
class Code:
    """A refusal code: the step of the checks at which it arises, and its meaning as a Chinese message id."""

    name: str
    step: int
    meaning: str


# The order is that of domain §3: within step 5 the earlier code is the one that is told.
CODES: tuple[Code, ...] = (
    Code("KEY_REUSED", 0, "同一请求号，内容不同"),
    Code("UNKNOWN_TRANSITION", 1, "没有这项操作"),
    Code("FORBIDDEN_ROLE", 2, "无权办理"),
    Code("ILLEGAL_STATE", 3, "当前状态不能执行这项操作"),
    Code("STALE_VERSION", 4, "事项已被他人更新"),
    Code("SELF_DEALING", 5, "不得办理本人事项"),
    Code("PERIOD_CLOSED", 5, "本期已定稿，请走异议更正"),
    Code("TOO_EARLY", 5, "时间未到"),
    Code("OUT_OF_WINDOW", 5, "已超过办理期限，或办理期限尚未开始"),
    Code("NOT_IN_SCOPE", 5, "该党员未纳入积分管理"),
    Code("NOT_RATED", 5, "该人员不参加评定"),
    Code("DUPLICATE", 5, "同一事项已申报"),
    Code("RULE_UNDEFINED", 5, "规则未规定，需支委会决定"),
    Code("FILING_REQUIRED", 5, "尚未取得备案回执"),
    Code("MISSING_EVIDENCE", 5, "缺少证明资料"),
    Code("OPEN_OBJECTION", 5, "尚有未结异议"),
    Code("QUORUM_NOT_MET", 5, "到会人数不足"),
    Code("VOTE_VOID", 5, "表决无效"),
    Code("GUARD_FAILED", 5, "不符合办理条件"),
)

_RANKS = {code.name: place for place, code in enumerate(CODES)}


def rank(code: str) -> int:
    """Place of a code in the order of the checks, from 0; ValueError for a code that is not in the table."""
    try:
        return _RANKS[code]
    except KeyError:
        raise ValueError(f"no refusal code {code!r}") from None


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence for a log line or a traceback; pages use `wording.say`, which also translates."""
    for name, value in values.items():
        sentence = sentence.replace("{" + name + "}", str(value))
    return sentence
