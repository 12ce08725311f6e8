"""Refusals: the order in which they are told, what they carry, and that each code can be said in both languages."""

import pickle

import pytest

from procflow.errors import CODES, Invalid, Misconfigured, NotFound, Refusal, Refused, rank
from procflow.wording import missing

# The table of domain §3, copied by hand: the order decides which code an attempt is answered with.
IN_ORDER = """KEY_REUSED UNKNOWN_TRANSITION FORBIDDEN_ROLE ILLEGAL_STATE STALE_VERSION SELF_DEALING PERIOD_CLOSED TOO_EARLY
OUT_OF_WINDOW NOT_IN_SCOPE NOT_RATED DUPLICATE RULE_UNDEFINED FILING_REQUIRED MISSING_EVIDENCE OPEN_OBJECTION QUORUM_NOT_MET
VOTE_VOID GUARD_FAILED""".split()  # noqa: SIM905 - reads as the table does


def test_codes_stand_in_the_order_of_the_checks():
    assert [code.name for code in CODES] == IN_ORDER
    assert [rank(name) for name in IN_ORDER] == list(range(19))


def test_the_steps_of_the_checks_never_go_back():
    assert [code.step for code in CODES] == [0, 1, 2, 3, 4] + [5] * 14


def test_every_code_has_a_meaning_of_its_own_in_both_languages():
    meanings = [code.meaning for code in CODES]
    assert len(set(meanings)) == len(CODES)
    assert missing(meanings) == []


@pytest.mark.parametrize("code", ["", "guard_failed", "NOT_IN_SCOPE / NOT_RATED"])
def test_a_code_outside_the_table_cannot_be_used(code):
    with pytest.raises(ValueError, match="no refusal code"):
        Refusal(code, "不符合办理条件")


def test_of_several_reasons_the_first_check_gives_the_code():
    quorum = Refusal("QUORUM_NOT_MET", "到会 {present} 人", {"present": 9})
    own = Refusal("SELF_DEALING", "不得办理本人事项")
    refused = Refused([Refusal("GUARD_FAILED", "甲"), quorum, own, Refusal("GUARD_FAILED", "乙")])
    assert refused.code == "SELF_DEALING"
    assert [each.sentence for each in refused.refusals] == ["不得办理本人事项", "到会 {present} 人", "甲", "乙"]
    assert str(refused).startswith("SELF_DEALING: 不得办理本人事项; QUORUM_NOT_MET: 到会 9 人; ")


def test_a_refusal_carries_the_record_it_left_or_none():
    reason = Refusal("DUPLICATE", "同一事项已申报")
    assert Refused([reason]).record is None
    assert Refused([reason], record="R-1").record == "R-1"


def test_nothing_is_refused_without_a_reason():
    with pytest.raises(ValueError, match="at least one"):
        Refused([])


def test_input_that_cannot_be_parsed_is_told_field_by_field():
    assert Invalid({"points": ("必须是数字",)}).errors == {"points": ["必须是数字"]}


def test_a_spoken_exception_keeps_its_sentence_apart_from_the_values():
    error = NotFound("没有编号为 {number} 的事项", number="D1ZB-JL-2025-0017")
    assert (error.sentence, error.values) == ("没有编号为 {number} 的事项", {"number": "D1ZB-JL-2025-0017"})
    assert str(error) == "没有编号为 D1ZB-JL-2025-0017 的事项"


def test_what_is_not_found_says_so_without_being_told_how():
    assert missing([NotFound().sentence]) == []


def test_exceptions_travel_between_processes_whole():
    refused = pickle.loads(pickle.dumps(Refused([Refusal("TOO_EARLY", "时间未到", {"day": 3})], record=7)))
    assert (refused.code, refused.record, refused.refusals[0].inputs) == ("TOO_EARLY", 7, {"day": 3})
    assert str(pickle.loads(pickle.dumps(Misconfigured("{a}不对", a=1)))) == "1不对"
