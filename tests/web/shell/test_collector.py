"""Python's search for cycles at the pace of a server."""

import gc
import subprocess
import sys

import pytest

from careplace.web.shell import collector


@pytest.fixture
def as_before():
    """The collector as it was, after the test."""
    threshold = gc.get_threshold()
    yield threshold
    gc.set_threshold(*threshold)
    gc.unfreeze()


def test_it_searches_less_often_and_not_what_was_loaded(as_before):
    collector.search_seldom()
    assert gc.get_threshold()[0] > as_before[0]
    assert gc.get_freeze_count() == 0
    collector.leave_out_what_is_loaded()
    assert gc.get_freeze_count() > 10_000


def test_a_process_that_ends_reports_no_leaks():
    code = (
        "import duckdb; from careplace.web.shell.collector import leave_out_what_is_loaded as leave; leave()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr == ""
