"""Notes: published ones are read, ours are checked by openssl and by others' rules; whatever was touched is not believed."""

import shutil
import subprocess
from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from procflow.proof.notes import COSIGNS, Note, Untrue, Verifier, sign, verifier

KEY, OTHER = Ed25519PrivateKey.from_private_bytes(b"k" * 32), Ed25519PrivateKey.from_private_bytes(b"o" * 32)
# Go's own example of a note, and the key of its checksum database.
NEUMANN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SAID = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""
SUMDB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
TEXT = "procflow.example/log\n5\nTn+7H3tHjc/nH7Yx1pMVGaO8oSyayvyhYSv84To4Yk0=\n"


def ours(*lines):
    return TEXT + "\n" + "".join(lines)


def test_a_published_note_is_believed():
    key = Verifier.of(NEUMANN)
    assert Note.read(SAID).check(key) == {key: 0}
    assert str(key) == NEUMANN
    assert str(Verifier.of(SUMDB)) == SUMDB


def test_openssl_believes_our_signature(tmp_path):
    assert shutil.which("openssl"), "the tests need openssl"
    note = Note.read(ours(sign(KEY, "procflow.example/log", TEXT)))
    (tmp_path / "text").write_text(note.text, encoding="utf-8")
    (tmp_path / "signature").write_bytes(note.lines[0][2])
    (tmp_path / "key").write_bytes(KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-rawin", "-in", "text", "-sigfile", "signature"]
    assert subprocess.run(words, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    (tmp_path / "text").write_text(note.text.replace("5", "6"), encoding="utf-8")
    assert subprocess.run(words, cwd=tmp_path, check=False, capture_output=True).returncode != 0


def test_a_cosignature_says_its_second_and_signs_it():
    line = sign(KEY, "witness.example", TEXT, 1679315147)
    key = verifier(KEY, "witness.example", COSIGNS)
    assert Note.read(ours(line)).check(key) == {key: 1679315147}
    content = b64decode(line.split(" ")[2])
    assert (content[:4], content[4:12], len(content)) == (key.ident, (1679315147).to_bytes(8), 76)
    KEY.public_key().verify(content[12:], b"cosignature/v1\ntime 1679315147\n" + TEXT.encode())


def test_unknown_keys_are_passed_over_and_a_false_one_spoils_the_note():
    key, stranger = verifier(KEY, "a"), verifier(OTHER, "b")
    both = ours(sign(KEY, "a", TEXT), sign(OTHER, "b", TEXT))
    assert set(Note.read(both).check(key)) == {key}
    assert set(Note.read(both).check(key, stranger)) == {key, stranger}
    assert Note.read(both).check(verifier(OTHER, "a")) == {}
    with pytest.raises(Untrue):
        Note.read(both.replace("\n5\n", "\n6\n")).check(key)


def test_a_key_for_one_purpose_is_not_taken_for_the_other():
    assert Note.read(ours(sign(KEY, "a", TEXT))).check(verifier(KEY, "a", COSIGNS)) == {}
    assert Note.read(ours(sign(KEY, "a", TEXT, 7))).check(verifier(KEY, "a")) == {}


NO_NOTES = (
    "", TEXT, TEXT + "\n", ours("— a\n"), ours("- a AAAAAAAA\n"), ours("— a AAAA\n"), ours("— a+b AAAAAAAAAAAA\n"),
    ours("— a AAAAAAAAAAA\n"), ours("— a AAAAAAAAAAAA"), ours("— a AAAAAAAAAAB=\n"), ours("— a AAAAAAAAAAAA\n").replace("5", "\t"),
    ours(*["— a AAAAAAAAAAAA\n"] * 65), "x" * 70_000 + "\n\n— a AAAAAAAAAAAA\n",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_is_no_note_is_told(text):
    with pytest.raises(Untrue):
        Note.read(text)


@pytest.mark.parametrize(
    "text", ["", "a", NEUMANN[:-1], NEUMANN.replace("c74f", "c74e"), NEUMANN.replace("Peter", "Petra"), "a+00000000+Bw=="]
)
def test_what_is_no_key_is_told(text):
    with pytest.raises(Untrue):
        Verifier.of(text)


@given(st.data())
def test_no_bit_of_a_note_may_be_another(data):
    note, key = ours(sign(KEY, "a", TEXT)).encode(), verifier(KEY, "a")
    place, bit = data.draw(st.integers(0, len(note) - 1)), data.draw(st.integers(0, 7))
    other = note[:place] + bytes([note[place] ^ 1 << bit]) + note[place + 1 :]
    try:
        assert Note.read(other.decode()).check(key) == {}
    except (Untrue, UnicodeDecodeError):
        assert other != note
