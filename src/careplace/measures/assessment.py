"""CQC's latest assessment of a council under Part 1 of the Care Act 2014, with the rating that its scores give by rule.

Its numbers are figures (observations/council_assessment.sql); here is what no figure has: the published word, the address
of CQC's report, and why a council has no assessment.
"""

from dataclasses import dataclass
from datetime import date

from careplace.engine import sql_text
from careplace.measures.cache import cached
from careplace.measures.outcomes.queries import codes_of
from careplace.measures.reader import Reader
from careplace.places.area import Area
from careplace.ratings.case import rate
from careplace.ratings.framework import framework

SECTION = "assessment"
"""The section of the dictionary that its measures are in."""
RESPONSIBLE = "council"
"""The kind of place that is responsible for adult social care, which is what CQC assesses."""


@dataclass(frozen=True)
class Assessment:
    """An assessment. `overall` is the published word; `expected` what all nine scores give by CQC's bands, else ""."""

    council: str
    month: date
    overall: str
    url: str
    expected: str


def assessment(reader: Reader, area: Area, as_at: date | None = None) -> tuple[Assessment | None, str]:
    """A council's latest assessment up to a day (None: of all) and, without one, why; of other places neither."""
    if area.kind != RESPONSIBLE:
        return None, ""
    if (last := reader.gazetteer.lineage.last_day(area)) and last < _began():
        return None, f"{area.name} ended before CQC began to assess councils, in {_began():%B %Y}"
    codes = codes_of(reader, area)
    rows = [row for row in _rows(reader) if row["council"] in codes]
    latest = next((row for row in rows if not as_at or row["month_end"] <= as_at), None)
    return (_of(latest), "") if latest else (None, _why_none(area, as_at if rows else None))


def _began() -> date:
    since = framework("councils").validity.since
    return since if since else date.max


def _of(row: dict) -> Assessment:
    expected = rate({"framework": "councils", "scores": row["scores"]}).rating if all(row["scores"]) else ""
    return Assessment(row["council"], row["assessed_month"], row["overall"], row["url"], expected)


def _why_none(area: Area, as_at: date | None) -> str:
    until = f" up to {as_at.day} {as_at:%B %Y}" if as_at else ""
    return (
        f"No assessment of {area.name}’s adult social care by CQC is in the published files used here{until}"
    )


@cached()
def _rows(reader: Reader) -> list[dict]:
    """Every assessment, latest first: CQC has made some hundred."""
    # An edition without a file of assessments has no such table.
    if not (reader.folder / "tables" / "council_assessment.parquet").is_file():
        return []
    return reader.engine.rows(sql_text("careplace.measures", "assessment.sql"))
