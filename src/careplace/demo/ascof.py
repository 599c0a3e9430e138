"""The workbook of the Adult Social Care Outcomes Framework for the invented nation, in the layout of 2024-25.

What its sheets say, and about what numbers are invented, is in ascof.toml. Every number is calculated for all rows
at once: a council is the sum of itself, a region of its councils.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa

from careplace.demo.names import load_toml
from careplace.demo.ods import write_ods
from careplace.demo.place_files import population, region_code
from careplace.demo.places import Area, Nation
from careplace.demo.sheets import Sheet

YEARS = np.arange(2015, 2025)
# The survey of carers is held every other year, but for the year that the pandemic put off; the survey of people who use
# services was voluntary in 2020-21.
CARERS, VOLUNTARY = (2016, 2018, 2021, 2023), 2020
FEWEST = 5
NATION = ("England", "Demonstration England", "X92000001")
TYPES = {
    "S": ("Shire Counties", "CTY"),
    "U": ("Unitary Authorities", "UA"),
    "M": ("Metropolitan Districts", "MD"),
    "O": ("Boroughs", "LBO"),
}
AREAS = ("Local authority code", "Local authority", "ONS area code")
MARKS = (
    "Cells marked with an [x] indicate no data is available. Cells marked with an [c] indicate the figure has been "
    "suppressed. Cells marked with a [z] denotes data is not applicable."
)
HOMES = {"outstanding": 0.045, "good": 0.765, "other": 0.188, "not yet rated": 0.002}


def write(nation: Nation, to: Path, rng: np.random.Generator) -> Path:
    """Write the workbook into the folder `to`."""
    people, tables = People(nation), load_toml("ascof.toml")["table"]
    sheets = [_table(table, people, rng) for table in tables]
    return write_ods(to / "ascof_2024_25.ods", [_cover(), _contents(tables), *_remarks(), *sheets])


@dataclass(frozen=True)
class People:
    """Who is counted where: the rows of a table (nation, types, regions, councils) and the councils in each."""

    nation: Nation

    @cached_property
    def councils(self) -> list[Area]:
        """Every council that stood in one of the years."""
        all_councils = [council for start in YEARS for council in self.nation.councils(_end(int(start)))]
        return sorted(dict.fromkeys(all_councils), key=lambda area: area.registry)

    @cached_property
    def rows(self) -> list[tuple[str, str, str]]:
        """(code of the authority, name, official code) of each row, the larger areas first."""
        regions = {area.region: region_code(area) for area in self.councils}
        types = [(code, name, "[z]") for code, (name, _kind) in TYPES.items()]
        parts = [(code[-2:], name, code) for name, code in sorted(regions.items())]
        own = [(str(101 + n), area.name, area.code) for n, area in enumerate(self.councils)]
        return [NATION, *types, *parts, *own]

    @cached_property
    def within(self) -> np.ndarray:
        """(rows, councils): whether the council is in the row."""
        kinds = [[area.kind == kind for area in self.councils] for _name, kind in TYPES.values()]
        regions = sorted({area.region for area in self.councils})
        parts = [[area.region == region for area in self.councils] for region in regions]
        return np.vstack([np.ones(len(self.councils)), *kinds, *parts, np.eye(len(self.councils))])

    @cached_property
    def ages(self) -> np.ndarray:
        """(councils, 91) residents by age."""
        return np.array([population(self.nation, area) for area in self.councils])

    def stood(self, starts: np.ndarray) -> np.ndarray:
        """(councils, years): whether a council stood at the end of a year."""
        return np.array([[area.stands(_end(start)) for start in starts] for area in self.councils])


def _end(start: int) -> date:
    return date(int(start) + 1, 3, 31)


def _truth(table: dict, people: People, starts: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(councils, years) the true values of each council: its own level, and a drift that all share in part."""
    own = rng.normal(0, 1, (len(people.councils), 1))
    drift = np.cumsum(rng.normal(0, 0.25, (len(people.councils), len(starts))), axis=1)
    nations = np.cumsum(rng.normal(-0.05, 0.12, len(starts)))
    return table["level"] + table["spread"] * (0.9 * own + drift + nations)


