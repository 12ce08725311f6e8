"""What a refusal says: what must be, or who does what instead. No sentence of a guard or of the decision itself forbids."""

import importlib
import inspect
import pkgutil
import re

import pytest

from procflow import decide, guards, machines
from procflow.grammar import Guard
from procflow.machines import tables
from procflow.wording import say

BANNED = ("不能", "无权", "禁止", "不得", "非法", "无效", "参数", "系统异常", "操作失败")
# What the regulation itself calls so: a vote that is void (N9), and ballots that count for nobody.
TERMS = re.compile("(表决|测评)无效|弃权、无效")


def of_package(package):
    for each in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield from vars(importlib.import_module(each.name)).values()


def sentences():
    of_tables = [guard for table in tables().values() for row in (*table.steps, *table.common) for guard in row.when + row.fits]
    found = [each for each in (*of_package(guards), *of_package(machines), *of_tables, *decide.COMMON) if isinstance(each, Guard)]
    return sorted({each.sentence for each in found} | set(re.findall(r'refuse\("\w+", "([^"]+)"', inspect.getsource(decide))))


@pytest.mark.parametrize("word", BANNED)
def test_no_refusal_forbids_or_speaks_as_a_machine(word):
    said = sentences()
    assert len(said) > 200
    assert [each for each in said if word in TERMS.sub("", each)] == []


def test_in_english_neither():
    english = [say(each, "en") for each in sentences()]
    assert [each for each in english if re.search(r"\b(cannot|forbidden|not allowed|illegal|invalid|may not|must not)\b", each)] == []
