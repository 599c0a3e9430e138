"""Casework figures as what `claims` compares sentences with."""

import re
from collections.abc import Iterable

from careplace.casework.assurance.proof.figures import ProofFigure
from careplace.claims.checks.own_figures import OwnFigure
from careplace.publish.wording import day


def own_figures(figures: Iterable[ProofFigure]) -> list[OwnFigure]:
    """The figures that count anything, each with the words of its measure and of its year."""
    return [_own_figure(figure) for figure in figures if figure.denominator]


def _own_figure(figure: ProofFigure) -> OwnFigure:
    first, second = figure.year.first, figure.year.first + 1
    year = rf"\b{first}\s?[/–-]\s?(?:{second}|{second % 100:02})\b|\b{re.escape(day(figure.as_at))}\b"
    words = re.compile(figure.measure.claim, re.IGNORECASE)
    basis = f"{figure.measure.denominator.lower()}, {day(figure.as_at)}"
    return OwnFigure(figure.id, words, re.compile(year), figure.numerator, figure.denominator, basis)
