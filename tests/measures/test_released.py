"""Measures and figures of releases of journeys: withheld is never 0, and every figure says whose it is."""

from datetime import date
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from careplace.engine import Engine
from careplace.journeys.definitions import measures as shipped_measures
from careplace.measures.dictionary import UNITS, sections
from careplace.measures.outcomes import figures
from careplace.measures.outcomes.comparison import COUNTED
from careplace.measures.released import SECTION, released_measures
from careplace.sources.journeys.tables import JOURNEYS_FIGURE, JOURNEYS_MEASURE

SHA = "a" * 64
MEASURE = {
    "title": "T",
    "events": "stays",
    "counted": "came back",
    "category": "how they came",
    "national": "N",
    "differences": "D.",
    "history": False,
    "released_by": "Exampleshire",
    "released_on": date(2026, 5, 1),
    "first_day": date(2024, 4, 1),
    "last_day": date(2026, 3, 31),
    "fictional": True,
    "figures_sha256": SHA,
    "source": "b" * 64,
    "sheet": "",
    "source_row": 2,
}
FIGURE = {
    "place_kind": "council",
    "place": "E08000001",
    "period_kind": "year",
    "period": date(2024, 4, 1),
    "age_band": "all",
    "category": "all",
    "withheld": "",
    "source": SHA,
    "sheet": "",
    "source_row": 2,
}


@pytest.fixture
def figures_of(tmp_path):
    """figures_of(measures, *rows): {id: figure} of an edition with this release."""

    def made(measures, *rows):
        for contract, plain, given in (
            (JOURNEYS_MEASURE, MEASURE, measures),
            (JOURNEYS_FIGURE, FIGURE, rows),
        ):
            table = pa.Table.from_pylist([plain | row for row in given], schema=contract.schema)
            pq.write_table(table, tmp_path / f"{contract.name}.parquet")
        with Engine(threads=1) as engine:
            figures.build(engine, tmp_path, tmp_path, lambda *_: None)
        rows = [
            row
            for path in (tmp_path / "outcomes").glob("*.parquet")
            for row in pq.read_table(path).to_pylist()
        ]
        return {f"{row['measure']}/{row['period']}/{row['breakdown']}": row for row in rows}

    return made


SHARE = {"measure": "readmission_30_days", "kind": "share"}
MOVES = {"measure": "transitions", "kind": "duration", "category": "from and to"}


def test_a_share_is_of_the_rounded_counts_with_its_interval(figures_of):
    row = figures_of([SHARE], {"measure": SHARE["measure"], "events": 100, "counted": 15})[
        "journeys-readmission-30-days/2024-25/all"
    ]
    assert (row["value"], row["numerator"], row["denominator"], row["status"]) == (0.15, 15, 100, "final")
    assert row["lower95"] < 0.15 < row["upper95"]
    assert row["reason"] == "rounded to 5; of fictional people; released by Exampleshire on 2026-05-01"


@pytest.mark.parametrize("row", [{"withheld": "events counted"}, {"events": 20, "withheld": "counted"}])
def test_what_is_withheld_is_suppressed_and_never_0(figures_of, row):
    (shown,) = figures_of([SHARE], {"measure": SHARE["measure"]} | row).values()
    assert (shown["value"], shown["numerator"], shown["status"]) == (None, None, "suppressed")
    assert shown["reason"].startswith("withheld: of few people")


def test_a_published_0_stays_0(figures_of):
    (shown,) = figures_of([SHARE], {"measure": SHARE["measure"], "events": 20, "counted": 0}).values()
    assert (shown["value"], shown["status"]) == (0, "final")


def test_moves_have_their_number_and_their_days(figures_of):
    move = {"measure": "transitions", "category": "home>a_and_e", "events": 40, "median_days": 3}
    shown = figures_of([MOVES], move)
    where = "2024-25/from-and-to:home-to-a-and-e"
    assert shown[f"journeys-transitions-number/{where}"]["value"] == 40
    assert shown[f"journeys-transitions/{where}"]["value"] == 3
    assert shown[f"journeys-transitions-days-90/{where}"]["status"] == "suppressed"


def test_months_are_a_measure_of_their_own_and_the_whole_area_is_no_place(figures_of):
    month = {
        "measure": SHARE["measure"],
        "period_kind": "month",
        "period": date(2025, 12, 1),
        "events": 20,
        "counted": 5,
    }
    shown = figures_of(
        [SHARE], month, {"measure": SHARE["measure"], "place_kind": "all", "place": "all", "events": 9}
    )
    assert list(shown) == ["journeys-readmission-30-days-month/2025-12/all"]


def test_figures_without_the_record_of_their_release_are_not_shown(figures_of):
    assert (
        figures_of([SHARE | {"figures_sha256": "c" * 64}], {"measure": SHARE["measure"], "events": 20}) == {}
    )


def entries(measure, figure=MappingProxyType({})):
    """The entries of the dictionary that a release of one figure of this measure makes."""
    with Engine(threads=1) as engine:
        for contract, row in (
            (JOURNEYS_MEASURE, MEASURE | measure),
            (JOURNEYS_FIGURE, FIGURE | {"measure": measure["measure"]} | dict(figure)),
        ):
            row = {name: row.get(name) for name in contract.schema.names}
            engine.register(contract.name, pa.Table.from_pylist([row], schema=contract.schema))
        return list(released_measures(engine).values())


def test_an_entry_of_the_dictionary_says_whose_it_is_and_how_it_differs():
    (measure,) = entries(SHARE)
    assert (measure.section, measure.unit in UNITS, SECTION in sections()) == (SECTION, True, True)
    assert measure.method == (
        "counted in records of fictional people, 1 April 2024 to 31 March 2026, and released by Exampleshire"
    )
    assert "The nearest national figure: N. D." in measure.caveats
    assert (measure.polarity, measure.limits) == ("low", "wilson")


def test_an_edition_from_before_there_were_releases_has_none():
    with Engine(threads=1) as engine:
        assert released_measures(engine) == {}


@pytest.mark.parametrize(
    ("events", "unit"),
    [
        ("discharges of living people from hospital", "discharges"),
        ("starts of long-term support in a care home", "admissions"),
        ("moves from one setting to another", "moves"),
        ("things that no release of ours counts", "events"),
    ],
)
def test_a_count_is_in_the_measures_own_noun(events, unit):
    (measure,) = entries({"measure": "m", "kind": "count", "events": events})
    assert (measure.unit, measure.unit in COUNTED) == (unit, True)


def test_every_count_that_careplace_releases_has_a_noun():
    for shipped in (each for each in shipped_measures().values() if each.kind in ("count", "duration")):
        made = entries({"measure": shipped.id, "kind": shipped.kind, "events": shipped.events})
        assert "events" not in {measure.unit for measure in made}


def test_titles_of_durations_are_in_plain_words():
    titles = [measure.title for measure in entries(MOVES | {"title": "Moves"}, {"period_kind": "month"})]
    assert titles == [
        "Moves, typical days (median), each month",
        "Moves, days that cover nine in ten, each month",
        "Moves, how many, each month",
    ]
