"""Casework with what other people published."""

from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.fixtures import *  # noqa: F403
