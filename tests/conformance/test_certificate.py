"""The certificate of a case: as declared, deviating or open, each record with its verdict, for those who may see the case."""

import pytest

from procflow.conformance import certificate
from procflow.errors import NotFound


def test_a_case_done_as_declared_is_certified_step_by_step(bureau):
    found = certificate(bureau, "K01", "QX1-JL-2024-0003")
    assert (found.verdict, found.complete, found.findings) == ("conforming", True, ())
    assert [each.step for each in found.steps if each.verdict == "as_declared"][:2] == ["create", "submit"]
    assert all(held for each in found.steps for _, held in each.guards)
    assert all(each.state == "on_time" for each in found.obligations)


def test_a_step_taken_late_is_told_in_the_certificate(bureau):
    found = certificate(bureau, "K01", "QX1-JL-2024-0002")
    assert found.verdict == "deviating"
    assert [each.kind for each in found.findings] == ["late"]


def test_what_a_case_lacks_is_marked_at_its_record(seeded, truth):
    found = certificate(seeded, truth.reader, "LH1-JL-2024-0012")
    marked = [each for each in found.steps if each.verdict == "deviating"]
    assert "missing_guard/LH1-JL-2024-0012/3.not_above_claim" in marked[-1].deviations


def test_a_chain_that_was_bent_is_not_complete(seeded, truth):
    found = certificate(seeded, truth.reader, "LH1-JL-2024-0033")
    assert (found.complete, found.verdict) == (False, "deviating")


def test_a_member_reads_the_own_case_and_no_other(bureau):
    assert certificate(bureau, "K11", "QX1-CN-2024-0012").no == "QX1-CN-2024-0012"
    with pytest.raises(NotFound):
        certificate(bureau, "K11", "QX1-JL-2024-0003")
    with pytest.raises(NotFound):
        certificate(bureau, "K01", "QX1-JL-2024-9999")


def test_a_member_is_not_told_who_objected(bureau):
    """B14: whoever objected is sealed from the one whose points were objected to, and told to the auditor."""
    told = {person: {each.by for each in certificate(bureau, person, "QX1-YY-2024-0002").steps} for person in ("K09", "A01")}
    assert "K01" in told["A01"]
    assert "K01" not in told["K09"]
