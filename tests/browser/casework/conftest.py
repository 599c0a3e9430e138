"""The staff site, served on this machine by its own server, in Chromium."""

from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import *  # noqa: F403
