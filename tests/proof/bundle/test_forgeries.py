"""Bundles that were tampered with, cut short, put in another order, of another case or log, with a record taken out: refused, each with its reason."""

import json

import pytest

from procflow.canon import dumps
from procflow.proof.bundle import bundle
from procflow.proof.bundle.offline.checking import Asked, check_bundle
from procflow.proof.bundle.offline.reasons import REASONS
from procflow.proof.bundle.offline.refusing import Refuse
from procflow.proof.publishing import publish
from procflow.proof.signer import Signer
from tests.proof.bundle import forging
from tests.proof.bundle.conftest import CLAIM, DAY, OTHER

LAST = "events/00008.json"


def changed(files, path, old, new):
    assert old in files[path]
    return files | {path: files[path].replace(old, new)}


def swapped(files, one, other):
    return files | {one: files[other], other: files[one]}


def gone(files, *paths):
    return {path: data for path, data in files.items() if path not in paths}


def edited(files, path, change):
    value = json.loads(files[path])
    change(value)
    return files | {path: dumps(value)}


def head_of(files, **more):
    return edited(files, "heads/head.json", lambda value: value.update(more))


FORGERIES = {
    # as they lie, the list untouched
    "a byte of a record": (lambda f: changed(f, LAST, b"800", b"900"), "FILE_CHANGED"),
    "a file cut short": (lambda f: f | {LAST: f[LAST][:-9]}, "FILE_CHANGED"),
    "a record left out": (lambda f: gone(f, LAST), "FILE_MISSING"),
    "a file added": (lambda f: f | {"events/00009.json": b"{}"}, "FILE_ADDED"),
    "two records exchanged": (lambda f: swapped(f, "events/00004.json", "events/00005.json"), "FILE_CHANGED"),
    "no list": (lambda f: gone(f, "manifest.json"), "NO_BUNDLE"),
    "another format": (lambda f: edited(f, "manifest.json", lambda value: value.update(format="procflow-bundle/2")), "FORMAT_UNKNOWN"),
    # by somebody who writes the list anew
    "points changed": (lambda f: forging.listed(changed(f, LAST, b'"points":800', b'"points":900')), "NOT_IN_LOG"),
    "points changed, chained anew": (lambda f: forging.listed(forging.rechained(f, 1, lambda body: body.replace(b"800", b"900"))), "NOT_IN_LOG"),
    "two records and proofs exchanged": (
        lambda f: forging.listed(
            swapped(swapped(f, "events/00004.json", "events/00005.json"), "proofs/00004.tlog-proof", "proofs/00005.tlog-proof")
        ),
        "OUT_OF_ORDER",
    ),
    "a record taken out of the middle": (lambda f: forging.without(f, 4), "OUT_OF_ORDER"),
    "the first record taken out": (lambda f: forging.without(f, 0), "OUT_OF_ORDER"),
    "the last record taken out": (lambda f: forging.without(f, 8), "RECORDS_REMOVED"),
    "records that the list does not count": (lambda f: forging.listed(f, records=8), "RECORDS_SPARE"),
    "no record": (lambda f: forging.listed(gone(f, *(path for path in f if path.startswith("events/"))), records=0), "EMPTY"),
    "a head that says less": (lambda f: forging.listed(head_of(forging.without(f, 8), seq=8)), "HEAD_NOT_STATED"),
    "a head of another number": (lambda f: forging.listed(head_of(f, no=OTHER)), "HEAD_NOT_STATED"),
    "renamed to another case": (lambda f: edited(f, "manifest.json", lambda value: value["case"].update(no=OTHER)), "OTHER_CASE"),
    "another statement": (lambda f: forging.listed(f | {"heads/statement.json": f[LAST]}), "NOT_IN_LOG"),
    "a proof of another place": (lambda f: forging.listed(f | {"proofs/00003.tlog-proof": f["proofs/00004.tlog-proof"]}), "NOT_IN_LOG"),
    "a proof cut short": (lambda f: forging.listed(f | {"proofs/00003.tlog-proof": b"c2sp.org/tlog-proof@v1\n"}), "PROOF_UNREADABLE"),
    "a larger checkpoint": (lambda f: forging.listed(changed(f, "checkpoint", b"\n52\n", b"\n53\n")), "SIGNATURE_FALSE"),
    "no signature": (lambda f: forging.listed(f | {"checkpoint": f["checkpoint"].split(b"\n\n")[0]}), "NOTE_UNREADABLE"),
    "not canonical": (lambda f: forging.listed(f | {LAST: f[LAST] + b"\n"}), "NOT_CANONICAL"),
    "a list that is not canonical": (lambda f: f | {"manifest.json": f["manifest.json"] + b" "}, "NOT_CANONICAL"),
    "a list of another shape": (lambda f: forging.listed(f, records="9"), "SHAPE"),
    # beside the records
    "another table": (lambda f: other_content(f, "definitions/", b'"clause":"T10"', b'"clause":"T11"'), "OTHER_CONTENT"),
    "other rules": (lambda f: other_content(f, "regimes/", b"2024-1", b"2024-2"), "OTHER_CONTENT"),
    "no rules": (lambda f: forging.listed(gone(f, *(path for path in f if path.startswith("regimes/")))), "FILE_MISSING"),
    "another paper": (lambda f: other_content(f, "attachments/", b"paper", b"poper"), "OTHER_CONTENT"),
    "no paper": (lambda f: forging.listed(gone(f, *(path for path in f if path.startswith("attachments/")))), "ATTACHMENT_MISSING"),
    "another text": (lambda f: forging.listed(other_text(f, "value", "x")), "OTHER_TEXT"),
    "a text moved to another field": (lambda f: forging.listed(other_text(f, "field", "form_claim")), "OTHER_TEXT"),
    "a text with another salt": (lambda f: forging.listed(other_text(f, "salt", "00" * 16)), "OTHER_TEXT"),
}  # fmt: skip


