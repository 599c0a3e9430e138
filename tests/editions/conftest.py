import pytest

from .fictional import WORLD, write_places, write_register


@pytest.fixture
def raw(tmp_path):
    """A raw folder with the places and one register."""
    folder = tmp_path / "raw"
    write_places(folder)
    write_register(folder)
    return folder


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def world():
    return dict(WORLD)
