"""verify.py's command line: what is asked, what is said, how it ends. It checks nothing itself."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from procflow.proof.bundle.offline.checking import Asked, Told, check_bundle
from procflow.proof.bundle.offline.opened import Opened
from procflow.proof.bundle.offline.refusing import Refuse
from procflow.proof.bundle.offline.scored import LINE
from procflow.proof.bundle.offline.sentences import sentence
from procflow.proof.bundle.offline.signed import Checkpoint, checkpoint_of

FITS, REFUSED_IT, LEFT_OPEN = 0, 1, 3
ABOUT = "核对 procflow 证据包，只用 Python 标准库 / checks a procflow bundle with Python's standard library alone"
# Which points stay open in every bundle: they do not make its answer less than good.
ALWAYS = ("truth", "elsewhere", "names", "statement", "after", "clock", "score_rest")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="verify.py", description=ABOUT)
    parser.add_argument("bundle", nargs="?", default="", help="证据包 ZIP 或解开的文件夹 / the ZIP, or the folder it was unpacked to")
    parser.add_argument(
        "--key", action="append", default=[], help="日志的公钥，从纸上或别处得来 / the log's key (vkey), had from elsewhere"
    )
    parser.add_argument("--witness", action="append", default=[], help="见证人的公钥 / a witness's key (vkey)")
    parser.add_argument(
        "--checkpoint", default="", help="纸上的检查点三行，抄进一个文件 / a file with the three lines of a printed checkpoint"
    )
    parser.add_argument("--case", default="", help="应是哪一件事 / the number that it should be of")
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    given = parser.parse_args(words)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        paper = on_file(given.checkpoint) if given.checkpoint else None
        asked = Asked(tuple(given.key), tuple(given.witness), paper, given.case)
        bundle, told = check_bundle(given.bundle or str(Path(__file__).resolve().parent), asked)
    except Refuse as refusal:
        say(sentence(given.lang, "refused", {}), f"{refusal.code}: " + sentence(given.lang, refusal.code, refusal.inputs))
        return REFUSED_IT
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, OSError) as error:
        say(sentence(given.lang, "refused", {}), "SHAPE: " + sentence(given.lang, "SHAPE", {"found": repr(error)}))
        return REFUSED_IT
    say(title(given.lang, bundle))
    report(given.lang, told)
    return LEFT_OPEN if any(code not in ALWAYS for code, _ in told.open) else FITS


def title(lang: str, bundle: Opened) -> str:
    if bundle.said["kind"] == "score":
        line = bundle.value(LINE)["line"]
        return sentence(lang, "title_score", {"member": line["member_id"], "period": line["period"], "unit": line["unit"]})
    case = bundle.said["case"]
    return sentence(lang, "title", {"no": case["no"], "procedure": case["procedure"], "subject": case["subject"]})


def on_file(path: str) -> Checkpoint:
    """Three lines, as they were copied from paper. Raises Refuse."""
    lines = Path(path).read_text(encoding="utf-8").strip().split("\n")[:3]
    return checkpoint_of("".join(line.strip() + "\n" for line in lines))


def report(lang: str, told: Told) -> None:
    say("", sentence(lang, "checked", {}), *(sentence(lang, code, inputs) for code, inputs in told.checked))
    say("", sentence(lang, "open", {}), *(sentence(lang, code, inputs) for code, inputs in told.open))
    say("", sentence(lang, "good", {}))


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
