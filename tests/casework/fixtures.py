"""Fixtures of every test of casework; a conftest imports them in a run of casework only."""

import os
from contextlib import ExitStack

import django
import pytest
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from tests.casework.databases import KINDS, point_at  # noqa: E402

ABOUT_DATABASES = ("accounts", "audit", "retention", "scope", "tick", "workflow")
"""Folders of tests of locks, triggers, constraints and deletion, which PostgreSQL runs whole for every change."""

# The hashing of passwords is slow on purpose, and tests make hundreds of people.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(items):
    """Of other folders PostgreSQL runs the first test of each file for a change, and all before a release."""
    begun = set()
    for item in items:
        if getattr(item, "callspec", None) and item.callspec.params.get("both") == "postgresql":
            if item.path in begun and not set(ABOUT_DATABASES) & set(item.path.parts):
                item.add_marker(pytest.mark.release)
            begun.add(item.path)


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    """`databases(kind)`: the databases of a kind, whose tables are made when they are first needed."""
    with ExitStack() as stack:
        started = {}

        def of_kind(kind: str):
            if kind not in started:
                started[kind] = stack.enter_context(KINDS[kind](tmp_path_factory))
            return started[kind]

        yield of_kind


@pytest.fixture
def on_database(databases):
    """`on_database(kind)` points Django at a new database of a kind, until the test ends."""
    with ExitStack() as stack:

        def use(kind: str) -> str:
            url = stack.enter_context(databases(kind).fresh())
            point_at(url)
            return url

        yield use
        connections.close_all()


@pytest.fixture
def sqlite(on_database) -> str:
    """A new SQLite database."""
    return on_database("sqlite")


@pytest.fixture(params=KINDS)
def both(request, on_database) -> str:
    """A new database, first of SQLite and then of PostgreSQL."""
    on_database(request.param)
    return request.param


@pytest.fixture
def django_queries():
    """`with django_queries() as queries:` counts the statements that run in it."""
    return lambda: CaptureQueriesContext(connections["default"])
