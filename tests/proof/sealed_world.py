"""The small world of these tests with its log sealed and signed, and what an attacker with the whole database can do to it."""

from procflow.canon import leaf
from procflow.engine import note
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import Growing, hash_leaf
from procflow.proof.notes import Note
from procflow.proof.publishing import publish
from procflow.proof.sealer import seal, some
from procflow.proof.signer import Signer


def sealed(session, folder):
    """Twenty records sealed and signed, then the others; the checkpoint of the twenty was kept by somebody."""
    signer = Signer(folder)
    some(session, 20)
    kept = Checkpoint.read(Note.read(publish(session, signer)).text)
    seal(session)
    publish(session, signer)
    return signer, kept


def goes_on(session, signer):
    note(session, kind="test", actor="M01", data={})
    seal(session)
    return publish(session, signer)


def bodies(door):
    chosen = "SELECT e.id, e.body FROM audit_leaf l JOIN audit_event e ON e.id = l.event_pk ORDER BY l.leaf_index"
    return [(pk, bytes(body)) for pk, body in door.run(chosen)]


def resealed(door, order):
    """Leaves, heads and notes made anew over these records in this order: all that whoever owns the database can make fit."""
    for table in ("audit_leaf", "log_node", "log_head", "log_note"):
        door.run(f"DELETE FROM {table}")
    growing = Growing()
    for index, (pk, body) in enumerate(order):
        made = hash_leaf(body)
        door.run("INSERT INTO audit_leaf (event_pk, leaf_index, leaf_hash) VALUES (?, ?, ?)", pk, index, made)
        list(growing.append(made))
    door.run("INSERT INTO log_head (tree_size, root, peaks) VALUES (?, ?, ?)", growing.size, growing.root(), b"".join(growing.peaks))


def rechained(door, chain, change):
    """A body of the chain changed, all later ones chained anew, the head too."""
    rows = door.run("SELECT id, body FROM audit_event WHERE case_id = ? ORDER BY case_seq", chain)
    prev = None
    for pk, stored in rows:
        body = bytes(stored)
        if prev is not None:
            was, now = prev
            body = body.replace(was.encode(), now.encode())
        changed = change(body)
        door.run("UPDATE audit_event SET body = ? WHERE id = ?", changed, pk)
        prev = leaf(bytes(stored)), leaf(changed)
    door.run("UPDATE stream_head SET head = ? WHERE stream = ?", prev[1], chain)
