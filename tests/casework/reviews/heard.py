"""Evidence for tests: a short way to write what a source said."""

from datetime import date

from careplace.casework.reviews.evidence import Category, Direction, Evidence
from careplace.casework.reviews.framework import shipped

FRAMEWORK = shipped("place-report")
LINE = "joined-up"
TODAY = date(2026, 11, 1)


def said(
    source,
    direction,
    category="interview",
    organisation="council",
    population="all-adults",
    on=TODAY,
    line=LINE,
):
    return Evidence(
        source, line, Direction(direction), Category(category), organisation, frozenset([population]), on
    )
