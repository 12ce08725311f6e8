"""Reading in bulk gives the verdict of canon.loads, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procflow import canon
from procflow.proof.reading import Reader, written

KEYS = st.text("abz_09", min_size=1, max_size=4)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_can_be_written_reads_back_the_same(value):
    try:
        data = canon.dumps(value)
    except canon.CanonError:
        return
    assert Reader().read(data) == value
    assert written(value).encode() == data


@given(VALUES, st.integers(0, 200), st.binary(max_size=3))
def test_bytes_changed_anywhere_are_judged_as_canon_judges_them(value, place, put):
    try:
        data = canon.dumps(value)
    except canon.CanonError:
        return
    place %= len(data)
    assert verdict(Reader().read, data[:place] + put + data[place + 1 :]) == verdict(canon.loads, data[:place] + put + data[place + 1 :])


@pytest.mark.parametrize(
    "data",
    [b'{"a":1,"a":1}', b'{"b":1,"a":2}', b'{"a": 1}', b' {"a":1}', b'{"a":1} ', b'{"A":1}', b'{"a":1.0}', b'{"a":NaN}', b'{"a":-0}',
     b'{"a":9007199254740993}', '{"a":"e\u0301"}'.encode(), b'{"a":"\\u0041"}', b'{"a":"\\ud800"}', b'{"a":"\xff"}', b"", b"[" * 65 + b"]" * 65,
     b'{"a":1}{"b":2}'],
)  # fmt: skip
def test_what_is_not_canonical_is_refused(data):
    reader = Reader()
    assert reader.read(b'{"a":1}') == {"a": 1}  # a key seen before is still looked at where it stands twice
    with pytest.raises(canon.CanonError):
        reader.read(data)


def verdict(read, data):
    try:
        return read(data)
    except canon.CanonError:
        return canon.CanonError
