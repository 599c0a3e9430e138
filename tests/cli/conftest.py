import pytest
from click.testing import CliRunner

from careplace.cli import main
from careplace.cli.places import councils
from careplace.demo.generate import generate
from careplace.editions.opening import open_edition


@pytest.fixture(scope="session")
def careplace():
    """Runs `careplace` with words and gives what it said and its exit code."""

    def run(*words, **environment):
        clean = {"CAREPLACE_HOME": None, "CAREPLACE_DEBUG": None, "CAREPLACE_CQC_KEY": None}
        return CliRunner(env={**clean, **environment}).invoke(main, [str(word) for word in words])

    return run


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """The published files of a small fictional nation."""
    folder = tmp_path_factory.mktemp("demonstration")
    generate(folder, councils=16, locations=200)
    return folder


@pytest.fixture(scope="session")
def built(careplace, demonstration, tmp_path_factory):
    """(home, what the build said) of the edition of the demonstration."""
    home = tmp_path_factory.mktemp("home")
    result = careplace("build", "--raw", demonstration, "--home", home)
    assert result.exit_code == 0, result.output
    return home, result.stdout


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
