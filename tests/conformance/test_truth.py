"""The report finds what the seeded year has, kind by kind, no more and no less; and in the worked years only what they are known to have."""

from collections import Counter

from procflow.conformance import KINDS, SEVERITIES, report


def test_every_fault_of_the_seeded_year_is_found_and_nothing_else(seeded, truth):
    found, wanted = told(report(seeded, truth.reader, truth.unit, truth.period)), truth.whole()
    assert found - wanted == Counter()
    assert wanted - found == Counter()


def test_the_seeded_year_has_every_kind_of_finding(truth):
    assert {kind for kind, *_ in truth.whole()} == KINDS.keys()


def test_the_township_s_worked_year_has_only_what_is_known_of_it(township, truth):
    """T4, T10: one posting late, the claims verified once a quarter, a talk without anybody named."""
    assert told(report(township, truth.reader, truth.unit, truth.period)) == truth.clean()


def test_the_bureau_s_worked_year_has_only_what_is_known_of_it(bureau):
    """B12, B31: a register and some reviews late by days, one activity made up for, four talks without anybody named."""
    found = report(bureau, "K01", "qx1", "2024")
    assert Counter(each.kind for each in found.findings) == {"late": 5, "missing": 4, "backfilled": 1}
    assert {each.case_no for each in found.findings if each.kind == "missing"} == {f"QX1-JY-2025-000{n}" for n in range(1, 5)}
    assert [each.case_no for each in found.findings if each.kind == "backfilled"] == ["QX1-BJ-2024-0001"]


def test_a_finding_says_what_it_rests_on_and_is_named_once(seeded, truth):
    found = report(seeded, truth.reader, truth.unit, truth.period).findings
    assert len({each.link for each in found}) == len(found)
    for each in found:
        assert each.severity in SEVERITIES
        assert each.clause
        assert each.evidence or each.kind in {
            "missing",
            "omission",
            "no_publicity",
            "no_filing",
            "one_sided",
            "ledger",
        }  # what is not there has no record


def test_the_same_records_give_the_same_report_again(seeded, truth):
    first, again = (report(seeded, truth.reader, truth.unit, truth.period) for _ in range(2))
    assert first == again


def told(found):
    return Counter((each.kind, each.case_no or each.unit, each.member, each.on) for each in found.findings)
