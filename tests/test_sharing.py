"""How two workers share the tests: a file, or a group that a test names, stays with one of them, which builds its worlds once."""

import os

import pytest

DISTRIBUTED = "PYTEST_XDIST_WORKER" in os.environ


def test_what_names_no_group_is_grouped_by_its_file_and_the_scheduler_is_told(request):
    assert [mark.args for mark in request.node.iter_markers("xdist_group")] == [("test_sharing.py",)]
    assert request.node.nodeid.endswith("@test_sharing.py") == DISTRIBUTED


@pytest.mark.xdist_group("named")
def test_a_group_that_a_test_names_goes_before_its_file(request):
    assert [mark.args for mark in request.node.iter_markers("xdist_group")] == [("named",)]
    assert request.node.nodeid.endswith("@named") == DISTRIBUTED
