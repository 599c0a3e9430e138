"""Parts and wholes of the published files: which rows do not add up, by hand."""

from collections import Counter

import pyarrow.parquet as pq
import pytest

from careplace.editions.opening import open_edition
from careplace.figures import Verdict
from careplace.measures.outcomes.profile import outcomes
from careplace.measures.reader import Reader

pytestmark = pytest.mark.real
COVENTRY, HOMES = "E08000026", "ascof-6b-residential-good"


@pytest.fixture(scope="module")
def reader(real_home):
    with open_edition(real_home) as edition:
        yield Reader(edition.engine, edition.folder, edition.gazetteer)


def test_the_rows_that_do_not_add_up_are_these(reader):
    rows = pq.read_table(reader.folder / "tables/parts_misfit.parquet").to_pylist()
    found = Counter((row["series"], row["period"], row["kind"], row["adds"]) for row in rows)
    assert found["6B", "2024-25", "rating", "numerator"] == 31
    # Where the open data of 2020-21 is among the raw files too.
    assert (
        found.items()
        <= {
            ("6B", "2024-25", "rating", "numerator"): 31,
            ("2A", "2020-21", "age", "numerator"): 3,
            ("2A", "2020-21", "age", "denominator"): 3,
            ("2E(1)", "2020-21", "sex", "denominator"): 26,
        }.items()
    )


def test_homes_of_coventry_and_of_england_are_shown_and_called_nothing(reader):
    data = outcomes(reader, reader.gazetteer.areas[COVENTRY]).measure(HOMES)
    assert (data.latest.period, data.latest.status) == ("2024-25", "not comparable")
    assert data.latest.value == 0.634
    assert "good, outstanding make 44, the total is 45" in data.latest.reason
    assert {group.difference.verdict for group in data.groups} == {Verdict.UNKNOWN}


def test_a_council_whose_own_homes_add_up_is_not_compared_with_an_england_that_does_not(reader):
    data = outcomes(reader, reader.gazetteer.areas["E08000025"]).measure(HOMES)
    assert data.latest.status == "final"
    england = next(group for group in data.groups if group.key == "E92000001")
    assert england.difference.verdict == Verdict.UNKNOWN
    assert "the group's figure is marked as not comparable" in england.difference.reason
