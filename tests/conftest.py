"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings
from tests.once import once

from careplace.demo.generate import generate
from careplace.editions.build import build

# Time is measured by `make bench`: a busy machine must not fail a test, as a first example that loads a library once did.
settings.register_profile("careplace", deadline=None)
settings.load_profile("careplace")


@pytest.fixture(scope="session")
def raw(tmp_path_factory) -> Path:
    """The published files of a small fictional nation: not to be changed."""
    return once(tmp_path_factory, "raw", lambda folder: generate(folder, councils=16, locations=200))


@pytest.fixture(scope="session")
def demo_home(raw, tmp_path_factory) -> Path:
    """A home with the edition of that nation: not to be changed; a test that changes it copies it."""
    return once(tmp_path_factory, "demo-home", lambda folder: build(raw, folder))
