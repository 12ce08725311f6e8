"""procflow-cjson/1: the same bytes as RFC 8785, one byte string per value, and nothing else accepted (audit-ledger §5.2)."""

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from procflow.canon import LARGEST, ZERO, CanonError, clean, commitment, digest, dumps, leaf, loads, node, sha256, stamp, unstamp

texts = st.text(st.characters(codec="utf-8")).map(lambda text: unicodedata.normalize("NFC", text))
keys = st.text("abcxyz019_", min_size=1)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=20)


@given(values)
def test_the_bytes_are_those_of_rfc_8785(value):
    assert dumps(value) == rfc8785.dumps(value)


@given(values)
def test_what_was_written_reads_back_the_same(value):
    assert loads(dumps(value)) == value


@given(values, st.data())
def test_a_changed_byte_is_refused_or_is_the_one_form_of_another_value(value, data):
    body = bytearray(dumps(value))
    at = data.draw(st.integers(0, len(body)))
    edit = data.draw(st.sampled_from(["put", "drop", "set"]))
    byte = data.draw(st.integers(0, 255))
    body[at : at + (edit != "put")] = b"" if edit == "drop" else bytes([byte])
    try:
        read = loads(bytes(body))
    except CanonError:
        return
    assert dumps(read) == rfc8785.dumps(read) == bytes(body)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.0, r"\$: float"), ({"a": [0, {"b": float("nan")}]}, r"\$\.a\[1\]\.b: float"), (2**53, "2\\^53"),
        ([-(2**53)], r"\$\[0\]: .*2\^53"),
        ({"A": 1}, "key 'A'"), ({"": 1}, "key ''"), ({"a\n": 1}, "key"), ({1: 1}, "key 1"), ({"é": 1}, "key"),
        ({"x": {"y-z": 1}}, r"\$\.x: key"),
        ("e\u0301", "NFC"), ({"a": "\ud800"}, r"\$\.a: text is not valid UTF-8"), (b"x", "bytes"),
        ({1, 2}, "set"), (datetime(2024, 1, 1), "datetime"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_named_with_its_place(value, said):
    with pytest.raises(CanonError, match=said):
        dumps(value)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b"1.0", b"1e3", b"-0", b"NaN", b"Infinity", b"-Infinity", b"9007199254740992", b"",
        b'"\\u0041"', b'"\\/"', b'"\\ud800"', b"\xff", b"[1,]", b"[1] ", b"\xef\xbb\xbf1", b'"e\xcc\x81"', b"[" * 200_000, b"9" * 5000,
        "1".encode("utf-16"), b'{"A":1}', b'"\x7f\x01"',
    ],
)  # fmt: skip
def test_bytes_that_are_not_canonical_are_refused(data):
    with pytest.raises(CanonError):
        loads(data)


def test_nesting_has_a_bottom_on_both_ways():
    inside = loads(b"[" * 64 + b"]" * 64)
    assert dumps(inside) == b"[" * 64 + b"]" * 64
    with pytest.raises(CanonError, match="deep"):
        dumps([inside])
    with pytest.raises(CanonError, match="deep"):
        loads(b"[" * 65 + b"]" * 65)


def test_a_tuple_is_written_as_a_list_and_keys_in_order():
    assert dumps({"b": (1, True, None), "a_1": "党费"}) == '{"a_1":"党费","b":[1,true,null]}'.encode()


def test_hashes_are_those_of_rfc_6962():
    empty = hashlib.sha256(b"\x00").hexdigest()
    assert leaf(b"") == empty == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert node(empty, ZERO) == hashlib.sha256(b"\x01" + bytes.fromhex(empty) + bytes(32)).hexdigest()
    assert digest([]) == sha256(b"[]") == hashlib.sha256(b"[]").hexdigest()


@pytest.mark.parametrize("bad", ["", "00", "AB" * 32, " " + "00" * 31 + "0", "0g" * 32, ZERO + "\n"])
def test_a_node_is_made_of_hashes_in_lower_hex_alone(bad):
    with pytest.raises(CanonError, match="lower hex"):
        node(ZERO, bad)


def test_a_commitment_binds_salt_event_field_and_value():
    salt = bytes(range(16))
    expected = hashlib.sha256(b"procflow-pii/1" + salt + '["e1","name","王"]'.encode()).hexdigest()
    assert commitment(salt, "e1", "name", "王") == expected
    others = {commitment(salt[::-1], "e1", "name", "王"), commitment(salt, "e2", "name", "王"), commitment(salt, "e1", "reason", "王")}
    assert len(others | {expected, commitment(salt, "e1", "name", "李")}) == 5


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_a_salt_has_sixteen_bytes(length):
    with pytest.raises(CanonError, match="16 bytes"):
        commitment(bytes(length), "e", "f", "v")


@given(st.datetimes(min_value=datetime(2, 1, 1), timezones=st.just(UTC) | st.just(timezone(timedelta(hours=8)))))
def test_a_stamp_reads_back_as_the_same_instant_and_sorts_as_time_does(instant):
    text = stamp(instant)
    assert unstamp(text) == instant
    assert len(text) == 27
    assert text < stamp(datetime(9999, 12, 31, 23, 59, 59, 999999, UTC)) or instant.year == 9999


def test_a_stamp_is_utc_with_six_decimals():
    assert stamp(datetime(2024, 4, 19, 10, tzinfo=timezone(timedelta(hours=8)))) == "2024-04-19T02:00:00.000000Z"
    with pytest.raises(CanonError, match="no time zone"):
        stamp(datetime(2024, 4, 19))


@pytest.mark.parametrize(
    "text", ["2024-04-19T02:00:00Z", "2024-04-19T02:00:00.000000+00:00", "2024-04-19 02:00:00.000000Z", "2024-02-30T02:00:00.000000Z",
             "2024-04-19T24:00:00.000000Z", "2024-04-19T02:00:00.000000Z\n", "２024-04-19T02:00:00.000000Z"],
)  # fmt: skip
def test_any_other_way_of_writing_an_instant_is_refused(text):
    with pytest.raises(CanonError, match="not a stamp"):
        unstamp(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  王\r\n五\r六\t七\x00\x1b\x7f\x85 ", "王\n五\n六\t七"), ("e\x00\u0301", "é"),
        ("\ud800甲", "甲"), ("甲\u202e乙\u2066", "甲乙"), ("\x00 \n", ""),
    ],
)  # fmt: skip
def test_typed_text_is_made_fit_for_a_record(typed, kept):
    assert clean(typed) == kept


@given(st.text(st.characters()))
def test_cleaned_text_can_be_written_and_is_not_changed_by_cleaning_again(text):
    once = clean(text)
    assert loads(dumps(once)) == once
    assert clean(once) == once
