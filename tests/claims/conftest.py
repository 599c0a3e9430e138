"""A small fictional edition, and what every test of claims asks."""

import pytest

from careplace.cli.place import store_of
from careplace.editions.opening import open_edition


@pytest.fixture(scope="session")
def store(demo_home):
    """The figures of a small fictional nation."""
    with open_edition(demo_home) as edition:
        yield store_of(edition)
