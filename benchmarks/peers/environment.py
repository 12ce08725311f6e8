"""The peers' own virtual environment, `.tools/peers`, made from its lock when it is missing; neither the product nor its tests ever see it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PLACE = ROOT / ".tools" / "peers"
LOCK = ROOT / "requirements" / "peers.txt"
UV = ROOT / ".tools" / "bin" / "uv"


def python() -> Path:
    """Its Python, after whatever had to be installed."""
    program, stamp, wanted = PLACE / "bin" / "python", PLACE / "stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not program.exists() or not stamp.exists() or stamp.read_text() != wanted:
        print(f"Setting up {PLACE.relative_to(ROOT)} from {LOCK.relative_to(ROOT)}", file=sys.stderr)
        install(program)
        stamp.write_text(wanted)
    return program


def compiling_once() -> dict[str, str]:
    """The variables of this run, under which Python keeps what it compiled, as it does for anybody who starts procflow a second time."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(ROOT / ".tools" / "pycache")}


def install(program: Path) -> None:
    """By uv where ./run has it, as quick as can be; else by pip. The index is the one that pip is set to."""
    if UV.exists():
        run(UV, "venv", "--quiet", "--clear", "--python", sys.executable, PLACE)
        run(UV, "pip", "install", "--quiet", "--python", program, "--require-hashes", "-r", LOCK)
    else:
        run(sys.executable, "-m", "venv", "--clear", PLACE)
        run(program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", LOCK)


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, env=os.environ | index() | {"UV_PYTHON_DOWNLOADS": "never"})


def index() -> dict[str, str]:
    """For uv, which does not read pip's settings: an office that keeps its own index has named it there."""
    asked = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    said = os.environ.get("PIP_INDEX_URL") or subprocess.run(asked, check=False, capture_output=True, text=True).stdout.strip()
    return {"UV_DEFAULT_INDEX": said} if said and "UV_DEFAULT_INDEX" not in os.environ else {}
