"""The signer: signs what goes on from what it signed before, and nothing else. It knows no database: a proof must convince it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from procflow.errors import Misconfigured
from procflow.proof import keys, notes
from procflow.proof.checkpoint import Checkpoint
from procflow.proof.keys import State, Told
from procflow.proof.merkle import EMPTY, Unproved, check_consistency

EXISTS = "签名密钥已经建立（{folder}）"
REFUSES = "签名密钥拒绝签名：封存日志不是它上次所签（{size} 条）的延续，数据库可能被退回或改写。请停止办理，保留现场，报告上级党组织"
ONE_KEY = "现在只有一把签名密钥，没有旧的可以停用"
BOTH_KEYS = "新旧两把签名密钥正在同时签；先停用旧的（procflow audit key --retire），再换新的"


class NoExtension(Misconfigured):
    """What is to be signed does not go on from what was signed: the database was set back, or rewritten."""

    def __init__(self, asked: Checkpoint, known: Told) -> None:
        super().__init__(REFUSES, size=known.size)
        self.asked, self.known = asked, known


@dataclass(frozen=True)
class Signer:
    """The signer whose folder this is; a folder of its own, outside the database."""

    folder: Path

    @property
    def there(self) -> bool:
        return keys.there(self.folder)

    @property
    def state(self) -> State:
        """Raises Misconfigured."""
        return keys.load(self.folder)

    def make(self, origin: str) -> State:
        """A first key, for a log of which nothing was signed yet. Raises Misconfigured where there is one."""
        with keys.alone(self.folder):
            if self.there:
                raise Misconfigured(EXISTS, folder=self.folder)
            number = keys.make(self.folder)
            state = State(Told(origin, 0, EMPTY.hex(), (self.vkey(number, origin),)), (number,))
            keys.save(self.folder, state)
            return state

    def sign(self, asked: Checkpoint, proof: Sequence[bytes]) -> str:
        """The note of this checkpoint. That it was signed is on the disk before anybody has the signature. Raises NoExtension, Misconfigured."""
        with keys.alone(self.folder):
            state = self.state
            known = state.now
            try:
                check_consistency(known.size, bytes.fromhex(known.root), asked.size, asked.root, proof)
            except Unproved as unproved:
                raise NoExtension(asked, known) from unproved
            if asked.origin != known.origin:
                raise NoExtension(asked, known)
            signing = [keys.key(self.folder, number) for number in state.signing]
            if asked.size > known.size:
                keys.save(self.folder, state.signed(asked.size, asked.root))
            text = str(asked)
            return text + "\n" + "".join(notes.sign(each, asked.origin, text) for each in signing)

    def rotate(self) -> tuple[str, str]:
        """A new key beside the old one: both sign until the old one is retired. Their vkeys, old and new. Raises Misconfigured."""
        with keys.alone(self.folder):
            state = self.state
            if len(state.signing) > 1:
                raise Misconfigured(BOTH_KEYS)
            number, now = keys.make(self.folder), state.now
            made = self.vkey(number, now.origin)
            keys.save(self.folder, replace(state, now=replace(now, vkeys=(*now.vkeys, made)), signing=(*state.signing, number)))
            return now.vkeys[-1], made

    def retire(self) -> str:
        """The old key signs no more; what it signed can still be checked. Its vkey. Raises Misconfigured."""
        with keys.alone(self.folder):
            state = self.state
            if len(state.signing) < 2:
                raise Misconfigured(ONE_KEY)
            keys.save(self.folder, replace(state, signing=state.signing[1:]))
            return state.now.vkeys[-2]

    def begin(self, origin: str) -> State:
        """A new epoch: another origin under another key, of which nothing was signed; what was before stays known."""
        with keys.alone(self.folder):
            state = self.state
            number = keys.make(self.folder)
            made = State(Told(origin, 0, EMPTY.hex(), (self.vkey(number, origin),)), (number,), (*state.closed, state.now))
            keys.save(self.folder, made)
            return made

    def vkey(self, number: int, origin: str) -> str:
        return str(notes.verifier(keys.key(self.folder, number), origin))