def other_content(files, folder, old, new):
    path = next(each for each in files if each.startswith(folder))
    return forging.listed(changed(files, path, old, new))


def other_text(files, name, value):
    return edited(files, "disclosures.json", lambda said: said["texts"][0].update({name: value}))


def reason(tmp_path, data, **asked):
    (tmp_path / "b.zip").write_bytes(data)
    try:
        check_bundle(str(tmp_path / "b.zip"), Asked(**asked))
    except Refuse as refusal:
        return refusal.code
    except (KeyError, TypeError, ValueError):
        return "SHAPE"
    return ""


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forged_bundle_is_refused_with_its_reason(made, tmp_path, what):
    forge, code = FORGERIES[what]
    assert reason(tmp_path, forging.packed(forge(forging.unpacked(made.data)))) == code


def test_every_kind_of_cut_of_the_file_is_refused(made, tmp_path):
    for part in (0, 1, 21, len(made.data) // 3, len(made.data) // 2, len(made.data) - 1):
        assert reason(tmp_path, made.data[:part]) == "ZIP_BROKEN"


def test_the_whole_bundle_of_another_case_is_not_taken_for_this_one(sealed, tmp_path):
    other = bundle(sealed.session, "Y01", DAY, OTHER, sealed.signer.state).data
    assert reason(tmp_path, other) == ""
    assert reason(tmp_path, other, no=CLAIM) == "ASKED_CASE"


def test_records_of_another_case_under_this_number_are_refused(sealed, made, tmp_path):
    """The other's records with its true proofs, this one's head."""
    files, other = forging.unpacked(made.data), forging.unpacked(bundle(sealed.session, "Y01", DAY, OTHER, sealed.signer.state).data)
    theirs = {path: data for path, data in other.items() if path not in ("heads/head.json", "manifest.json")}
    own = {path: files[path] for path in ("heads/head.json", "manifest.json")}
    assert reason(tmp_path, forging.packed(forging.listed(theirs | own, records=3))) == "OTHER_CASE"
    case = json.loads(other["manifest.json"])["case"] | {"no": CLAIM}
    assert reason(tmp_path, forging.packed(forging.listed(theirs | own, records=3, case=case))) == "OTHER_CASE"


def test_a_log_that_somebody_signs_with_a_key_of_their_own_is_refused_by_the_known_key(sealed, made, tmp_path):
    files, key = forging.unpacked(made.data), sealed.signer.state.now.vkeys[-1]
    assert reason(tmp_path, made.data, keys=(key,)) == ""
    stranger = Signer(tmp_path / "stranger")
    stranger.make("test/log")
    theirs = stranger.state.now.vkeys[-1]
    assert reason(tmp_path, made.data, keys=(theirs,)) == "OTHER_KEY"
    from procflow.proof.checkpoint import Checkpoint
    from procflow.proof.notes import Note

    signed = stranger.sign(Checkpoint.read(Note.read(files["checkpoint"].decode()).text), [])
    forged = {path: data.replace(files["checkpoint"], signed.encode()) for path, data in files.items()}
    forged["policy"] = f"log {theirs}\nquorum none\n".encode()
    assert reason(tmp_path, forging.packed(forging.listed(forged))) == "", (
        "within itself it fits: only a key or paper from outside can tell"
    )
    assert reason(tmp_path, forging.packed(forging.listed(forged)), keys=(key,)) == "OTHER_KEY"


def test_a_checkpoint_of_another_log_is_refused(sealed, made, tmp_path):
    from procflow.proof.checkpoint import Checkpoint
    from procflow.proof.notes import Note

    files, other = forging.unpacked(made.data), Signer(tmp_path / "other")
    other.make("other/log")
    now = Checkpoint.read(Note.read(files["checkpoint"].decode()).text)
    note = other.sign(Checkpoint("other/log", now.size, now.root), [])
    forged = {path: data.replace(files["checkpoint"], note.encode()) for path, data in files.items()}
    forged["policy"] = f"log {other.state.now.vkeys[-1]}\nquorum none\n".encode()
    assert reason(tmp_path, forging.packed(forging.listed(forged, origin="other/log"))) == "OTHER_LOG"


def test_a_checkpoint_on_paper_is_gone_on_from_or_the_log_was_rewritten(sealed, made, tmp_path):
    from procflow.proof.bundle.offline.signed import checkpoint_of

    posted = checkpoint_of(sealed.paper.split("\n\n")[0] + "\n")
    assert reason(tmp_path, made.data, paper=posted) == ""
    assert reason(tmp_path, made.data, paper=posted._replace(root=b"x" * 32)) == "PAPER_DIFFERS"
    assert reason(tmp_path, made.data, paper=posted._replace(origin="other/log")) == "PAPER_OTHER_LOG"
    now = checkpoint_of(publish(sealed.session, sealed.signer).split("\n\n")[0] + "\n")
    assert reason(tmp_path, made.data, paper=now) == ""
    assert reason(tmp_path, made.data, paper=now._replace(root=b"x" * 32)) == "PAPER_DIFFERS"


def test_every_reason_of_the_table_is_one_that_the_file_knows():
    assert {code for _, code in FORGERIES.values()} <= set(REASONS)
