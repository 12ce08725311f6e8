"""Sealed names through every door: pages, programs, the command line, search, registers, papers. Who handles the case reads them, on record."""

import json

import pytest
from sqlalchemy import select

from procflow.models import AuditEvent
from tests.api.conftest import Caller
from tests.attacks.test_sealed_names import REPORTER, lead
from tests.machines.posted import Posted
from tests.world import NAMES

OBJECTOR = NAMES["M01"]
TRIED = (*(f"{door} as {who}" for door in ("pages", "programs", "commands") for who in ("the member", "an office")), "the paper handed in")


@pytest.fixture
def cases(lived):
    """An objection of M01 about M02, and a lead about M02; Y06 leads a group and handles neither."""
    world, played = lived.world, Posted(lived.world)
    world.file("role", "Y06", role="group_leader")
    paper = world.paper("亲笔反映", "M01")
    return played.file("M01", "M02", (paper,), targets=[played.claim]), lead(world), paper


@pytest.fixture
def doors(lived, cases, call, tmp_path):
    """Everything that one person gets through one door, as one text."""
    objection, proposal, paper = cases
    url = str(lived.app.config["SQLALCHEMY_DATABASE_URI"])

    def pages(who):
        reader = lived.as_(who)
        paths = [f"/cases/{no}{more}" for no in (objection, proposal) for more in ("", "?all=1", "/steps", "/steps?show=all")]
        paths += [f"/audit?q={OBJECTOR}", "/objections", "/registers/d1/2024/R10", *(f"/inbox?box={box}" for box in ("todo", "done", "cc"))]
        return (
            " ".join(reader.get(path).html for path in paths if OBJECTOR not in path) + reader.get(f"/cases/{objection}/files/{paper}").html
        )

    def programs(who):
        caller = Caller(lived.app, who)
        paths = [f"/cases/{no}{more}" for no in (objection, proposal) for more in ("", "/steps")]
        return " ".join(
            caller.get(path).get_data(as_text=True) for path in [*paths, "/inbox", "/cases", f"/cases/{objection}/evidence/{paper}"]
        )

    def commands(who):
        said = [call(*words, no, "--as", who, *json_, PROCFLOW_DATABASE_URL=url, PROCFLOW_HOME=str(tmp_path)).out
                for no in (objection, proposal) for words in (("case",), ("audit", "trace")) for json_ in ((), ("--json",))]  # fmt: skip
        return " ".join(said)

    return {"pages": pages, "programs": programs, "commands": commands}


@pytest.mark.parametrize("door", ["pages", "programs", "commands"])
@pytest.mark.parametrize("who", ["M02", "Y06"])
def test_no_door_tells_who_objected_or_reported(doors, door, who):
    found = doors[door](who)
    greeted = found.replace("王甲华的", "")  # a page that greets nobody of that name
    assert [each for each in (REPORTER, OBJECTOR) if each in greeted] == []
    assert "（保密）" in found or who == "Y06"


@pytest.mark.parametrize("door", ["pages", "programs", "commands"])
def test_through_every_door_the_handler_reads_it_and_the_view_is_on_record(lived, cases, doors, door):
    found = doors[door]("Y01")
    assert OBJECTOR in found
    assert REPORTER in found
    doors[door]("Y01")
    session = lived.world.session
    rows = session.scalars(select(AuditEvent).where(AuditEvent.type == "sensitive_read", AuditEvent.actor_id == "Y01")).all()
    assert sorted(json.loads(each.body)["form"]["case"] for each in rows) == sorted(cases[:2])
    session.rollback()


def test_the_paper_of_an_objection_is_fetched_by_nobody_but_its_handlers(lived, cases):
    objection, _, paper = cases
    for who in ("M02", "Y06", "eve"):
        assert lived.as_(who).get(f"/cases/{objection}/files/{paper}").status == 404
        assert Caller(lived.app, who).get(f"/cases/{objection}/evidence/{paper}").status_code == 404


def test_a_register_on_paper_is_on_record_once_a_day_and_as_a_file_each_time(lived):
    reader = lived.as_("Y01")
    for _ in range(2):
        assert reader.get("/registers/d1/2024/R6/paper").status == 200
        assert reader.post("/registers/d1/2024/R6/csv").status == 200
    session = lived.world.session
    rows = session.scalars(select(AuditEvent).where(AuditEvent.type == "register.exported")).all()
    assert sorted(json.loads(each.body)["form"]["format"] for each in rows) == ["csv", "csv", "paper"]
    session.rollback()
