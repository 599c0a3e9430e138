"""What holds for every test."""

from pathlib import Path

import pytest
from hypothesis import settings

from careplace.demo.generate import generate

# Time is measured by `make bench`: a busy machine must not fail a test, as a first example that loads a library once did.
settings.register_profile("careplace", deadline=None)
settings.load_profile("careplace")


@pytest.fixture(scope="session")
def raw(tmp_path_factory) -> Path:
    """The published files of a small fictional nation, which the site is tested over."""
    folder = tmp_path_factory.mktemp("raw")
    generate(folder, councils=16, locations=200)
    return folder