def _table(table: dict, people: People, rng: np.random.Generator) -> Sheet:
    columns = COLUMNS[table["kind"]](table, people, rng)
    areas = {
        heading: pa.array(cells) for heading, cells in zip(AREAS, zip(*people.rows, strict=True), strict=True)
    }
    figures = {heading: pa.array(cells.tolist(), pa.string()) for heading, cells in columns.items()}
    about = "This worksheet contains one table. Some cells refer to notes which can be found in the notes worksheet."
    lines = tuple((line,) for line in (table["title"], about, *table["lines"], MARKS))
    return Sheet(table["sheet"], lines, pa.table(areas | figures))


def _survey(table: dict, people: People, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Margins, respondents and outcomes of a survey, a percentage or a score."""
    starts = YEARS[1:] if table["measure"] == "1B" else YEARS
    truth, score = _truth(table, people, starts, rng), table["kind"] == "score"
    size = people.ages[:, 18:].sum(axis=1, keepdims=True) / (650 if table["base"] == "ascs" else 1100)
    respondents = np.rint(np.clip(size * rng.uniform(0.7, 1.3, truth.shape), 25, None)) * people.stood(starts)
    took = rng.uniform(size=(len(truth), 1)) < np.where(starts == VOLUNTARY, 0.2, 1.0)
    deviation = 6 * table["spread"] if score else np.sqrt(truth * (100 - truth))
    estimates = truth + rng.normal(0, 1, truth.shape) * deviation / np.sqrt(np.maximum(respondents, 1))
    total = people.within @ respondents
    outcome, spread = (
        people.within @ (x * respondents) / np.maximum(total, 1)
        for x in (estimates, 0 * estimates + deviation)
    )
    margin = 1.96 * spread / np.sqrt(np.maximum(total, 1))
    survey_years = starts if table["base"] == "ascs" else np.intersect1d(starts, CARERS)
    away = np.where(total > 0, "", "[z]")
    away[:, ~np.isin(starts, survey_years)] = "[z]"
    away[(away == "") & ~_alone(people, took) & (starts == VOLUNTARY)] = "[x]"
    places = 3 if table["measure"] == "1B" else 1
    parts = {
        "margin of error": (margin, places),
        "number of respondents": (5 * np.rint(total / 5), 0),
        "outcome": (outcome, places),
    }
    return _headed(starts, {name: _text(values, digits, away) for name, (values, digits) in parts.items()})


def _alone(people: People, took: np.ndarray) -> np.ndarray:
    """(rows, years): whether the row is one council, and it took part; larger areas were not calculated."""
    above = len(people.rows) - len(people.councils)
    return np.vstack([np.zeros((above, took.shape[1]), bool), took])


def _counted(table: dict, people: People, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Numerators, denominators and outcomes of a share of people counted in full, or of a rate of residents."""
    starts = YEARS[-2:] if table["measure"] == "4B" else YEARS[-1:]
    truth, stood = _truth(table, people, starts, rng), people.stood(starts)
    if table["kind"] == "rate":
        band = people.ages[:, 18:65] if table["measure"] == "2B" else people.ages[:, 65:]
        out_of = np.repeat(band.sum(axis=1, keepdims=True), len(starts), axis=1)
        counted = rng.poisson(np.maximum(truth, 1) * out_of / 100_000)
    else:
        size = people.ages[:, 18:].sum(axis=1, keepdims=True) * table["base"] / 100_000
        out_of = np.rint(size * rng.uniform(0.75, 1.25, truth.shape)).astype(int)
        counted = rng.binomial(out_of, np.clip(truth / 100, 0.01, 0.99))
    return _headed(
        starts, _parts(people, counted * stood, out_of * stood, 100_000 if table["kind"] == "rate" else 100)
    )


def _parts(people: People, counted: np.ndarray, out_of: np.ndarray, per: int) -> dict[str, np.ndarray]:
    """A numerator, a denominator and their outcome as text: small numbers suppressed, larger areas rounded to 5."""
    numerator, denominator = people.within @ counted, people.within @ out_of
    outcome = per * numerator / np.maximum(denominator, 1)
    away = np.where(denominator > 0, np.where(numerator < FEWEST, "[c]", ""), "[z]")
    above = len(people.rows) - len(people.councils)
    for number in (numerator, denominator):
        number[:above] = 5 * np.rint(number[:above] / 5)
    parts = {"numerator": (numerator, 0), "denominator": (denominator, 0), "outcome": (outcome, 1)}
    return {name: _text(values, digits, away) for name, (values, digits) in parts.items()}


def _turnover(table: dict, people: People, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Outcomes alone, weighted by adults."""
    starts = YEARS[-2:]
    adults = people.ages[:, 18:].sum(axis=1, keepdims=True) * people.stood(starts)
    total = people.within @ adults
    outcome = people.within @ (_truth(table, people, starts, rng) * adults) / np.maximum(total, 1)
    return _headed(starts, {"outcome": _text(outcome, 1, np.where(total > 0, "", "[z]"))})


def _ratings(table: dict, people: People, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Homes of each rating; the measure itself is those that are good or outstanding."""
    starts = YEARS[-2:]
    columns: dict[str, np.ndarray] = {}
    homes = np.maximum(people.ages.sum(axis=1) * table["base"] // 100_000, 6)
    better = np.clip(rng.normal(1, table["spread"] / 100, len(homes)), 0.8, 1.2)
    stood = people.stood(starts)
    for year, start in enumerate(starts):
        mix = np.array(list(HOMES.values())) * np.stack(
            [better, better, 2 - better, np.ones_like(better)], axis=1
        )
        rated = rng.multinomial(homes, mix / mix.sum(axis=1, keepdims=True)) * stood[:, [year]]
        parts = dict(zip(HOMES, rated.T, strict=True))
        parts["6b"] = parts["outstanding"] + parts["good"]
        for part, number in parts.items():
            columns_of_part = _exact_parts(people, number, homes * stood[:, year])
            columns |= {f"{_year(start)} - {part} {name}": cells for name, cells in columns_of_part.items()}
    return columns


def _exact_parts(people: People, counted: np.ndarray, out_of: np.ndarray) -> dict[str, np.ndarray]:
    """As `_parts`, with nothing suppressed or rounded: homes are not people."""
    numerator, denominator = people.within @ counted, people.within @ out_of
    away = np.where(denominator > 0, "", "[z]")
    outcome = 100 * numerator / np.maximum(denominator, 1)
    return {
        "numerator": _text(numerator, 0, away),
        "denominator": _text(denominator, 0, away),
        "outcome": _text(outcome, 1, away),
    }


COLUMNS = {
    "score": _survey,
    "survey": _survey,
    "share": _counted,
    "rate": _counted,
    "turnover": _turnover,
    "rating": _ratings,
}


def _year(start: int) -> str:
    return f"{start} to {start + 1}"


def _headed(starts: np.ndarray, parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """{heading: cells}, year by year, from {part: (rows, years)}."""
    return {
        f"{_year(start)} - {name}": cells[:, year]
        for year, start in enumerate(starts)
        for name, cells in parts.items()
    }


def _text(values: np.ndarray, digits: int, away: np.ndarray) -> np.ndarray:
    """Numbers as the workbook prints them, or why there is none."""
    return np.where(away == "", np.char.mod("%.10g", np.round(values, digits)), away)


def _cover() -> Sheet:
    return Sheet("Cover", tuple((line,) for line in load_toml("ascof.toml")["cover"]))


def _contents(tables: list[dict]) -> Sheet:
    headings = ("Metric", "Description", "Source", "Start year", "2022 to 2023 Code")
    fields = ("measure", "description", "source", "start", "former")
    listed_tables = tuple(tuple(table[field] for field in fields) for table in tables)
    return Sheet(
        "Contents", (("Contents table: measure descriptions and the start year",), headings, *listed_tables)
    )


def _remarks() -> list[Sheet]:
    """The sheets of notes and of what breaks a series."""
    remarks = load_toml("ascof.toml")
    log = ("2024 to 2025 metric code", "2022 to 2023 metric code", "Year of change")
    changes = (
        ("Comparability over time table log",),
        (*log, "Description of impact on comparability over time"),
    )
    notes = (("Notes",), ("Note number ", "Note text", "Note Link"))
    return [
        Sheet("Comparability_over_time_log", (*changes, *map(tuple, remarks["log"]))),
        Sheet("Notes", (*notes, *map(tuple, remarks["notes"]))),
    ]
