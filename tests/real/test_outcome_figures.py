"""Figures of outcomes against what is published: value, parts and limits of every point, found again in the workbook."""

import math

import pyarrow.parquet as pq
import pytest
from tests.real.conftest import opened

from careplace.engine import Engine
from careplace.figures import SCHEMA, Status
from careplace.measures.dictionary import measures
from careplace.measures.outcomes import figures
from careplace.measures.reader import from_table
from careplace.sources import recognise

pytestmark = pytest.mark.real
ASCOF, OFLOG = "ascof_2024_25.ods", "oflog_ASC_data.csv"
Z95, Z998 = 1.959963984540054, 3.090232306167813
SURVEYS = {"1A", "1B", "1C", "1D", "1E", "3A", "3B", "3C(1)", "3C(2)", "4A", "5A(1)", "5A(2)"}
CARERS = {"1C", "1E", "3B", "3C(2)", "5A(2)"}


@pytest.fixture(scope="module")
def tables(tmp_path_factory, read, gazetteer):
    """The folder of tables that the two publications and the places give."""
    folder = tmp_path_factory.mktemp("tables")
    for name in (ASCOF, OFLOG):
        for table, rows in read(name).tables.items():
            pq.write_table(rows, folder / f"{table}.parquet")
    for table, rows in gazetteer.tables().items():
        pq.write_table(rows, folder / f"{table}.parquet")
    return folder


