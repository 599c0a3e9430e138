import pytest
from tests.places.nation import tables

from careplace.places.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_tables(tables())
