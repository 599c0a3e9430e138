"""One small nation and its register, made once for the room's tests."""

from datetime import date

import numpy as np
import pytest

from careplace.demo import generate
from careplace.demo.places import nation
from careplace.demo.register import simulated_register
from careplace.demo.snapshot import roll

FIRST, LAST = date(2018, 1, 1), date(2026, 9, 1)


@pytest.fixture(scope="session")
def invented():
    return nation(24, np.random.default_rng(7))


@pytest.fixture(scope="session")
def register(invented):
    return simulated_register(invented, 4000, FIRST, LAST, np.random.default_rng(7))


@pytest.fixture(scope="session")
def rolled(invented, register):
    return roll(invented, register, np.random.default_rng(7))


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory):
    """A folder with the default demonstration, and the files in it."""
    to = tmp_path_factory.mktemp("demonstration")
    return to, generate(to, locations=400)
