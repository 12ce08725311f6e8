"""Lets others read our exports: `python -m tests.interchange.environment` writes them with this interpreter and has them read by one of its own environment.

`.tools/interchange` is made from its lock when it is missing; the product and its tests never see what stands in it.
"""

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.peers.environment import ROOT, UV, run
from tests.interchange import offered

PLACE = ROOT / ".tools" / "interchange"
LOCK = ROOT / "requirements" / "interchange.txt"
AGREE = Path(__file__).parent / "agree.py"


def main():
    program = python()
    with tempfile.TemporaryDirectory() as folder:
        offered.main(Path(folder))
        return subprocess.run([str(program), str(AGREE), folder], check=False).returncode


def python():
    """Its Python, after whatever had to be installed."""
    program, stamp, wanted = PLACE / "bin" / "python", PLACE / "stamp", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not program.exists() or not stamp.exists() or stamp.read_text() != wanted:
        print(f"Setting up {PLACE.relative_to(ROOT)} from {LOCK.relative_to(ROOT)}", file=sys.stderr)
        install(program)
        stamp.write_text(wanted)
    return program


def install(program):
    if UV.exists():
        run(UV, "venv", "--quiet", "--clear", "--python", sys.executable, PLACE)
        run(UV, "pip", "install", "--quiet", "--python", program, "--require-hashes", "-r", LOCK)
    else:
        run(sys.executable, "-m", "venv", "--clear", PLACE)
        run(program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", LOCK)


if __name__ == "__main__":
    sys.exit(main())
