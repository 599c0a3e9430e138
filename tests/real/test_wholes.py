"""Parts and wholes of the published files: which rows do not add up, by hand."""

from collections import Counter

import pyarrow.parquet as pq
import pytest

from careplace.figures import Verdict
from careplace.measures.outcomes.profile import outcomes

pytestmark = pytest.mark.real
COVENTRY, HOMES = "E08000026", "ascof-6b-residential-good"


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


def test_35_of_the_167_published_rows_of_homes_do_not_add_up_four_of_them_types_of_council(reader):
    rows = pq.read_table(reader.folder / "tables/ascof_outcome.parquet").to_pylist()
    numbers: dict[tuple[str, str], dict[str, float]] = {}
    for row in rows:
        if (row["measure"], row["period"]) == ("6B", "2024-25"):
            numbers.setdefault((row["area_kind"], row["area"]), {})[row["breakdown"]] = row["numerator"]
    printed = {key: parts for key, parts in numbers.items() if parts["all"] is not None}
    odd = [key for key, parts in printed.items() if parts["outstanding"] + parts["good"] != parts["all"]]
    kinds = Counter(kind for kind, _area in odd)
    assert (len(printed), len(odd)) == (167, 35)
    assert kinds == {"council": 22, "region": 8, "nation": 1, "council type": 4}
    for key in odd:
        parts = printed[key]
        assert parts["outstanding"] + parts["good"] + parts["not yet rated"] == parts["all"]


def test_every_day_of_discharges_by_time_of_day_adds_up(reader):
    rows = pq.read_table(reader.folder / "tables/nhs_discharge.parquet").to_pylist()
    both = [row for row in rows if None not in (row["by_1700"], row["from_1701"])]
    assert len(both) == 69_407
    assert all(row["by_1700"] + row["from_1701"] == row["patients"] for row in both)


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
