"""The signer's folder: keys that only their owner reads, and the state file, replaced whole or not at all. It signs nothing and decides nothing."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from procflow.errors import Misconfigured

STATE, LOCK, KEY = "state.json", "lock", "key-{number}.pem"
OPEN = "签名密钥文件 {path} 可被他人读取。请系统管理员执行：chmod 400 {path}"
NO_KEY = "签名密钥 {path} 读不出来。请系统管理员从密钥的备份恢复；没有备份时执行 procflow audit epoch 另起一段日志"
NO_STATE = "签名状态文件 {path} 读不出来：不知道签到了哪里，就不再签。请系统管理员恢复它；恢复不了时执行 procflow audit epoch 另起一段日志"


@dataclass(frozen=True)
class Told:
    """What is known of one origin: how far it was signed, and under which keys (as vkeys), the newest last."""

    origin: str
    size: int
    root: str
    vkeys: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """The origin that is signed now, by which keys (their numbers), and those that were closed."""

    now: Told
    signing: tuple[int, ...]
    closed: tuple[Told, ...] = ()

    @property
    def vkeys(self) -> dict[str, tuple[str, ...]]:
        """Every key that ever signed, by origin."""
        return {each.origin: each.vkeys for each in (*self.closed, self.now)}

    def signed(self, size: int, root: bytes) -> State:
        return replace(self, now=replace(self.now, size=size, root=root.hex()))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time: what is read, checked and written inside is one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def there(folder: Path) -> bool:
    return (folder / STATE).exists()


def load(folder: Path) -> State:
    """Raises Misconfigured."""
    path = folder / STATE
    try:
        found = json.loads(path.read_text("ascii"))
        now, *closed = (Told(each["origin"], int(each["size"]), bytes.fromhex(each["root"]).hex(), tuple(each["vkeys"]))
                        for each in (found["now"], *found["closed"]))  # fmt: skip
        return State(now, tuple(map(int, found["signing"])), tuple(closed))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Misconfigured(NO_STATE, path=path) from error


def save(folder: Path, state: State) -> None:
    """On the disk, folder and all, when this returns."""
    write(folder / STATE, json.dumps(asdict(state)).encode("ascii"), 0o600)


def key(folder: Path, number: int) -> Ed25519PrivateKey:
    """Raises Misconfigured: for a key that others may read too."""
    path = folder / KEY.format(number=number)
    try:
        content, mode = path.read_bytes(), path.stat().st_mode
        found = load_pem_private_key(content, password=None)
    except (OSError, ValueError) as error:
        raise Misconfigured(NO_KEY, path=path) from error
    if mode & 0o077:
        raise Misconfigured(OPEN, path=path)
    if not isinstance(found, Ed25519PrivateKey):
        raise Misconfigured(NO_KEY, path=path)
    return found


def make(folder: Path) -> int:
    """A new key; the number under which it lies."""
    number = 1 + max((int(path.stem.removeprefix("key-")) for path in folder.glob("key-*.pem")), default=0)
    content = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write(folder / KEY.format(number=number), content, 0o400)
    return number


def write(path: Path, content: bytes, mode: int) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    above = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(above)
    finally:
        os.close(above)
