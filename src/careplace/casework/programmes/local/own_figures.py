"""Figures of local outcomes that the checker of claims compares sentences with."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from careplace.casework.programmes.local.measures import NOT_PUBLISHED
from careplace.casework.programmes.local.models import LocalFigures
from careplace.claims import OwnFigure
from careplace.publish import wording


def own_figures_of(versions: Iterable[LocalFigures]) -> Iterator[OwnFigure]:
    """The council's own figures of each outcome: "In March 2026, 1,250 people with assistive technology"."""
    for figures in versions:
        measure = figures.measure
        words = re.compile(re.escape(measure.title), re.IGNORECASE)
        for area, period, count, whole in figures.rows:
            if area != measure.place:
                continue
            when = wording.period(str(period), measure.period_type)
            yield OwnFigure(
                f"{measure.outcome.measure}/{period}/{figures.sha256}",
                words,
                re.compile(rf"\b{re.escape(when).replace('-', '[-/]')}\b", re.IGNORECASE),
                Decimal(str(count)),
                None if whole is None else Decimal(str(whole)),
                f"“{measure.title}”, {when}, {NOT_PUBLISHED}",
            )
