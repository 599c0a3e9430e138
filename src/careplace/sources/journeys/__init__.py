"""Releases of journeys: safe aggregates of record-level data, as `careplace journeys release` writes them."""

from careplace.sources.journeys.publications import FIGURES, MEASURES

PUBLICATIONS = (FIGURES, MEASURES)
