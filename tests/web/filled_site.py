"""Fixtures of a site whose edition has outcomes and outlines: import them into a conftest.py."""

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.web.filled import made

from careplace.web.public.editions import shelf

__all__ = ["edition", "filled_home", "reader"]


@pytest.fixture(scope="session")
def filled_home(home, tmp_path_factory):
    """The home of an edition with outcomes and outlines."""
    return made(home, tmp_path_factory.mktemp("filled") / "home")


@pytest.fixture
def reader(filled_home):
    """A client of the site over it."""
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": filled_home})):
        yield Client()


@pytest.fixture
def edition(reader):
    """That edition as a request sees it."""
    found = shelf().read()
    yield found
    found.close()
