import pytest
from click.testing import CliRunner

from careplace.cli import main
from careplace.cli.places import councils
from careplace.editions.opening import open_edition


@pytest.fixture(scope="session")
def careplace():
    """Runs `careplace` with words and gives what it said and its exit code."""

    def run(*words, **environment):
        clean = {"CAREPLACE_HOME": None, "CAREPLACE_DEBUG": None, "CAREPLACE_CQC_KEY": None}
        return CliRunner(env={**clean, **environment}).invoke(main, [str(word) for word in words])

    return run


@pytest.fixture(scope="session")
def demonstration(raw):
    """The published files of a small fictional nation: not to be changed."""
    return raw


@pytest.fixture(scope="session")
def built(demo_build):
    """(home, what the build printed) of the edition of the demonstration: not to be changed."""
    return demo_build


@pytest.fixture(scope="session")
def gazetteer(built):
    """The places of the demonstration."""
    with open_edition(built[0]) as edition:
        return edition.gazetteer


@pytest.fixture(scope="session")
def council(gazetteer):
    """A council that stands and has neighbours."""
    return next(area for area in councils(gazetteer, None) if gazetteer.near.get(area.code))


@pytest.fixture(scope="session")
def neighbour(gazetteer, council):
    return gazetteer.areas[gazetteer.near[council.code][0][0]]
