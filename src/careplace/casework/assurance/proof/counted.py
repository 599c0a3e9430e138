"""The figures of a place's year with the evidence behind them, counted once for as long as nobody changes a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from careplace.casework import edition_reader
from careplace.casework.assurance.proof.evidence import Evidence
from careplace.casework.assurance.proof.figures import ProofFigure, figures
from careplace.casework.assurance.proof.loading import evidence, with_ratings
from careplace.casework.assurance.proof.years import Year
from careplace.casework.audit.unchanged import while_unchanged


@dataclass(frozen=True)
class Counted:
    """The evidence of a year, and {key of the measure: its figure} of it and of the year `before`."""

    evidence: Evidence
    figures: Mapping[str, ProofFigure]
    before: Mapping[str, ProofFigure]


def counted(place: str, year: Year, today: date, home: Path) -> Counted:
    """The figures of a year as the records have them today."""
    return _counted(place, year, today, home, _edition(home))


def _edition(home: Path) -> str:
    try:
        return edition_reader.edition_id(home)
    except edition_reader.NoEdition:
        return ""


@while_unchanged
def _counted(place: str, year: Year, today: date, home: Path, _edition: str) -> Counted:
    records = evidence(place, year, today, home)
    earlier = with_ratings(records, year.before, home)
    before = figures(earlier, place, year.before, today)
    return Counted(records, figures(records, place, year, today), before)
