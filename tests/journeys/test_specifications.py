"""Every measure lists what its examples say, on DuckDB; test_spark.py asks Spark the same."""

import pytest

from careplace.engine.opening import open_engine
from careplace.journeys.definitions import Measure, measures
from careplace.journeys.specifications import examples, faults


@pytest.fixture(scope="module")
def engine():
    with open_engine() as engine:
        yield engine


@pytest.mark.parametrize("measure", measures().values(), ids=lambda measure: measure.id)
def test_a_measure_lists_what_its_examples_say(engine, measure):
    assert faults(engine, measure) == []


@pytest.mark.parametrize("id", measures())
def test_every_measure_has_examples_with_something_listed(id):
    assert any(example.expected for example in examples(id))


class Fridays(Measure):
    """The measure of weekends with a weekend that begins and ends a day early."""

    @property
    def statement(self) -> str:
        return super().statement.replace("in (6, 7)", "in (5, 6)")


def test_a_statement_that_lists_something_else_is_a_fault(engine):
    (fault,) = faults(engine, Fridays(**measures()["weekend_discharge"].model_dump()))
    assert "28 and 29 November 2026" in fault
