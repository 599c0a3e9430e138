"""Casework figures as what `claims` compares sentences with, and as they are kept and published with a statement."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from careplace.casework.assurance.proof.figures import ProofFigure
from careplace.casework.assurance.proof.measures import Measure, measures
from careplace.casework.assurance.proof.sentences import sentence
from careplace.casework.assurance.proof.years import Year
from careplace.claims.checks.own_figures import OwnFigure
from careplace.publish.wording import day

Entry = dict[str, Any]


def own_figures(figures: Iterable[ProofFigure]) -> list[OwnFigure]:
    """The figures that count anything, each with the words of its measure and of its year."""
    return own_figures_of(entries(figures))


def entries(figures: Iterable[ProofFigure]) -> list[Entry]:
    """The figures that count anything as plain values, with the sentence that may be published."""
    return [_entry(figure) for figure in figures if figure.denominator]


def _entry(figure: ProofFigure) -> Entry:
    return {
        "id": figure.id,
        "measure": figure.measure.key,
        "title": figure.measure.title,
        "first_year": figure.year.first,
        "year": figure.year.label,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "as_at": figure.as_at.isoformat(),
        "sentence": sentence(figure, public=True),
        "definition": figure.measure.definition,
    }


def own_figures_of(kept_entries: Iterable[Entry]) -> list[OwnFigure]:
    """What `claims` takes, from figures that were kept; those of a measure that there is no longer are left out."""
    return [_own_figure(measures()[e["measure"]], e) for e in kept_entries if e["measure"] in measures()]


def _own_figure(measure: Measure, entry: Mapping[str, Any]) -> OwnFigure:
    year, as_at = Year(entry["first_year"]), day(date.fromisoformat(entry["as_at"]))
    second = year.first + 1
    period = rf"\b{year.first}\s?[/–-]\s?(?:{second}|{second % 100:02})\b|\b{re.escape(as_at)}\b"
    words = re.compile(measure.claim, re.IGNORECASE)
    basis = f"{measure.denominator[0].lower()}{measure.denominator[1:]}, {as_at}"
    return OwnFigure(entry["id"], words, re.compile(period), entry["numerator"], entry["denominator"], basis)
