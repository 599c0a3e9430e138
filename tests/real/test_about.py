"""Who lives in a place and how deprived it is, as published: totals that somebody else counted, and a slow weighing."""

import csv
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.real.conftest import opened

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources import places, recognise

pytestmark = pytest.mark.real
# ONS's mid-2020 estimate for England, and the census's count of 2021 (TS001, to its rounding of areas).
ENGLAND_2020, CENSUS_2021 = 56_550_138, 56_490_048


@pytest.fixture(scope="module")
def observed(real_data, gazetteer, tmp_path_factory):
    """{(series, version, place, period, breakdown): observation} of residents, deprivation and Fingertips' values."""
    folder, found = tmp_path_factory.mktemp("tables"), {}
    for path in sorted(real_data.rglob("*.csv")):
        if path.parent.name in ("places", "population", "deprivation", "fingertips"):
            book = opened(path)
            publication = recognise(book)
            if publication in places.PUBLICATIONS or (publication and publication.key == "fingertips-values"):
                for name, table in publication.read(book, gazetteer).tables.items():
                    found.setdefault(name, []).append(table)
    for name, held in ({n: pa.concat_tables(t) for n, t in found.items()} | gazetteer.tables()).items():
        pq.write_table(held, folder / f"{name}.parquet")
    with Engine() as engine:
        engine.script(observing.PACKAGE, "observation.sql")
        for name in ("population", "deprivation", "fingertips_value"):
            observing.see_for(engine, folder, f"observations/{name}.sql")
            engine.script(observing.PACKAGE, f"observations/{name}.sql")
        rows = engine.rows("select * from observation")
    keys = ("source_table", "series", "place", "period", "breakdown")
    return {tuple(row[key] for key in keys): row for row in rows}


def people(observed, place: str) -> float:
    return observed["population", "residents", place, "2020", "all"]["value"]


def rows_of(path) -> dict[str, dict]:
    with path.open(encoding="utf-8-sig") as file:
        return {
            next(row[name] for name in row if name.endswith("_code")): row for row in csv.DictReader(file)
        }


def test_england_is_the_published_total_and_the_sum_of_its_regions(observed, gazetteer):
    assert people(observed, "E92000001") == ENGLAND_2020
    regions = [code for code, area in gazetteer.areas.items() if area.kind == "region"]
    assert len(regions) == 9
    assert sum(people(observed, code) for code in regions) == ENGLAND_2020


def test_the_councils_of_the_day_add_up_to_england(observed, gazetteer):
    day = date(2020, 6, 30)
    councils = [a.code for a in gazetteer.areas.values() if a.kind == "council" and a.stands(day)]
    assert len(councils) == 151
    assert sum(people(observed, code) for code in councils) == ENGLAND_2020


def test_every_council_that_stands_has_residents_under_one_of_its_codes(observed, gazetteer):
    standing = [a for a in gazetteer.areas.values() if a.kind == "council" and a.stands()]
    known = {key[2] for key in observed if key[:2] == ("population", "residents")}
    assert len(standing) == 153
    for area in standing:
        line = {one.code for one in gazetteer.lineage.line(area)}
        assert len(line & known) == 1, area


def test_upper_tier_councils_agree_with_the_file_of_councils(real_data, observed):
    """The other file has no part in the sums. It lacks Northamptonshire."""
    published = rows_of(real_data / "population/population20_utla20.csv")
    ours = {code: float(row["total_population"]) for code, row in published.items() if code.startswith("E")}
    assert {code: people(observed, code) for code in ours} == ours
    assert "E10000021" not in ours


def test_deprivation_is_weighed_as_by_hand(real_data, observed):
    """Kent's twelve districts, one after another."""
    residents = rows_of(real_data / "population/population20_ltla21.csv")
    districts = [f"E0700{n:04}" for n in range(105, 117)]
    indices = {
        "2019": ("imd2019_england_ltla23.csv", "Score"),
        "2025": ("imd2025_england_ltla24.csv", "imd_average_score"),
    }
    for edition, (file, heading) in indices.items():
        scores = rows_of(real_data / "deprivation" / file)
        total = sum(float(scores[c][heading]) * float(residents[c]["total_population"]) for c in districts)
        expected = total / sum(float(residents[c]["total_population"]) for c in districts)
        found = observed["deprivation", "overall", "E10000016", edition, "all"]
        assert found["value"] == pytest.approx(expected, rel=1e-12)
        assert found["version"] == edition


def test_england_s_average_is_near_that_of_all_neighbourhoods(observed):
    """Scores are averages of neighbourhoods of like size; Fingertips gives 21.7 for 2019."""
    assert observed["deprivation", "overall", "E92000001", "2019", "all"]["value"] == pytest.approx(
        21.7, abs=0.1
    )


def test_the_census_bands_do_not_hold_everybody(real_data):
    """Why they are told as missing: no file says where they begin and end."""
    rows = rows_of(real_data / "population/age_gender21_ltla21_ew.csv")
    england = [row for code, row in rows.items() if code.startswith("E")]
    counted = sum(float(row["total_population"]) for row in england)
    banded = sum(
        float(row[name])
        for row in england
        for name in row
        if name.startswith(("younger", "working", "older"))
    )
    assert counted == pytest.approx(CENSUS_2021, abs=100)
    assert banded / counted == pytest.approx(0.925, abs=0.001)


def test_campylobacter_is_the_rate_of_its_count(observed):
    values = [
        row
        for key, row in observed.items()
        if key[:2] == ("fingertips_value", "93356") and row["value"] is not None
    ]
    assert len(values) > 600
    for row in values:
        assert row["value"] == pytest.approx(100_000 * row["numerator"] / row["denominator"], rel=1e-6)
    assert {row["period"] for row in values} == {"2015", "2016", "2017"}
