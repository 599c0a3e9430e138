"""What holds for every test.

Published data are in CAREPLACE_REAL_DATA, else in ../shared/data beside the repository.
"""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from tests import sites
from tests.examples import CHANGE, RELEASE
from tests.journeys.walk import walk
from tests.longest import place_in_queue
from tests.once import once
from tests.publications.released import release_into

from careplace.cli import main
from careplace.demo.generate import generate
from careplace.editions.build import build

COUNCILS = 16
"""Councils of the demonstration that tests share."""

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"

# Time is measured by `make bench`: a busy machine must not fail a test, as a first example that loads a library once did.
settings.register_profile("change", deadline=None, max_examples=CHANGE)
settings.register_profile("release", deadline=None, max_examples=RELEASE)
settings.load_profile("change")


def pytest_collection_modifyitems(items):
    """The modules that take longest first (tests/longest.py), or one process would be left with them at the end."""
    items.sort(key=lambda item: place_in_queue(item.nodeid))


def pytest_pycollect_makemodule(module_path, parent):
    """A test file of another site is run by a process that has its settings (tests/sites.py)."""
    if sites.other_site(module_path):
        return sites.OtherProcess.from_parent(parent, path=module_path)
    return None


@pytest.fixture(scope="session")
def raw(tmp_path_factory) -> Path:
    """The published files of a small fictional nation: not to be changed."""
    return once(tmp_path_factory, "raw", lambda folder: generate(folder, councils=COUNCILS, locations=200))


@pytest.fixture(scope="session")
def demo_build(raw, tmp_path_factory) -> tuple[Path, str]:
    """(home, what the command printed) of the edition of that nation: not to be changed."""

    def make(folder: Path) -> None:
        clean = dict.fromkeys(("CAREPLACE_HOME", "CAREPLACE_DEBUG"))
        result = CliRunner(env=clean).invoke(
            main, ["build", "--raw", str(raw), "--home", str(folder / "home")]
        )
        assert result.exit_code == 0, result.output
        release_into(folder / "home")
        (folder / "printed.txt").write_text(result.stdout, encoding="utf-8")

    folder = once(tmp_path_factory, "demo-build", make)
    return folder / "home", (folder / "printed.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def demo_home(demo_build) -> Path:
    """A home with the edition of that nation, and publications: not to be changed; a test that changes it copies it."""
    return demo_build[0]


@pytest.fixture(scope="session")
def journeys_walk(raw, tmp_path_factory) -> Path:
    """A folder with a `release` of journeys, and a `home` whose edition has it: not to be changed."""
    return once(tmp_path_factory, "journeys-walk", lambda folder: walk(raw, folder))


# A few of the published files of that nation.
SMALL = (
    *("uk_local_authorities", "lookup_", "population20"),
    *("01_February_2021", "01_September_2026_Latest_ratings"),
)


@pytest.fixture(scope="session")
def small(raw, tmp_path_factory) -> Path:
    """A few of the published files of that nation, for what is built again: not to be changed."""

    def make(folder: Path) -> None:
        for path in raw.iterdir():
            if path.name.startswith(SMALL):
                shutil.copy(path, folder)

    return once(tmp_path_factory, "small-raw", make)


@pytest.fixture(scope="session")
def fewer(small, tmp_path_factory) -> Path:
    """The small folder without the files of its latest month: not to be changed."""

    def make(folder: Path) -> None:
        without_a_month = shutil.ignore_patterns("*September_2026*")
        shutil.copytree(small, folder, ignore=without_a_month, dirs_exist_ok=True)

    return once(tmp_path_factory, "fewer-raw", make)


@pytest.fixture(scope="session")
def small_home(small, tmp_path_factory) -> Path:
    """A home with the edition of the small folder: not to be changed."""
    return once(tmp_path_factory, "small-home", lambda folder: build(small, folder / "home")) / "home"


# What an evaluation of a programme reads: places, hospitals, surveys of care, and one register.
EVALUATED = (
    *("uk_local_authorities", "lookup_", "population20", "england_", "ascof"),
    "01_September_2026_Latest_ratings",
)
MANY_COUNCILS = 48
"""Councils of the nation in which an outcome can be estimated: one treated, and at least 39 to compare with."""


@pytest.fixture(scope="session")
def many_councils_home(tmp_path_factory) -> Path:
    """A home with an edition of MANY_COUNCILS fictional councils and few files of each: not to be changed."""

    def make(folder: Path) -> None:
        files = generate(folder / "raw", councils=MANY_COUNCILS, locations=100)
        build([path for path in files if path.name.startswith(EVALUATED)], folder / "home")

    return once(tmp_path_factory, "many-councils", make) / "home"


@pytest.fixture(scope="session")
def two_editions_home(small_home, fewer, tmp_path_factory) -> Path:
    """The small home with a second edition, of fewer files, which serves: not to be changed."""

    def make(folder: Path) -> None:
        home = shutil.copytree(small_home, folder / "home", symlinks=True)
        build(fewer, home, accept="a month is left out on purpose")

    return once(tmp_path_factory, "two-editions", make) / "home"


@pytest.fixture(scope="session")
def real_data() -> Path:
    folder = Path(os.environ.get("CAREPLACE_REAL_DATA", BESIDE))
    if (folder / "CATALOGUE.md").is_file():
        return folder
    message = f"no published data in {folder}; set CAREPLACE_REAL_DATA to the folder that holds CATALOGUE.md"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def real_home(real_data, tmp_path_factory) -> Path:
    """A home with the edition of all published files, built once for all tests and workers of a run: not to be changed."""
    return once(tmp_path_factory, "real-home", lambda folder: build(real_data, folder))
