"""A fictional country of twelve councils with outcomes of every kind, written as an edition has them."""

from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from careplace import figures as shape
from careplace.engine import Engine
from careplace.figures import Figure
from careplace.measures.dictionary import Break, Measure, Section, Target
from careplace.measures.outcomes.limits import METHODS, NAMES, limits
from careplace.measures.reader import Reader
from careplace.places import editions
from careplace.places.gazetteer import Gazetteer

ENGLAND, NORTH, SOUTH = "Y92000001", "Y12000001", "Y12000002"
CHANGED = date(2023, 4, 1)
COUNCILS = [f"Y{n:02}" for n in range(1, 13)]
# Y12 was Y00 until 2023, the same area; Y90 was split into Y10 and Y11.
AREAS = [
    *((code, f"Council {code[1:]}", None, None) for code in COUNCILS[:9]),
    ("Y10", "Council 10", CHANGED, None),
    ("Y11", "Council 11", CHANGED, None),
    ("Y12", "Council 12", CHANGED, None),
    ("Y00", "Old Council 12", None, CHANGED),
    ("Y90", "Split", None, CHANGED),
]
SUCCESSORS = [("Y00", "Y12", True), ("Y90", "Y10", False), ("Y90", "Y11", False)]
GROUPS = {
    (ENGLAND, "Fictional England", "nation"): [area[0] for area in AREAS],
    (NORTH, "North", "region"): COUNCILS[:6],
    (SOUTH, "South", "region"): [*COUNCILS[6:], "Y00", "Y90"],
}
NEAR = {"Y01": ("Y02", "Y03", "Y12")}
YEARS = [f"{year}-{(year + 1) % 100:02}" for year in range(2015, 2025)]
MONTHS = [f"{year}-{month:02}" for year in range(2021, 2025) for month in range(1, 13)]
REDEFINED = "2018-19"
SECTIONS = {
    section.key: section
    for section in (
        Section("providers", "Providers", "providers"),
        Section("experience", "Experience", "populations", "What do people say?"),
        Section("flow", "Flow", "system", "Do people move on?"),
    )
}


def measure(id: str, **said) -> Measure:
    plain = {
        "title": id.capitalize(),
        "question": "How many?",
        "section": "experience",
        "unit": "share",
        "numerator": "people who say so",
        "denominator": "people asked",
        "method": "count",
        "polarity": "high",
        "table": "fictional_table",
        "series": id,
        "limits": "wilson",
        "combine": "sum",
        "period_type": "financial year",
    }
    return Measure(id, **plain | said)


MEASURES = {
    one.id: one
    for one in (
        measure("helped", targets=(Target(date(2020, 4, 1), 0.5, "half", "the law"),), headline=True),
        measure("admitted", unit="per 100,000", polarity="low", limits="byar", per=100_000.0),
        measure("content", unit="score", limits="margin", combine="none", denominator=""),
        measure("asked", unit="people", limits="none", denominator="", polarity="none"),
        measure("turnover", limits="none", combine="none", polarity="low"),
        measure("by-age", breakdowns=("age",)),
        measure("by-fifth", breakdowns=("deprivation", "reason")),
        measure(
            "waited",
            section="flow",
            places=("council",),
            period_type="month",
            breaks=(Break(date(2022, 1, 1), "counted anew"),),
        ),
        measure("untold", table="", series="", missing="Nobody publishes it."),
    )
}


def gazetteer() -> Gazetteer:
    rows = {
        "area": [(code, name, name, "council", start, end, None) for code, name, start, end in AREAS]
        + [(code, name, name, kind, None, None, None) for code, name, kind in GROUPS],
        "area_name": [(row[1].lower(), row[0]) for row in (*AREAS, *GROUPS)],
        "area_successor": [(code, heir, CHANGED, whole) for code, heir, whole in SUCCESSORS],
        "area_group": [
            (*group, code, start, end, 1.0)
            for group, members in GROUPS.items()
            for code, _name, start, end in AREAS
            if code in members
        ],
        "neighbour": [
            (council, near, n, n / 2) for council, found in NEAR.items() for n, near in enumerate(found, 1)
        ],
    }
    return Gazetteer.from_edition({name: editions.arrow(name, found) for name, found in rows.items()})