@pytest.fixture(scope="module")
def built(tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    with Engine() as engine:
        figures.build(engine, tables, folder, lambda *_: None)
    return folder / "outcomes"


@pytest.fixture(scope="module")
def told(built):
    """{figure's id: Figure}"""
    found = from_table(pq.read_table(built / "year.parquet"))
    assert len({figure.id for figure in found}) == len(found)
    return {figure.id: figure for figure in found}


@pytest.fixture(scope="module")
def published(tables):
    return pq.read_table(tables / "ascof_outcome.parquet").to_pylist()


def points(published, told):
    """(published row, its measure, its figure) of every row of councils, regions and England that is a figure."""
    of_series = {m.series: m for m in measures().values() if m.table == "ascof_outcome"}
    for row in published:
        measure = of_series[row["measure"]]
        breakdown = (
            "all" if row["breakdown_kind"] == "all" else f"rating:{row['breakdown'].replace(' ', '-')}"
        )
        place = row["council"] or (row["area_code"] if row["area_kind"] in ("region", "nation") else None)
        if place and row["breakdown_kind"] != "eligible population":
            yield row, measure, told.get(f"{measure.id}/{place}/{row['period']}/{breakdown}")


def test_every_code_of_the_workbook_is_one_measure(published):
    mapped = [m.series for m in measures().values() if m.table == "ascof_outcome"]
    assert len(mapped) == len(set(mapped)) == 25
    assert set(mapped) == {row["measure"] for row in published}


def test_every_published_outcome_is_a_figure_with_its_value_and_parts(published, told):
    count = 0
    for row, measure, figure in points(published, told):
        if row["outcome"] is None:
            continue
        scale = 100 if row["unit"] == "percent" else 1
        assert figure.value == row["outcome"] / scale, figure.id
        assert (figure.numerator, figure.denominator) == (row["numerator"], row["denominator"]), figure.id
        assert figure.unit == measure.unit == {"percent": "share"}.get(row["unit"], row["unit"])
        assert figure.version == row["definition_version"]
        assert figure.source == row["source"][:12]
        assert figure.query == "observations/ascof_outcome.sql"
        count += 1
    assert count == 17_094


def test_a_surveys_limits_are_its_published_margin(published, told):
    count = 0
    for row, _measure, figure in points(published, told):
        if row["margin"] is None:
            continue
        scale = 100 if row["unit"] == "percent" else 1
        low, high = (row["outcome"] - row["margin"]) / scale, (row["outcome"] + row["margin"]) / scale
        if scale == 100:
            low, high = max(low, 0), min(high, 1)
        assert (figure.lower95, figure.upper95) == pytest.approx((low, high), abs=1e-12), figure.id
        assert figure.lower998 <= figure.lower95 <= figure.value <= figure.upper95 <= figure.upper998
        count += 1
    assert count > 12_000


def test_shares_of_a_full_count_have_wilsons_limits(published, told):
    count = 0
    for _row, measure, figure in points(published, told):
        if measure.limits != "wilson" or figure is None or not figure.denominator:
            continue
        if figure.value is None:
            assert figure.lower95 is None
            continue
        x, n = figure.numerator, figure.denominator
        middle, half = 2 * x + Z95**2, Z95 * math.sqrt(Z95**2 + 4 * x * (1 - x / n))
        low, high = (middle - half) / (2 * (n + Z95**2)), (middle + half) / (2 * (n + Z95**2))
        low, high = min(low, figure.value), max(high, figure.value)
        assert (figure.lower95, figure.upper95) == pytest.approx((low, high), abs=1e-9), figure.id
        count += 1
    assert count > 3_000


def test_admissions_have_byars_limits_round_their_rate(published, told):
    count = 0
    for _row, measure, figure in points(published, told):
        if measure.limits != "byar" or figure.value is None or figure.numerator < 10:
            continue
        o, per = figure.numerator, 100_000 / figure.denominator
        low = o * (1 - 1 / (9 * o) - Z998 / (3 * math.sqrt(o))) ** 3 * per
        high = (o + 1) * (1 - 1 / (9 * (o + 1)) + Z998 / (3 * math.sqrt(o + 1))) ** 3 * per
        assert (figure.lower998, figure.upper998) == pytest.approx((low, high), rel=1e-9), figure.id
        # The parts of regions and England are rounded to 5, and every outcome to one decimal.
        near = 0.051 + (3 * per if figure.place.startswith(("E12", "E92")) else 0)
        assert figure.value == pytest.approx(o * per, abs=near), figure.id
        count += 1
    assert count > 280


def test_a_published_value_lies_within_its_limits(told):
    bounded = [f for f in told.values() if f.lower95 is not None]
    assert len(bounded) > 15_000
    assert [f.id for f in bounded if not f.lower998 <= f.lower95 <= f.value <= f.upper95 <= f.upper998] == []


def test_what_is_not_published_stays_with_its_reason(published, told):
    reasons = {}
    for row, _measure, figure in points(published, told):
        if row["outcome"] is None and figure is not None:
            assert figure.value is None
            assert figure.status in (Status.SUPPRESSED, Status.MISSING)
            reasons.setdefault((figure.status, figure.reason), []).append(figure)
    assert all(reason for _status, reason in reasons)
    by_words = {reason: found for (_status, reason), found in reasons.items()}
    withheld = next(
        found for reason, found in by_words.items() if "numerator than in the denominator" in reason
    )
    assert {(figure.measure, figure.period) for figure in withheld} == {
        ("ascof-4b-risk-reduced", "2023-24"),
        ("ascof-4b-risk-reduced", "2024-25"),
    }
    assert any("voluntary" in reason for reason in by_words)


def test_a_year_without_a_survey_of_carers_has_no_figure(published, told):
    for row, measure, figure in points(published, told):
        if measure.series in CARERS and row["period"] in (
            "2017-18",
            "2019-20",
            "2020-21",
            "2022-23",
            "2024-25",
        ):
            assert figure is None


def test_measures_from_client_level_data_are_in_development(told):
    early = {f.measure for f in told.values() if f.status == Status.PROVISIONAL}
    assert {measures()[name].series for name in early} == {
        *("2A", "2B", "2C", "2D(1)", "2D(2)", "2E(1)", "2E(2a)", "2E(2b)", "3D(1a)", "3D(2a)")
    }
    assert all("in development" in f.reason for f in told.values() if f.status == Status.PROVISIONAL)


def test_some_numbers_as_a_reader_finds_them_in_the_workbook(told):
    """Coventry's rows of Table_1a, 2c, 2d(1), 4b and 6b, read by eye."""
    for id, value, low, high in (
        ("ascof-1a-quality-of-life/E08000026/2024-25/all", 19.6, 19.3, 19.9),
        ("ascof-4a-feel-safe/E08000026/2024-25/all", 0.726, 0.695, 0.757),
        ("ascof-2c-admissions-65-and-over/E08000026/2024-25/all", 635.5, 568.3, 708.4),
        ("ascof-2d1-still-in-community/E08000026/2024-25/all", 0.5366, 0.5154, 0.5576),
        ("ascof-4b-risk-reduced/E08000026/2024-25/all", 0.936, 0.9175, 0.9553),
        ("ascof-6b-residential-good/E08000026/2024-25/rating:outstanding", 0.014, 0.00249, 0.0756),
    ):
        assert told[id].value == pytest.approx(value, abs=1e-9)
        assert (told[id].lower95, told[id].upper95) == pytest.approx((low, high), rel=2e-3), id


def test_oflogs_own_measures_are_told_and_no_other(read, told):
    rows = read(OFLOG).tables["oflog_measure"].to_pylist()
    names = {m.series: m.id for m in measures().values() if m.table == "oflog_measure"}
    assert set(names) == {"ASC5", "ASC6", "ASC7"}
    for row in rows:
        if row["measure"] in names:
            figure = told[f"{names[row['measure']]}/{row['council']}/{row['period']}/all"]
            scale = 1 if row["measure"] == "ASC6" else 100
            assert figure.value == (None if row["value"] is None else row["value"] / scale)


def test_oflogs_other_measures_are_ascofs(read, told):
    """So they are not told twice: where both have a value, it is the same but for rounding."""
    pairs = {
        "ASC1": "ascof-1c-carers-quality-of-life",
        "ASC3": "ascof-3c1-information",
        "ASC4": "ascof-3c2-carers-information",
    }
    differ, compared = 0, 0
    for row in read(OFLOG).tables["oflog_measure"].to_pylist():
        figure = told.get(f"{pairs.get(row['measure'])}/{row['council']}/{row['period']}/all")
        if figure and figure.value is not None and row["value"] is not None:
            compared += 1
            differ += abs(figure.value * (100 if figure.unit == "share" else 1) - row["value"]) > 0.051
    assert compared > 1_700
    assert differ / compared < 0.01


def test_the_same_tables_give_the_same_bytes(tables, built, tmp_path):
    with Engine(threads=1) as engine:
        figures.build(engine, tables, tmp_path, lambda *_: None)
    for name in ("year", "month", "day"):
        assert (tmp_path / "outcomes" / f"{name}.parquet").read_bytes() == (
            built / f"{name}.parquet"
        ).read_bytes()
        assert pq.read_schema(built / f"{name}.parquet").equals(SCHEMA)


def test_the_publications_are_recognised(real_data):
    assert recognise(opened(real_data / "ascof" / ASCOF))
