"""Objections from the command line: what cannot be filed or decided is refused in words, and the member concerned learns no name."""

import pytest

from procflow.cli import exits
from tests.machines.posted import EVIDENCE, Posted
from tests.world import NAMES, World


@pytest.fixture
def played(session):
    return Posted(World(session))


@pytest.fixture
def typed(call, engine_url, tmp_path):
    """The program on the database of `played`."""
    return lambda *words: call(*words, PROCFLOW_DATABASE_URL=engine_url, PROCFLOW_HOME=str(tmp_path))


def fields(form):
    return [
        word
        for name, value in form.items()
        for each in (value if isinstance(value, list) else [value])
        for word in ("--field", f"{name}={each}")
    ]


def begun(typed, played, *more, actor="M01", **form):
    given = {name: value for name, value in {**played.form(targets=[played.claim]), **form}.items() if value is not None}
    about = ("--unit", "d1", "--as", actor, "--subject", "M02", "--period", "2024-Q1")
    return typed("step", "--begin", "objection_review", *about, *fields(given), *more, "--json")


WRONG = (
    ({"sheet": "D1ZB-JZ-2024-0099"}, "GUARD_FAILED"), ({"sheet": "D2ZB-JZ-2024-0001"}, "GUARD_FAILED"), ({"sheet": "../etc"}, "INVALID"), ({"sheet": None}, "INVALID"),
    ({"targets": ["D2ZB-JL-2024-0001"]}, "GUARD_FAILED"), ({"about": "rating"}, "GUARD_FAILED"), ({"about": "gossip"}, "INVALID"),
    ({"claim": " "}, "INVALID"), ({"source": "masses"}, "FORBIDDEN_ROLE"), ({"nobody": "x"}, "INVALID"),
)  # fmt: skip


def test_an_objection_that_cannot_be_filed_is_refused_and_no_case_begins(typed, played):
    for form, error in WRONG:
        said = begun(typed, played, **form)
        assert (said.data["error"], said.code != exits.DONE) == (error, True), (form, said.all)
    assert not [row for row in played.world.everything()["proc_case"] if "objection_review" in row]


def test_a_villager_s_objection_needs_its_paper(typed, played, tmp_path):
    assert begun(typed, played, actor="Y03", source="masses").data["error"] == "MISSING_EVIDENCE"
    paper = tmp_path / "来信.txt"
    paper.write_text("只做了一半", encoding="utf-8")
    said = begun(typed, played, "--file", paper, actor="Y03", source="anonymous")
    assert said.code == exits.DONE, said.all


def test_a_conclusion_without_points_or_of_the_wrong_sign_is_refused(typed, played):
    no = played.overstated()
    played.admit(no)
    form = {"result": "partly", "resolution": played.resolve(), **EVIDENCE}
    for points, error in (
        (None, "GUARD_FAILED"),
        ("0", "GUARD_FAILED"),
        ("4", "GUARD_FAILED"),
        ("-11", "GUARD_FAILED"),
        ("很多", "INVALID"),
    ):
        said = typed("step", no, "decide", "--as", "Y02", *fields({**form, **({"points": points} if points else {})}), "--json")
        assert (said.data["error"], played.state(no)) == (error, "investigating"), said.all


def test_the_member_concerned_is_told_no_name(typed, played):
    no = played.file("M01", "M02", targets=[played.claim])
    played.told(no, "partly", "-4")
    for command in (("case", no), ("inbox",), ("inbox", "--box", "cc"), ("audit", "trace", no)):
        for shape in ((), ("--json",)):
            said = typed(*command, "--as", "M02", *shape)
            assert said.code == exits.DONE, said.all
            assert [each for each in (NAMES["M01"], "M01") if each in said.out] == [], (command, shape)
    assert NAMES["M01"] in typed("case", no, "--as", "Y02").out
