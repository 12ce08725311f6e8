"""What may lie in the repository: no address of where packages come from, nothing big, nothing vendored that has changed."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
LARGEST = 1_000_000
LARGE_ON_PURPOSE = {"procflow/web/static/swagger-ui/swagger-ui-bundle.js"}
DOT = r"\."
# In pieces, so that this file does not name what it forbids.
HOSTS = re.compile(
    "|".join(
        DOT.join(parts)
        for parts in (
            ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(org|com)"), ("yarnpkg", "com"), ("npmmirror", "com"), ("unpkg", "com"),
            ("jsdelivr", "net"), ("cdnjs", "cloudflare"), ("conda", "(io|org|anaconda)"), ("anaconda", "org"), ("crates", "io"),
            ("proxy", "golang", "org"), ("deb", "debian", "org"), ("(archive|ports|security)", "ubuntu", "com"), ("tuna", "tsinghua"),
            ("mirrors?", "[a-z]+", "(com|cn|edu|org|net)"), ("docker", "io"), ("ghcr", "io"), ("(artifactory|nexus|devpi)", "[a-z]+"),
        )
    )
)  # fmt: skip
OPTIONS = re.compile(r"--(extra-)?index-url[ =]\S|--find-links[ =]\S|^\s*registry\s*=", re.MULTILINE)


def test_no_file_says_where_packages_come_from():
    found = {name: match.group() for name, text in texts().items() if (match := HOSTS.search(text) or OPTIONS.search(text))}
    assert found == {}


def test_a_lock_names_no_host_and_every_package_has_its_hash():
    assert [path.name for path in locks()] == ["interchange.txt", "peers.txt", "run.txt", "test.txt"]
    for path in locks():
        text = path.read_text()
        assert "://" not in text
        packages = re.findall(r"^[A-Za-z0-9][^\n]*==.*?(?=^[A-Za-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert packages
        assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_both_locks_agree():
    _, _, run, tests = map(versions, locks())
    assert run.items() <= tests.items()


def test_peers_and_who_reads_our_exports_are_no_dependency_of_the_product_nor_of_its_tests():
    mining, peers, _, tests = map(versions, locks())
    assert {"django", "django-viewflow", "spiffworkflow"} <= peers.keys() - tests.keys()
    assert "pm4py" in mining.keys() - tests.keys()
    assert not re.search(r"viewflow|spiff|pm4py", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_nothing_big_lies_in_the_tree():
    assert [name for name in tracked() if (ROOT / name).stat().st_size > LARGEST and name not in LARGE_ON_PURPOSE] == []


def test_vendored_files_are_those_that_were_taken():
    for listing in ROOT.glob("procflow/**/vendor.json"):
        for entry in json.loads(listing.read_text(encoding="utf-8")):
            for name, digest in entry["files"].items():
                assert hashlib.sha256((listing.parent / name).read_bytes()).hexdigest() == digest, name


def locks() -> list[Path]:
    return sorted((ROOT / "requirements").glob("*.txt"))


def versions(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), re.MULTILINE))


def texts() -> dict[str, str]:
    return {name: text for name in tracked() if (text := read(ROOT / name)) is not None}


def read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def tracked() -> list[str]:
    """Name what is in the repository, or in the unpacked source where there is no git."""
    if not (ROOT / ".git").exists():
        paths = [path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file()]
        return [str(path) for path in paths if not path.parts[0].startswith(".")]
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]
