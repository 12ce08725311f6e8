"""What a plan can say and nothing here would obey: refused when it is checked, so that nobody adopts a promise; it changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Literal

from procflow.regimes.findings import Finding
from procflow.regimes.interim import ASKED
from procflow.regimes.rulebook import Rulebook
from procflow.regimes.schema import BODIES
from procflow.regimes.tree import UnsaidError

GROUP, MEETING = "party_group", "member_meeting"
OPENED = ("education_rectification", "unqualified_handling", "probation_case")  # as domain §3.18 has it
FILING = ("superior_org", "party_committee", "grassroots_committee", "party_building_office")  # who may take an exemption on file

# A value is obeyed where the function says so.
VALUES: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "voting.proxy": (lambda said: not said, "本系统不支持委托投票"),
    "activists.rated": (lambda said: not said, "本系统不支持给积极分子、发展对象评等次"),
}


def values(rulebook: Rulebook) -> Iterator[Finding]:
    """Values that a file may hold and no procedure has."""
    for path, (obeyed, sentence) in VALUES.items():
        with suppress(UnsaidError):
            if not obeyed(rulebook.value(path)):
                yield Finding("error", "UNSUPPORTED", path, sentence, {}, rulebook.clause(path))


def thresholds(rulebook: Rulebook) -> Iterator[Finding]:
    """What thresholds may look at: figures that a year and the months of an extension both have (A43)."""
    kinds: tuple[Literal["probation", "activists"], ...] = ("probation", "activists")
    for path in kinds:
        for place, line in enumerate(rulebook.thresholds(path)):
            for metric in sorted({test.metric for test in (*line.all, *line.any)} - set(ASKED)):
                sentence = "本系统不支持以{metric}定分数线：只能比较得分和扣分"
                yield Finding("error", "UNSUPPORTED", f"{path}.thresholds[{place}]", sentence, {"metric": metric}, line.clause)


def openings(rulebook: Rulebook) -> Iterator[Finding]:
    """What a grade can begin; an award is begun by the mark `award`."""
    for place, grade in enumerate(rulebook.grades):
        for name in sorted(set(grade.opens) - set(OPENED)):
            sentence = "本系统不支持由等次启动{procedure}，只能启动：{known}"
            yield Finding(
                "error", "UNSUPPORTED", f"grades[{place}].opens", sentence, {"procedure": name, "known": "、".join(OPENED)}, grade.clause
            )


def paths(rulebook: Rulebook) -> Iterator[Finding]:
    """A claim goes from body to body, as many as there are; a party group reviews first, the meeting votes last."""
    usual, clause = rulebook.path("bonus"), rulebook.clause("paths.bonus")
    if not rulebook.verifiers():
        yield Finding("error", "NO_VERIFIER", "paths.bonus", "申报路径中没有核实的机构", clause=clause)
    for sentence, body in wrong(usual):
        yield Finding("error", "PATH_STEPS", "paths.bonus", sentence, {"body": body}, clause)
    for place, item in enumerate(rulebook.items()):
        if item.path:
            at, found = f"items[{place}].path", list(wrong(item.path))
            if item.component != "bonus":
                found.append(("本系统不支持这一分项的项目另定经过：只有加分项目可以", item.component))
            if not rulebook.verifiers(item.code):
                found.append(("申报路径中没有核实的机构", ""))
            if (item.path[-1] == MEETING) != (usual[-1] == MEETING):
                found.append(("本系统不支持一部分加分由党员大会决定、另一部分不由大会决定", ""))
            yield from (Finding("error", "PATH_STEPS", at, sentence, {"body": body}, item.clause) for sentence, body in found)


def exemptions(rulebook: Rulebook) -> Iterator[Finding]:
    """Bodies review an application one after the other; a superior takes it on file (B2 P8 P10)."""
    path, clause = tuple(rulebook.value("exemption.path")), rulebook.clause("exemption.path")
    held = Counter(rulebook.holder(body) for body in path)
    found = [
        ("本系统不支持由{body}审查免予纳入：每一步都应是作决议的机构", body) for body in path if body not in BODIES.split() or body == GROUP
    ]
    found += [("本系统不支持同一机构在经过中出现两次：{body}", body) for body, times in held.items() if times > 1]
    if len(path) < len(("reviews", "files")) or path[-1] not in FILING:
        found.append(("本系统不支持这样的免予纳入经过：先由机构审查，最后报上级备案", ""))
    yield from (Finding("error", "UNSUPPORTED", "exemption.path", sentence, {"body": body}, clause) for sentence, body in found)


def wrong(path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """What a claim cannot be taken along: each with the step that it is about."""
    for body in path:
        if body not in BODIES.split():
            yield "经过的每一步都应是机构，{body}不是", body
    for body, times in Counter(path).items():
        if times > 1:
            yield "本系统不支持同一机构在经过中出现两次：{body}", body
    if GROUP in path[1:]:
        yield "本系统不支持党小组在别的机构之后审核：{body}应放在最前", GROUP
    if MEETING in path[:-1]:
        yield "本系统不支持党员大会之后还有别的机构：{body}应放在最后", MEETING
