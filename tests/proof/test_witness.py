"""A witness: cosigns what goes on from what it cosigned, answers everything else as C2SP tlog-witness says, and keeps what convicts a log."""

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from procflow.errors import Misconfigured
from procflow.proof import notes
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import EMPTY, consistency
from procflow.proof.notes import COSIGNS, Note, Untrue, Verifier
from procflow.proof.witness.asked import SIZE, Asked, told_size
from procflow.proof.witness.judging import Witness
from procflow.proof.witness.memory import STATE, conflicts
from procflow.proof.witness.serving import MOST, application
from tests.proof.test_merkle import ALL, NODE

ORIGIN, NAME, SECOND = "procflow.example/log", "witness.example/w1", 1_700_000_000
KEY, OTHER = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()


@pytest.fixture
def witness(tmp_path):
    made = Witness(tmp_path / "witness")
    made.make(NAME)
    made.trust(str(notes.verifier(KEY, ORIGIN)))
    return made


def note(size, root=b"", key=KEY, origin=ORIGIN):
    said = str(Checkpoint(origin, size, root or ALL[size]))
    return f"{said}\n{notes.sign(key, origin, said)}"


def ask(witness, old, size, proof=None, second=SECOND, **of):
    path = consistency(NODE, old, size) if proof is None else proof
    return witness.judge(str(Asked(old, tuple(path), note(size, **of))).encode(), second)


def test_what_goes_on_is_cosigned_and_remembered(witness):
    for old, size in ((0, 3), (3, 7), (7, 7), (7, 200)):
        answer = ask(witness, old, size)
        assert answer.status == 200
        assert Note.read(note(size) + answer.text).check(witness.verifier) == {witness.verifier: SECOND}
        assert (witness.memory.of(ORIGIN).size, witness.memory.of(ORIGIN).root) == (size, ALL[size].hex())
    assert conflicts(witness.folder) == []


def test_the_same_size_again_is_cosigned_anew_under_its_own_second(witness):
    ask(witness, 0, 7)
    again = ask(witness, 7, 7, second=SECOND + 60)
    assert Note.read(note(7) + again.text).check(witness.verifier)[witness.verifier] == SECOND + 60


@pytest.mark.parametrize("size", [0, 3, 7, 9])
def test_another_old_size_is_a_conflict_that_tells_the_one_it_signed(witness, size):
    ask(witness, 0, 5)
    answer = ask(witness, 2 if size > 2 else 0, size, proof=[], root=EMPTY if size == 0 else b"")
    assert (answer.status, answer.kind, told_size(answer.text)) == (409, SIZE, 5)
    assert witness.memory.of(ORIGIN).size == 5


def test_a_split_view_of_one_size_is_refused_and_kept_as_evidence(witness):
    ask(witness, 0, 7)
    answer = ask(witness, 7, 7, root=ALL[8])
    assert (answer.status, told_size(answer.text)) == (409, 7)
    assert [path.read_text() for path in conflicts(witness.folder)] == [note(7, ALL[8])]
    assert ask(witness, 3, 7, root=ALL[8]).status == 409
    assert len(conflicts(witness.folder)) == 1, "the same evidence is kept once"


@pytest.mark.parametrize(
    ("size", "proof", "root"),
    [(9, [], b""), (9, consistency(NODE, 6, 9), b""), (9, consistency(NODE, 7, 9), ALL[10]), (9, [*consistency(NODE, 7, 9), ALL[1]], b""),
     (7, [ALL[1]], b"")],
)  # fmt: skip
def test_a_proof_that_does_not_prove_is_unprocessable(witness, size, proof, root):
    ask(witness, 0, 7)
    assert ask(witness, 7, size, proof, root=root).status == 422
    assert witness.memory.of(ORIGIN).size == 7
    assert len(conflicts(witness.folder)) == 1


def test_the_first_checkpoint_needs_no_proof_and_takes_none(witness):
    assert ask(witness, 0, 7, proof=[ALL[1]]).status == 422
    assert ask(witness, 0, 7).status == 200


def test_a_log_that_is_not_known_and_a_key_that_is_not_are_told_apart(witness):
    assert ask(witness, 0, 3, origin="other.example/log").status == 404
    assert ask(witness, 0, 3, key=OTHER).status == 403
    said = str(Checkpoint(ORIGIN, 3, ALL[3]))
    ident = notes.verifier(KEY, ORIGIN).ident
    false = f"{said}\n{notes.written(ORIGIN, ident, bytes(64))}"
    assert witness.judge(str(Asked(0, (), false)).encode(), SECOND).status == 403
    assert witness.memory.of(ORIGIN).size == 0


