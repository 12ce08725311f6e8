"""What may be a password: long enough, not what everybody takes, not the login; nothing else is demanded of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow.access.commonest import every, parts
from procflow.access.passwords import ALPHABET, COMMON, LONG, OWN, PLAIN, SHORT, given_out, wrong


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", SHORT), ("seven77", SHORT), ("七个汉字的密码", SHORT), ("x" * 201, LONG), ("password", COMMON), ("PassWord123", COMMON), ("Password99!", COMMON),
        ("1qaz2wsx", COMMON), ("dangyuan123", COMMON), ("mingwang7788", OWN), ("MingWang7788", OWN), ("aaaaaaaaaa", PLAIN), ("ababababab", PLAIN),
        ("23456789", PLAIN), ("hgfedcba", PLAIN), ("19870214", PLAIN), ("correct horse", None), ("雨后到河边走一走", None), ("x7 0 r t 4", None),
    ],
)  # fmt: skip
def test_a_password_is_refused_for_a_reason_that_can_be_mended(password, said):
    assert wrong(password, "mingwang") == said


def test_a_login_of_one_letter_is_in_every_word():
    assert wrong("correct horse", "c") is None


@given(st.text())
def test_whatever_is_typed_is_judged(password):
    assert len(password) >= 8 or wrong(password, "x") == SHORT


def test_one_that_is_given_out_can_be_read_from_paper_and_fits():
    found = {given_out() for _ in range(50)}
    assert len(found) == 50
    for each in found:
        assert set(each) <= {*ALPHABET, "-"}
        assert len(each) == 19
        assert wrong(each, "abc") is None
    assert not {"0", "o", "1", "l", "i"} & set(ALPHABET)


def test_the_rules_give_more_than_the_three_thousand_that_asvs_asks_for():
    found = set(every())
    assert len(found) > 100_000
    assert [each for each in found if len(each) < 8 or each != each.casefold()] == []
    assert [each for each in sorted(found)[::2_000] if wrong(each, "mingwang") not in (COMMON, PLAIN)] == []
    assert sum(map(len, parts().values())) < 1_000


@pytest.mark.parametrize("password", ["长征路上的小红旗", "four wet ducks", "tkz7-mm4q-9rra-e2bd", "Wenzhou rain 1987 umbrella"])
def test_words_that_have_nothing_to_do_with_each_other_may_be_one(password):
    assert wrong(password, "mingwang") is None
