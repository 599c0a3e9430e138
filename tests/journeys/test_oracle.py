"""Every measure over about ten thousand fictional people, next to an oracle in plain Python: rows, cells and percentiles."""

from collections import Counter, defaultdict
from datetime import timedelta

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.journeys import oracle

from careplace.engine.opening import open_engine
from careplace.journeys.counting.count import BOARDS, batches, count, read_buckets
from careplace.journeys.counting.periods import calendar
from careplace.journeys.definitions import measures
from careplace.journeys.model import TABLES, read_manifest
from careplace.journeys.specifications import LISTED
from careplace.journeys.synthetic.generate import generate_model

EVENTS, BUCKETS = 50_000, 4


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "model"
    generate_model(folder, EVENTS, 7, BUCKETS, lambda _done, _of: None)
    return folder


@pytest.fixture(scope="module")
def people(model):
    tables = {
        name: pa.concat_tables(
            [pq.read_table(path, partitioning=None) for path in sorted((model / name).glob("*/*.parquet"))]
        )
        for name in TABLES
    }
    people = {p["person_id"]: p | {"stays": [], "died": None} for p in tables["person"].to_pylist()}
    for stay in tables["stay"].to_pylist():
        people[stay["person_id"]]["stays"].append(stay)
    for death in tables["death"].to_pylist():
        people[death["person_id"]]["died"] = death["died"]
    return people


@pytest.fixture(scope="module")
def boards(people):
    councils = sorted({person["council"] for person in people.values() if person["council"]})
    return pa.table(
        {"council": councils, "board": [f"B{n % 3}" for n in range(len(councils))]}, schema=BOARDS
    )


@pytest.fixture(scope="module")
def engine():
    with open_engine() as engine:
        yield engine


def expected_rows(measure, people):
    rule = getattr(oracle, measure.id)
    return [(id, row) for id, person in people.items() for row in rule(person)]


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_a_measure_lists_what_plain_python_lists(engine, model, people, measure):
    manifest = read_manifest(model)
    read_buckets(engine, model, range(manifest.buckets))
    engine.keep("listed", measure.statement)
    names = ", ".join(LISTED.names).replace("counted", "cast(counted as bigint) as counted")
    found = engine.answer(f"select {names} from listed", LISTED).to_pylist()
    assert len(people) >= 9_000
    expected = Counter((id, *row) for id, row in expected_rows(measure, people))
    assert Counter(tuple(row.values()) for row in found) == expected
    assert expected


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
@pytest.mark.parametrize("rows_at_once", [None, 1])
def test_cells_are_what_plain_python_counts_in_any_number_of_steps(
    engine, model, people, boards, measure, rows_at_once
):
    manifest = read_manifest(model)
    engine.rows_at_once = rows_at_once
    assert len(batches(model, manifest, rows_at_once)) == (1 if rows_at_once is None else BUCKETS)
    counted = count(engine, measure, model, manifest, boards, lambda _done, _of: None)
    periods = calendar(
        manifest.first_day, manifest.last_day - timedelta(days=measure.follow_up_days)
    ).to_pydict()
    board_of = dict(zip(boards["council"].to_pylist(), boards["board"].to_pylist(), strict=True))
    rows = expected_rows(measure, people)
    expected = oracle.cells(rows, people, set(periods["month"]), set(filter(None, periods["year"])), board_of)
    expected = {
        key: values for key, values in expected.items()
        if (measure.trust or key[0] != "trust") and (measure.category or key[5] == "all")
    }  # fmt: skip
    found = {tuple(row.values())[:6]: tuple(row.values())[6:] for row in counted.cells.to_pylist()}
    assert {key: (*values[:5], values[5] or 0) for key, values in found.items()} == expected
    if measure.kind == "duration":
        durations = defaultdict(list)
        for id, row in rows:
            if row[5] is not None:
                for key in oracle.cells(
                    [(id, row)], people, set(periods["month"]), set(filter(None, periods["year"])), board_of
                ):
                    durations[key].append(row[5])
        assert {
            tuple(row.values())[:6]: tuple(row.values())[6:] for row in counted.percentiles.to_pylist()
        } == {
            key: (len(days), oracle.percentile(days, 5), oracle.percentile(days, 9))
            for key, days in durations.items()
        }