def test_lines_of_strangers_are_neither_believed_nor_kept(witness):
    both = note(3) + notes.sign(OTHER, "stranger", str(Checkpoint(ORIGIN, 3, ALL[3])))
    answer = witness.judge(str(Asked(0, (), both)).encode(), SECOND)
    assert witness.memory.of(ORIGIN).note == note(3) + answer.text


def test_after_a_rotation_either_key_of_the_log_is_enough(witness):
    witness.trust(str(notes.verifier(OTHER, ORIGIN)))
    assert ask(witness, 0, 3, key=OTHER).status == 200
    assert ask(witness, 3, 4).status == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"old 1", b"old 01\n\n", b"old -1\n\n", b"new 0\n\n" + note(3).encode(), b"old 0\nAAAA\n\n" + note(3).encode(),
     b"old 0\n" + 64 * b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" + b"\n" + note(3).encode(), b"old 0\n\nno note\n",
     str(Asked(9, (), note(3))).encode()],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_request_is_a_bad_one(witness, body):
    assert witness.judge(body, SECOND).status == 400


@pytest.mark.parametrize("old", [0, 1, 20852014])
def test_a_request_is_read_as_it_was_written(old):
    asked = Asked(old, tuple(ALL[1:4]), note(7))
    assert Asked.read(str(asked).encode()) == asked


def test_of_many_who_ask_at_once_one_is_signed_at_a_time_and_never_back(witness):
    ask(witness, 0, 5)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda size: (size, ask(witness, 5, size).status), range(6, 30)))
    taken = [size for size, status in answers if status == 200]
    assert len(taken) == 1
    assert {status for _, status in answers} == {200, 409}
    assert witness.memory.of(ORIGIN).size == taken[0]


def test_without_its_memory_it_signs_nothing(witness):
    (witness.folder / STATE).write_text("{}")
    with pytest.raises(Misconfigured):
        ask(witness, 0, 3)


def test_it_is_on_the_disk_before_anybody_has_the_line(witness, monkeypatch):
    monkeypatch.setattr("procflow.proof.witness.memory.write", lambda *_: (_ for _ in ()).throw(OSError("no space")))
    with pytest.raises(OSError, match="no space"):
        ask(witness, 0, 3)
    assert witness.memory.of(ORIGIN).size == 0


def test_there_is_one_witness_in_a_folder_and_it_has_a_plain_name(witness, tmp_path):
    for folder, name in ((witness.folder, NAME), (tmp_path / "new", "two words")):
        with pytest.raises(Misconfigured):
            Witness(folder).make(name)
    for vkey in ("", "a+b+c", str(witness.verifier)):
        with pytest.raises(Misconfigured):
            witness.trust(vkey)


def served(witness, method, path, body=b"", length=None):
    told = {}
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(length or len(body))}
    text = b"".join(application(witness, lambda: SECOND)(environ, lambda status, headers: told.update(status=status, **dict(headers))))
    return told["status"], told["Content-Type"], text.decode()


def test_over_http_it_answers_under_any_prefix_and_shows_what_it_signed_last(witness):
    body = str(Asked(0, (), note(3))).encode()
    status, _, line = served(witness, "POST", "/log/add-checkpoint", body)
    assert status == "200 OK"
    assert served(witness, "POST", "/add-checkpoint", body) == ("409 Conflict", SIZE, "3\n")
    _, _, shown = served(witness, "GET", "/")
    vkey, _, last = shown.partition("\n\n")
    assert Verifier.of(vkey) == witness.verifier
    assert last == note(3) + line
    assert served(witness, "HEAD", "/")[2] == ""
    for method, path, expected in (("GET", "/add-checkpoint", "405"), ("GET", "/other", "404"), ("POST", "/", "404")):
        assert served(witness, method, path)[0].startswith(expected)
    assert served(witness, "POST", "/add-checkpoint", body, MOST + 1)[0].startswith("413")


def test_what_it_signs_is_no_signature_of_a_log_and_its_key_is_its_own(witness):
    assert witness.verifier.kind == COSIGNS
    with pytest.raises(Untrue):
        Verifier.of(str(witness.verifier).replace("witness", "other"))
    assert json.loads((witness.folder / STATE).read_text())["name"] == NAME
