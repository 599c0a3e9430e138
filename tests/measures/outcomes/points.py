"""Observations of one's own for the tests of what is made of them."""

from datetime import date

import pyarrow as pa

from careplace.engine import Engine
from careplace.measures.dictionary import Measure
from careplace.measures.outcomes import figures
from careplace.measures.outcomes.observing import PACKAGE

DEFAULTS = {
    "source_table": "survey",
    "series": "1A",
    "version": "",
    "place": "E1",
    "place_kind": "council",
    "period": "2023-24",
    "period_type": "financial year",
    "period_end": date(2024, 3, 31),
    "breakdown": "all",
    "value": 0.5,
    "status": "final",
    "reason": "",
    "source": "a" * 12,
    "query": "observations/survey.sql",
}
NUMBERS = ("numerator", "denominator", "lower95", "upper95", "lower998", "upper998", "margin")


def measure(**changed) -> Measure:
    """A measure of the series 1A of the table survey."""
    said = {
        "id": "lives-well",
        "title": "Lives well",
        "question": "Do people live well?",
        "section": "quality-of-life",
        "unit": "share",
        "numerator": "people who live well",
        "denominator": "people",
        "method": "share",
        "table": "survey",
        "series": "1A",
        "period_type": "financial year",
    }
    return Measure(**said | changed)


def see(engine: Engine, observed: list[dict]) -> None:
    """Make `observation` hold the rows, each of which says what differs from DEFAULTS."""
    engine.script(PACKAGE, "observation.sql")
    rows = [dict.fromkeys(NUMBERS) | DEFAULTS | row for row in observed]
    if rows:
        engine.register("rows_observed", pa.Table.from_pylist(rows))
        engine.connection.execute("insert into observation by name select * from rows_observed")


def selected(observed: list[dict], *measures: Measure) -> list[dict]:
    """The rows of `selected` that the measures make of the observations, in the order of figures."""
    with Engine(threads=2) as engine:
        see(engine, observed)
        engine.register("wanted", figures.wanted_measures({one.id: one for one in measures or (measure(),)}))
        engine.script(PACKAGE, "selected.sql")
        return engine.rows("select * from selected order by place, measure, breakdown, period")
