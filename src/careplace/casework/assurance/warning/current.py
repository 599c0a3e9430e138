"""The risks of a team's services today, by the method in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from careplace.casework import edition_reader
from careplace.casework.assurance.warning import sentences, store
from careplace.casework.assurance.warning.fitted import Fitted
from careplace.measures.warning.baseline import age_group
from careplace.measures.warning.history import known_today
from careplace.measures.warning.reasons import Reason, reasons


@dataclass(frozen=True)
class Risk:
    """A service's risk: the share of past inspections of services like it, from 0 to 1, and in words with its reasons."""

    location_id: str
    share: float
    rated_on: date
    sentence: str
    evidence: str
    given_before: str
    reasons: tuple[Reason, ...]

    @property
    def percent(self) -> int:
        """The share in whole percent."""
        return round(100 * self.share)


def risks(home: Path, ids: Iterable[str], today: date) -> dict[str, Risk]:
    """{location ID: its risk} of those that are rated, and in community adult social care.

    Raises:
        NotFitted: when nothing was fitted.
        NoEdition: when no edition can be read.
    """
    model = store.read(home)
    key = model.edition, model.fitted_on, store.stamp(home)
    return _risks(home, edition_reader.edition_id(home), key, tuple(sorted(set(ids))), today)


@lru_cache(maxsize=64)
def _risks(home: Path, _edition: str, _model: tuple, ids: tuple[str, ...], today: date) -> dict[str, Risk]:
    """An edition and a model never change: for the same services they say the same all day."""
    model = store.read(home)
    with edition_reader.cursor_of(home) as cursor:
        known = known_today(cursor, ids, today)
    if not known.rows:
        return {}
    shares, groups = model.model.risk(known.services), age_group(known.services.years)
    why = reasons(model.model, known)
    places = range(len(known.rows))
    return {
        known.rows[n]["location_id"]: _risk(model, known.rows[n], float(shares[n]), groups[n], why[n])
        for n in places
    }


def _risk(model: Fitted, row: dict, share: float, group: np.integer, why: tuple[Reason, ...]) -> Risk:
    return Risk(
        row["location_id"],
        share,
        row["rated_on"],
        sentences.risk(share),
        sentences.evidence(model, int(row["concern"]), int(group)),
        sentences.given_before(model, share),
        why,
    )
