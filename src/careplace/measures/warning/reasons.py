"""Why a risk is what it is: each term against its typical value, all else as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from careplace.measures.warning.history import SECTORS, Known, Services
from careplace.measures.warning.terms import Term, terms
from careplace.measures.warning.validation import Model
from careplace.ratings.scale import LEVELS

LEAST = 0.01
"""A term that changes the risk by less than one point in a hundred is no reason."""


@dataclass(frozen=True)
class Reason:
    """A term, its words, and how much of the risk would go (or come) were it typical: from −1 to 1."""

    term: str
    sentence: str
    change: float


def reasons(model: Model, known: Known) -> list[tuple[Reason, ...]]:
    """For each service its reasons, those that change the risk most first.

    The changes do not add up to the risk: terms act together. A typical service was rated Good two years ago, for the
    first time, has a for-profit provider and is its only rated service.
    """
    changes = {term.key: _changes(model, known.services, term) for term in terms()}
    return [
        _of_service(row, {key: float(change[n]) for key, change in changes.items()})
        for n, row in enumerate(known.rows)
    ]


def _changes(model: Model, services: Services, term: Term) -> np.ndarray:
    return model.risk(services) - model.risk(services.replaced(term.fields, term.typical))


def _of_service(row: Mapping[str, Any], changes: Mapping[str, float]) -> tuple[Reason, ...]:
    matter = [term for term in terms() if abs(changes[term.key]) >= LEAST]
    found = [Reason(term.key, _sentence(term, row), changes[term.key]) for term in matter]
    return tuple(sorted(found, key=lambda reason: -abs(reason.change)))


def _sentence(term: Term, row: Mapping[str, Any]) -> str:
    owner = row["ownership"] if row["ownership"] in SECTORS else SECTORS[0]
    values = {
        "rating": LEVELS[int(row["concern"])],
        "ownership": owner,
        "fall": "a fall" if row["fell"] else "no fall",
    }
    return term.words.format(**{**row, **values})
