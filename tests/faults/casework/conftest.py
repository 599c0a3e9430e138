"""The staff site as it runs, under load and under faults: gunicorn on loopback, over SQLite and PostgreSQL."""

from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.fixtures import *  # noqa: F403
