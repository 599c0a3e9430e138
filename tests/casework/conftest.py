"""Casework without pages, on a SQLite and a PostgreSQL of its own."""

from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.fixtures import *  # noqa: F403
