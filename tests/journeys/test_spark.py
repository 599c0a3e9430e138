"""Spark answers as DuckDB does: the gate, every example, and every cell of every measure. `make spark` runs it.

Spark is 478 MB and needs Java 17, so that it is in a group of its own; without it these tests skip.
"""

import pytest

from careplace.engine.opening import open_engine
from careplace.journeys.counting.count import BOARDS, count
from careplace.journeys.definitions import measures
from careplace.journeys.model import read_manifest
from careplace.journeys.specifications import faults
from careplace.journeys.synthetic.generate import generate_model

pytest.importorskip("pyspark", reason="make spark installs it")
# PySpark and pandas warn of each other's ways: none of it is of the answers.
pytestmark = [pytest.mark.spark, pytest.mark.filterwarnings("ignore")]
EVENTS = 20_000


@pytest.fixture(scope="module")
def spark():
    with open_engine("spark:local[2]") as engine:
        yield engine


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("journeys") / "model"
    generate_model(folder, EVENTS, 7, 2, lambda _done, _of: None)
    return folder


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_a_measure_lists_what_its_examples_say(spark, measure):
    assert faults(spark, measure) == []


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_every_cell_is_that_of_duckdb(spark, model, measure):
    manifest, boards = read_manifest(model), BOARDS.empty_table()
    counted = count(spark, measure, model, manifest, boards, lambda _done, _of: None)
    with open_engine() as duckdb:
        expected = count(duckdb, measure, model, manifest, boards, lambda _done, _of: None)
    assert counted.cells.equals(expected.cells)
    assert (counted.percentiles is None) == (expected.percentiles is None)
    assert counted.percentiles is None or counted.percentiles.equals(expected.percentiles)
