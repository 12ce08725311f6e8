"""The witness: cosigns what goes on from what it cosigned, in the order of checks of C2SP tlog-witness, and keeps what contradicts it. It reads no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path

from procflow.errors import Misconfigured
from procflow.proof import keys, notes
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.merkle import Unproved, check_consistency
from procflow.proof.notes import COSIGNS, NAME, SIGNS, Note, Untrue, Verifier
from procflow.proof.witness import memory
from procflow.proof.witness.asked import SIZE, Asked
from procflow.proof.witness.memory import Memory, Seen

EXISTS = "见证人已经建立（{folder}）"
NAMED = "见证人的名字里不能有空格和加号，最好是像网址一样的名字，例如 witness.county.example.cn"
NO_LOG_KEY = "这不是日志的公钥：在日志那一方执行 procflow audit key，把它说的那一行抄过来"
NUMBER = 1


@dataclass(frozen=True)
class Answer:
    """What a witness answers: the status of HTTP, the text, and of which kind it is."""

    status: int
    text: str = ""
    kind: str = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Witness:
    """The witness whose folder this is."""

    folder: Path

    def make(self, name: str) -> Verifier:
        """A new one with its key. Raises Misconfigured where there is one."""
        if not NAME.fullmatch(name):
            raise Misconfigured(NAMED)
        with keys.alone(self.folder):
            if memory.there(self.folder):
                raise Misconfigured(EXISTS, folder=self.folder)
            keys.make(self.folder)
            memory.save(self.folder, Memory(name))
        return self.verifier

    def trust(self, vkey: str) -> Seen:
        """Cosign for the log of this key from now on, or take one more key of it. Raises Misconfigured."""
        try:
            key = Verifier.of(vkey)
        except Untrue:
            raise Misconfigured(NO_LOG_KEY) from None
        if key.kind != SIGNS:
            raise Misconfigured(NO_LOG_KEY)
        with keys.alone(self.folder):
            known = memory.load(self.folder)
            seen = known.of(key.name) or Seen(key.name, ())
            seen = replace(seen, vkeys=tuple(dict.fromkeys((*seen.vkeys, vkey))))
            memory.save(self.folder, known.kept(seen))
        return seen

    @property
    def memory(self) -> Memory:
        """Raises Misconfigured."""
        return memory.load(self.folder)

    @property
    def verifier(self) -> Verifier:
        return notes.verifier(keys.key(self.folder, NUMBER), self.memory.name, COSIGNS)

    def judge(self, body: bytes, now: int) -> Answer:
        """The answer to add-checkpoint at this second. What is cosigned is on the disk before anybody has the line. Raises Misconfigured."""
        try:
            asked = Asked.read(body)
            note = Note.read(asked.note)
            said = Checkpoint.read(note.text)
        except Untrue:
            return Answer(HTTPStatus.BAD_REQUEST)
        with keys.alone(self.folder):
            known = self.memory
            seen = known.of(said.origin)
            if seen is None:
                return Answer(HTTPStatus.NOT_FOUND)
            lines = own(note, seen.vkeys)
            if not lines:
                return Answer(HTTPStatus.FORBIDDEN)
            if asked.old > said.size:
                return Answer(HTTPStatus.BAD_REQUEST)
            if refused := self.refused(asked, said, seen, f"{note.text}\n{lines}"):
                return refused
            line = notes.sign(keys.key(self.folder, NUMBER), known.name, note.text, now)
            memory.save(self.folder, known.kept(Seen(seen.origin, seen.vkeys, said.size, said.root.hex(), f"{note.text}\n{lines}{line}")))
            return Answer(HTTPStatus.OK, line)

    def refused(self, asked: Asked, said: Checkpoint, seen: Seen, note: str) -> Answer | None:
        """Why it does not go on from what was cosigned last; None where it does. A contradiction is kept, whatever was asked with it."""
        other = said.size == seen.size and said.root.hex() != seen.root
        if other:
            memory.keep_conflict(self.folder, note)
        if other or asked.old != seen.size:
            return Answer(HTTPStatus.CONFLICT, f"{seen.size}\n", SIZE)
        try:
            check_consistency(seen.size, bytes.fromhex(seen.root), said.size, said.root, asked.proof)
        except Unproved:
            memory.keep_conflict(self.folder, note)
            return Answer(HTTPStatus.UNPROCESSABLE_ENTITY)
        return None


def own(note: Note, vkeys: Sequence[str]) -> str:
    """The lines under the note by keys of this log, "" if there is none or one of them is false."""
    trusted = [Verifier.of(each) for each in vkeys]
    try:
        signed = {(key.name, key.ident) for key in note.check(*trusted)}
    except Untrue:
        return ""
    return "".join(notes.written(*each) for each in note.lines if each[:2] in signed)
