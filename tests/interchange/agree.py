"""Whether others read our exports as we mean them: run by the interpreter of their own environment, `python tests/interchange/agree.py FOLDER`.

It knows nothing of procflow: pm4py counts, XML schemas judge, and what differs is told and ends with 1.
"""

import json
import os
import sys
import warnings
from pathlib import Path

os.environ["TQDM_DISABLE"] = "1"
warnings.simplefilter("ignore")  # of a program that is not ours: which faster readers it misses

HERE = Path(__file__).parent


def main(folder):
    import pm4py
    from lxml import etree

    counts = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
    frame = pm4py.read_xes(str(folder / "log.xes"))
    objects = pm4py.read_ocel2_json(str(folder / "log.jsonocel"))
    read = [
        ("XES cases", frame["case:concept:name"].nunique(), counts["cases"]),
        ("XES events", len(frame), counts["events"]),
        ("XES variants", sorted(int(each) for each in pm4py.get_variants(frame).values()), counts["variants"]),
        ("XES activities", {name: int(n) for name, n in frame["concept:name"].value_counts().items()}, counts["activities"]),
        ("XES points", int(frame["procflow:points"].sum()), counts["points"]),
        ("OCEL events", len(objects.events), counts["events"]),
        ("OCEL activities", {name: int(n) for name, n in objects.events["ocel:activity"].value_counts().items()}, counts["activities"]),
        ("OCEL objects", {name: int(n) for name, n in objects.objects["ocel:type"].value_counts().items()}, counts["objects"]),
    ]
    for name, wanted in (("XES in time", frame["time:timestamp"]), ("OCEL in time", objects.events["ocel:timestamp"])):
        read.append((name, bool(wanted.notna().all()), True))
    drawings = sorted(folder.glob("*.bpmn"))
    read.append(("BPMN drawings", len(drawings), 2 * counts["procedures"]))
    read += [(path.name, judged(etree, HERE / "bpmn" / "BPMN20.xsd", path), "") for path in drawings]
    read.append(("log.xes", judged(etree, HERE / "xes.xsd", folder / "log.xes"), ""))
    wrong = [(name, found, wanted) for name, found, wanted in read if found != wanted]
    for name, found, wanted in wrong:
        print(f"{name}: they read {found!r}, we say {wanted!r}")
    print(
        f"pm4py {pm4py.__version__}: {counts['cases']} cases, {counts['events']} events, {len(counts['variants'])} variants; {len(drawings)} drawings"
    )
    return 1 if wrong else 0


def judged(etree, rules, path):
    """What the schema objects to first, "" for nothing."""
    schema = etree.XMLSchema(etree.parse(str(rules)))
    return "" if schema.validate(etree.parse(str(path))) else str(schema.error_log[0])


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
