"""The measures of releases of journeys: entries of the dictionary that come with the data.

A release says itself what its measures count. Each becomes an entry for its years and one for its months; a duration becomes
three: its median, its 90th percentile, and how many there were.
"""

from collections.abc import Iterator
from typing import Any

from careplace.engine import Engine, sql_text
from careplace.measures.dictionary import POLARITIES, UNITS, Measure

SECTION = "journeys"
PERIOD_TYPES = {"year": "financial year", "month": "month"}
POLARITY = {
    "readmission_30_days": "low",
    "at_home_84_days": "high",
    "at_home_91_days": "high",
    "delayed_days": "low",
    "ready_to_discharged": "low",
}
"""Measures of which the national publication says which direction is better; of the others none is."""
ROUNDED = (
    "Counts are rounded to 5, so that parts may differ from their total; counts of few people are withheld."
)
FICTIONAL = "of fictional people"
"""In the method of a measure whose release says that its people are fictional."""
TABLE = "journeys_figure"
NOT_ADDED_UP = "released places are not added up"
DISCLOSURE = (
    "Counts of 1 to 7 people, and what would give them away, are withheld. Released places are not added up to a region or "
    "to England: each withholds counts of few people, so a sum would be too low, and could give a withheld count away."
)
KIND_UNITS = {"share": "share", "days": "days"}
NOUNS = {"starts": "admissions"}
"""Units of counts whose events begin with another word than people use."""
DURATIONS = {
    "": ("typical days (median)", "half of them lasted at most so many days"),
    "/days_90": ("days that cover nine in ten", "nine of ten lasted at most so many days"),
    "/number": ("how many", "how many there were"),
}


def released_measures(engine: Engine) -> dict[str, Measure]:
    """The measures of the edition's releases by their ids; none where `engine` does not see journeys_measure, as in editions
    made before releases were read."""
    if not engine.rows("select 1 from information_schema.tables where table_name = 'journeys_measure'"):
        return {}
    rows = engine.rows(sql_text("careplace.measures", "released_measures.sql"))
    return {measure.id: measure for row in rows for measure in _measures(row)}


def _measures(row: dict) -> Iterator[Measure]:
    if row["kind"] != "duration":
        unit = KIND_UNITS.get(row["kind"]) or _noun(row)
        yield _measure(row, "", row["title"], unit, row["counted"] or row["events"])
        return
    for part, (suffix, words) in DURATIONS.items():
        unit, title = _noun(row) if part == "/number" else "days", f"{row['title']}, {suffix}"
        yield _measure(row, part, title, unit, f"{row['events']}: {words}")


def _noun(row: dict) -> str:
    """What its events are called, in one word: "discharges of living people" gives "discharges"."""
    first = row["events"].split()[0]
    noun = NOUNS.get(first, first)
    return noun if noun in UNITS else "events"


def _measure(row: dict, part: str, title: str, unit: str, numerator: str) -> Measure:
    monthly, share = row["period_kind"] == "month", unit == "share"
    polarity = "none" if part == "/number" else POLARITY.get(row["measure"], "none")
    return Measure(
        id=_id(row["measure"], part, monthly),
        title=f"{title}, each month" if monthly else title,
        question=f"{row['title']}: what do the records show?",
        section=SECTION,
        unit=unit,
        numerator=numerator,
        denominator=row["events"] if share else "",
        method=_method(row),
        polarity=polarity,
        direction=POLARITIES[polarity],
        caveats=_caveats(row),
        table=TABLE,
        series=f"{row['measure']}{part}",
        breakdowns=_breakdowns(row),
        limits="wilson" if share else "none",
        period_type=PERIOD_TYPES[row["period_kind"]],
        places=tuple(row["places"]),
        headline=monthly and part == "" and not row["history"],
        disclosure=DISCLOSURE,
        decimals=1 if share else 0,
        family=SECTION,
    )


def _id(measure: str, part: str, monthly: bool) -> str:
    words = ("journeys", measure, part.removeprefix("/"), "month" if monthly else "")
    return "-".join(word.replace("_", "-") for word in words if word)


def _method(row: dict) -> str:
    fictional = f" {FICTIONAL}" if row["fictional"] else ""
    covered = f"{row['first_day']:%-d %B %Y} to {row['last_day']:%-d %B %Y}"
    return f"counted in records{fictional}, {covered}, and released by {row['released_by']}"


def _caveats(row: dict[str, Any]) -> str:
    nearest = f"The nearest national figure: {row['national']}." if row["national"] else ""
    return " ".join(part for part in (ROUNDED, nearest, row["differences"]) if part)


def _breakdowns(row: dict) -> tuple[str, ...]:
    category = row["category"].lower().replace(" ", "-")
    return (("age",) if row["by_age"] else ()) + ((category,) if row["by_category"] else ())
