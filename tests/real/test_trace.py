"""From one figure of every measure and kind of place to the published rows, which give its value."""

from functools import cache

import pytest
from tests.examples import before_release, sample

from careplace.engine import quoted
from careplace.measures.outcomes.published_rows import has_origins
from careplace.measures.tracing import trace

pytestmark = pytest.mark.real

EACH = """
    select measure || '/' || place || '/' || period || '/' || breakdown as id, coalesce(kind, 'trust') as kind
    from read_parquet({files}, union_by_name = true) as figure
    left join area on area.code = figure.place
    where value is not null
    qualify row_number() over (
        partition by measure, coalesce(kind, 'trust'), breakdown = 'all' order by hash(place || period || breakdown)
    ) = 1
    order by id
"""


@pytest.fixture(scope="module", params=["council", pytest.param("every kind", marks=pytest.mark.release)])
def ids(request, reader):
    """An id for each measure and kind of place; for a change of councils and trusts, and each fourth of those."""
    files = ", ".join(quoted(str(path)) for path in sorted((reader.folder / "figures").rglob("*.parquet")))
    rows = reader.engine.rows(EACH.format(files=f"[{files}]"))
    kinds = ("council", "trust")
    return sample(4, (row["id"] for row in rows if request.param == "every kind" or row["kind"] in kinds))


@pytest.fixture(scope="module")
def traced(reader):
    """`traced(id)` is the trace of a figure, followed once."""
    return cache(lambda id: trace(reader, id))


def raw_rows(traced, id: str, depth: int = 3) -> int:
    """How many published rows a figure leads to, itself or by the first of the figures that it is calculated from."""
    found = traced(id)
    here = len(found.rows) + len(found.out_of)
    return here if here or not depth else sum(raw_rows(traced, part, depth - 1) for part in found.parts[:1])


def test_every_measure_of_every_kind_of_place_leads_to_a_published_row(traced, ids):
    assert len(ids) > (100 if before_release() else 25)
    assert [id for id in ids if not raw_rows(traced, id)] == []


def test_rows_that_are_summed_or_modelled_give_the_value(traced, ids):
    checked = 0
    for id in ids:
        found = traced(id)
        if found.room == "outcomes" and has_origins(found.figure.query):
            numerator = sum(row["numerator"] * row["weight"] for row in found.rows if "numerator" in row)
            out_of = [row["denominator"] * row["weight"] for row in found.rows if "denominator" in row]
            value = (found.measure.per or 1) * numerator / (sum(out_of) if out_of else 1)
            assert value == pytest.approx(found.figure.value, rel=1e-9), id
            checked += 1
    assert checked > (40 if before_release() else 10)
