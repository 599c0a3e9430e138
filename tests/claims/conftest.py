"""A small fictional edition, and what every test of claims asks."""

import pytest
from tests.claims import assessed
from tests.once import once

from careplace.cli.place import reader_of
from careplace.demo.generate import generate
from careplace.editions.build import build
from careplace.editions.opening import open_edition

COUNCILS = 16


@pytest.fixture(scope="session")
def reader(tmp_path_factory):
    """The figures of a small fictional nation."""

    def make(folder):
        generate(folder / "raw", councils=COUNCILS, locations=400)
        assessed.write(folder / "raw" / "council_assessments.csv", assessed.councils(COUNCILS))
        build(folder / "raw", folder / "home")

    with open_edition(once(tmp_path_factory, "claims", make) / "home") as edition:
        yield reader_of(edition)
