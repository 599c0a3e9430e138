"""The staff site over the demonstration's edition, by Django's test client: no server, no network."""

from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.fixtures import *  # noqa: F403
    from tests.web.casework.fixtures import *  # noqa: F403
