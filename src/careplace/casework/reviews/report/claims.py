"""What `claims` says of a report's sentences: compared with the edition, and with the review's own counts of sources."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from careplace.casework.edition_reader import NoEdition, edition, reader_of
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.weighing import Weight
from careplace.claims import FAULTS, Finding, check_text
from careplace.claims.checks.own_figures import OwnFigure

ANY_PERIOD = re.compile("")
"""A review has one count of each key line, whatever a sentence says of when."""


def findings(home: Path, html: str, own: list[OwnFigure]) -> list[Finding]:
    """Everything that can be said of the numbers in a text; without an edition it is compared with itself alone."""
    page = f"<main>{html}</main>"
    try:
        with edition(home) as opened:
            return check_text(page, reader_of(opened), own=own)
    except NoEdition:
        return check_text(page, own=own)


def faults(all_findings: list[Finding]) -> list[Finding]:
    """Those that keep a report from being published."""
    return [finding for finding in all_findings if finding.grade in FAULTS]


def own_figures(framework: Framework, weights: Mapping[str, Weight]) -> Iterator[OwnFigure]:
    """How many sources give a direction on a key line: "On workforce, 3 of 7 sources raised a concern".

    A line whose title another has too is found by its title and its theme's.
    """
    titles = [line.title for line in framework.lines.values()]
    for key, weight in weights.items():
        title = framework.lines[key].title
        names = [title] if titles.count(title) == 1 else [title, framework.theme_of(key).title]
        for way in Direction:
            words = "".join(rf"(?=.*\b{re.escape(word)}\b)" for word in (*names, "sources"))
            pattern = re.compile(rf"^{words}(?=.*\b{way}s?\b)", re.IGNORECASE | re.DOTALL)
            basis = f"sources on “{title}” with a {way}"
            yield OwnFigure(
                f"sources/{key}/{way}", pattern, ANY_PERIOD, weight.count(way), len(weight.voices), basis
            )
