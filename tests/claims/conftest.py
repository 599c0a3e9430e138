"""A small fictional edition, and what every test of claims asks."""

import pytest

from careplace.cli.place import store_of
from careplace.demo.generate import generate
from careplace.editions.build import build
from careplace.editions.opening import open_edition


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """The figures of a small fictional nation."""
    raw, home = tmp_path_factory.mktemp("raw"), tmp_path_factory.mktemp("home")
    generate(raw, councils=16, locations=400)
    build(raw, home)
    with open_edition(home) as edition:
        yield store_of(edition)
