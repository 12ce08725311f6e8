"""What somebody with the files of a bundle can do to it: change, drop, exchange, and write its list anew. He has no key of the log."""

import json
import subprocess
import sys
import zipfile
from hashlib import sha256
from io import BytesIO

from procflow.canon import dumps, leaf


def unpacked(data):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def listed(files, **said):
    """The list written anew over these files, as a careful forger does."""
    manifest = json.loads(files["manifest.json"]) | said
    manifest["files"] = [
        {"path": path, "sha256": sha256(data).hexdigest(), "size": len(data)}
        for path, data in sorted(files.items())
        if path != "manifest.json"
    ]
    return files | {"manifest.json": dumps(manifest)}


def rechained(files, seq, change):
    """A body changed and all later ones chained to it anew."""
    made, was, now = dict(files), "", ""
    for number in range(seq, json.loads(files["manifest.json"])["records"]):
        path = f"events/{number:05}.json"
        body = files[path].replace(was.encode(), now.encode()) if was else change(files[path])
        was, now = leaf(files[path]), leaf(body)
        made[path] = body
    return made


def without(files, seq):
    """The record of this place gone, those after it moved up."""
    count = json.loads(files["manifest.json"])["records"]
    made = {path: data for path, data in files.items() if not path.startswith(("events/", "proofs/"))}
    for number in range(count - 1):
        old = number if number < seq else number + 1
        made[f"events/{number:05}.json"] = files[f"events/{old:05}.json"]
        made[f"proofs/{number:05}.tlog-proof"] = files[f"proofs/{old:05}.tlog-proof"]
    return listed(made, records=count - 1)


def verified(folder, data, *words):
    """How verify.py ends and what it says, in a folder that holds nothing but it and the bundle."""
    from procflow.proof.bundle.assembled import verifier

    folder.mkdir(exist_ok=True)
    (folder / "verify.py").write_bytes(verifier())
    (folder / "b.zip").write_bytes(data)
    command = [sys.executable, "-I", "-S", "verify.py", "b.zip", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout
