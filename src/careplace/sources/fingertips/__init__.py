"""Fingertips: downloads of any indicator, and what the indicators mean."""

from careplace.sources.fingertips.downloads import Downloads
from careplace.sources.fingertips.metadata import Metadata

PUBLICATIONS = (Downloads(), Metadata())

__all__ = ["PUBLICATIONS", "Downloads", "Metadata"]
