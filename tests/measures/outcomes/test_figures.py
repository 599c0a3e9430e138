"""Figures of outcomes in their files: what each says, in which order, and the same bytes every time."""

from dataclasses import replace

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.measures.outcomes.points import measure, see

from careplace import figures as shape
from careplace.engine import Engine
from careplace.measures.outcomes import figures, observing

RATE = measure(id="rate", series="2C", unit="per 100,000", limits="byar", per=100_000)
MONTHLY = measure(id="days", series="days", unit="days", period_type="month")
DAILY = measure(id="patients", series="patients", unit="patients", period_type="day", places=("trust",))
SHARE = measure(limits="wilson")
DICTIONARY = {
    one.id: one for one in (SHARE, RATE, MONTHLY, DAILY, replace(SHARE, id="untold", table="", missing="x"))
}
OBSERVED = [
    {"place": "E2", "numerator": 5.0, "denominator": 10.0, "version": "2016-17"},
    {"place": "E1", "value": None, "status": "suppressed", "reason": "a number under 5"},
    {"place": "E1", "series": "2C", "value": 50.0, "numerator": 5.0, "denominator": 10_000.0},
    {"place": "E1", "series": "days", "period": "2019-03", "period_type": "month", "value": 7.0},
    {
        "place": "RXX",
        "place_kind": "trust",
        "series": "patients",
        "period": "2025-08-31",
        "period_type": "day",
    },
]


@pytest.fixture
def built(tmp_path, monkeypatch):
    """built(observed) -> the folder of figures that are made of them."""

    def build(observed, folder="figures"):
        monkeypatch.setattr(
            figures, "observe", lambda engine, tables: tables_and_observations(engine, tables, observed)
        )
        monkeypatch.setattr(figures, "measures", lambda: DICTIONARY)
        with Engine() as engine:
            figures.build(engine, tmp_path, tmp_path / folder, lambda *_: None)
        return tmp_path / folder / "outcomes"

    return build


def tables_and_observations(engine, tables, observed) -> None:
    """Every table of publications, empty, and `observed` as what they say."""
    observing.see(engine, tables)
    see(engine, observed)


def rows(folder, name: str) -> list[dict]:
    return pq.read_table(folder / f"{name}.parquet").to_pylist()


def test_each_kind_of_period_has_a_file(built):
    folder = built(OBSERVED)
    assert sorted(path.name for path in folder.iterdir()) == ["day.parquet", "month.parquet", "year.parquet"]
    assert [row["measure"] for row in rows(folder, "month")] == ["days"]
    assert [row["place"] for row in rows(folder, "day")] == ["RXX"]
    assert [(row["place"], row["measure"]) for row in rows(folder, "year")] == [
        ("E1", "lives-well"),
        ("E1", "rate"),
        ("E2", "lives-well"),
    ]


def test_a_figure_says_how_its_limits_came_and_by_which_definition(built):
    lost, rate, share = rows(built(OBSERVED), "year")
    assert share["method"] == "Wilson; definition of 2016-17"
    assert (share["lower95"], share["upper95"]) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert (rate["method"], rate["unit"]) == ("Byar, exact below 10", "per 100,000")
    assert rate["lower95"] == pytest.approx(16.2, abs=0.1)
    assert (lost["value"], lost["lower95"], lost["status"]) == (None, None, "suppressed")
    assert {row["query"] for row in (lost, rate, share)} == {"observations/survey.sql"}
    assert {row["source"] for row in (lost, rate, share)} == {"a" * 12}


def test_a_figure_without_limits_names_no_method_of_limits(built):
    """A local file may give a percentage and no parts; what is suppressed has no limits either."""
    given = [{"place": "E3", "value": 0.4, "version": "2016-17"}, *OBSERVED]
    found = {(row["place"], row["measure"]): row for row in rows(built(given), "year")}
    bare, lost = found["E3", "lives-well"], found["E1", "lives-well"]
    assert (bare["value"], bare["lower95"], bare["status"]) == (0.4, None, "final")
    assert bare["method"] == "without limits; definition of 2016-17"
    assert lost["method"].startswith("without limits")
    assert found["E2", "lives-well"]["method"].startswith("Wilson")


def test_no_observation_still_gives_files_in_the_figures_schema(built):
    folder = built([])
    for path in folder.iterdir():
        assert pq.read_table(path).schema.equals(shape.SCHEMA)
        assert pq.read_table(path).num_rows == 0


def test_the_same_observations_in_another_order_give_the_same_bytes(built):
    many = [
        {"place": f"E{n % 400:03}", "period": f"{2000 + n // 400}", "numerator": n % 7.0, "denominator": 9.0}
        for n in range(20_000)
    ]
    first, second = built(OBSERVED + many, "a"), built((OBSERVED + many)[::-1], "b")
    for name in ("year", "month", "day"):
        assert (first / f"{name}.parquet").read_bytes() == (second / f"{name}.parquet").read_bytes()


def test_many_batches_are_one_ordered_file(built, monkeypatch):
    monkeypatch.setattr(figures, "ROWS_PER_GROUP", 1000)
    many = [{"place": f"E{n % 5000:04}", "period": f"{2000 + n // 5000}"} for n in range(10_000)]
    found = rows(built(many), "year")
    assert len(found) == 10_000
    assert found == sorted(
        found, key=lambda row: (row["place"], row["measure"], row["breakdown"], row["period"])
    )


def test_what_no_table_gives_is_not_wanted():
    assert figures.wanted_measures(DICTIONARY)["measure"].to_pylist() == [
        "lives-well",
        "rate",
        "days",
        "patients",
    ]


# Observing: files of SQL over an edition's tables.


def test_every_file_of_observations_runs_on_empty_tables(tmp_path):
    """A table or column that no contract has would raise here, and so would a word outside a column's list."""
    with Engine() as engine:
        observing.observe(engine, tmp_path)
        assert engine.rows("select count(*) as n from observation") == [{"n": 0}]


def test_an_editions_own_table_is_seen(tmp_path):
    pq.write_table(pa.table({"measure": ["1A"]}), tmp_path / "ascof_outcome.parquet")
    with Engine() as engine:
        observing.see(engine, tmp_path)
        assert engine.rows("select measure from ascof_outcome") == [{"measure": "1A"}]
        assert engine.rows("select count(*) as n from oflog_measure") == [{"n": 0}]


def test_a_file_that_fails_is_named(tmp_path):
    pq.write_table(pa.table({"measure": ["1A"]}), tmp_path / "ascof_outcome.parquet")
    with Engine() as engine, pytest.raises(duckdb.BinderException, match="not found") as caught:
        observing.observe(engine, tmp_path)
    assert caught.value.__notes__ == ["in careplace.measures.outcomes, observations/ascof_outcome.sql"]


def test_observations_are_found_by_their_being_there():
    assert {"observations/ascof_outcome.sql", "observations/oflog_measure.sql"} <= set(observing.queries())
    in_order = sorted(observing.queries(), key=lambda name: (not observing.prepares(name), name))
    assert observing.queries() == in_order
