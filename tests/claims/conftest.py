"""A small fictional edition, and what every test of claims asks."""

import pytest
from tests.claims import assessed
from tests.once import once

from careplace.cli.place import reader_of
from careplace.demo.generate import generate
from careplace.editions.build import build
from careplace.editions.opening import open_edition

COUNCILS = 16
# What claims are checked against: a build takes the longer, the more files it reads.
NEEDED = (
    *("uk_local_authorities", "lookup_", "population20", "01_September_2026"),
    *("ascof", "council_assessments", "DToC", "imd"),
)


@pytest.fixture(scope="session")
def reader(tmp_path_factory):
    """The figures of a small fictional nation."""

    def make(folder):
        generate(folder / "raw", councils=COUNCILS, locations=400)
        assessed.write(folder / "raw" / "council_assessments.csv", assessed.councils(COUNCILS))
        for path in (folder / "raw").iterdir():
            if not path.name.startswith(NEEDED):
                path.unlink()
        build(folder / "raw", folder / "home")

    with open_edition(once(tmp_path_factory, "claims", make) / "home") as edition:
        yield reader_of(edition)