def point(id: str, place: str, period: str, breakdown: str = "all", version: str = "", **said) -> Figure:
    """A figure as measures/outcomes/figures.py makes it of a published number."""
    one = MEASURES[id]
    found = {"numerator": None, "denominator": None, "value": None, "margin": None} | said
    if found["value"] is None and found["denominator"]:
        found["value"] = (one.per or 1) * found["numerator"] / found["denominator"]
    row = dict.fromkeys(NAMES) | {
        name: found[name] for name in ("value", "numerator", "denominator", "margin")
    }
    row |= {"per": one.per}
    words = {"limits": [one.limits], "unit": [one.unit]}
    told = limits(pa.table({name: pa.array([number], pa.float64()) for name, number in row.items()} | words))
    return Figure(
        id,
        place,
        period,
        breakdown,
        found["value"],
        one.unit,
        found["numerator"],
        found["denominator"],
        *(float(values[0]) if values[0] == values[0] else None for values in told.values()),
        method=METHODS[one.limits] + (f"; definition of {version}" if version else ""),
        status=said.get("status", "final"),
        reason=said.get("reason", ""),
        source="a" * 12,
        query="observations/fictional.sql",
        version=version,
    )


def standing(period_end: date) -> list[str]:
    return [
        c
        for c, _n, start, end in AREAS
        if (not start or start <= period_end) and (not end or period_end < end)
    ]


def figures() -> list[Figure]:
    random, made = Random(4), []
    for n, year in enumerate(YEARS):
        councils = standing(date(2016 + n, 3, 31))
        version = "old" if year < REDEFINED else "new"
        for code in councils:
            asked = random.randrange(80, 400)
            share = 0.3 + 0.03 * (sum(map(ord, code)) % 10) + (0.02 * n if code == "Y01" else 0)
            if (code, year) == ("Y02", "2024-25"):
                made.append(
                    point("helped", code, year, version=version, status="suppressed", reason="under 5")
                )
            else:
                made.append(
                    point(
                        "helped",
                        code,
                        year,
                        version=version,
                        numerator=round(asked * share),
                        denominator=asked,
                    )
                )
            made.append(point("admitted", code, year, numerator=random.randrange(5, 60), denominator=50_000))
            made.append(point("content", code, year, value=round(random.uniform(17, 20), 1), margin=0.5))
            made.append(point("asked", code, year, value=asked, numerator=asked))
            made.append(point("turnover", code, year, value=round(random.uniform(0.1, 0.4), 3)))
        made += [point("content", place, year, value=18.5, margin=0.05) for place in (ENGLAND, NORTH, SOUTH)]
    for part, hits in (("18-to-64", 30), ("65-and-over", 60), ("all-the-oldest", 45)):
        made.append(point("by-age", "Y01", "2024-25", f"age:{part}", numerator=hits, denominator=100))
    for n in range(1, 6):
        made.append(
            point("by-fifth", "Y01", "2024-25", f"deprivation:{n}", numerator=20 + 10 * n, denominator=100)
        )
        made.append(point("by-fifth", "Y01", "2024-25", f"reason:{n}", numerator=10 * n, denominator=100))
    for month in MONTHS:
        for code in ("Y01", "Y02"):
            # Y02 has no number for one month of 2023.
            if (code, month) != ("Y02", "2023-07"):
                made.append(point("waited", code, month, numerator=random.randrange(40, 60), denominator=100))
    return made


def edition(folder: Path) -> Path:
    """Write the figures as an edition has them."""
    to = folder / "figures" / "outcomes"
    to.mkdir(parents=True)
    ordered = sorted(figures(), key=lambda f: (f.place, f.measure, f.breakdown, f.period))
    for name, monthly in (("year", False), ("month", True)):
        rows = [f for f in ordered if (MEASURES[f.measure].period_type == "month") == monthly]
        pq.write_table(shape.table(rows), to / f"{name}.parquet")
    return folder


def reader(folder: Path, engine: Engine) -> Reader:
    """The edition opened; it has no register of providers."""
    engine.connection.execute("create table snapshot (snapshot date)")
    return Reader(engine, folder, gazetteer())
