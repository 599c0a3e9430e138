"""What was known on a day, and what came next: the SQL against a slow oracle, and nothing from after the day."""

import csv
import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples

from careplace.casework.assurance.priority.backtest.history import of_inspections, of_registers
from careplace.casework.assurance.priority.score import months_between
from careplace.ratings.scale import LEVELS

REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C"]),
        st.dates(date(2015, 1, 1), date(2019, 12, 31)),
        st.sampled_from([*LEVELS, "Requires Improvement", "No published rating"]),
    ),
    min_size=1,
    max_size=25,
)


def written(folder, reports):
    path = folder / "it's [1].csv"
    with path.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["locationid", "reportdate", "rating", "overall"])
        table.writerows((location, on.isoformat(), rating, "") for location, on, rating in reports)
    return path


def slow_rows(reports) -> list[tuple]:
    """(year, location, concern, months, falls, next concern), report by report."""
    worst: dict[tuple[str, date], int] = {}
    for location, on, rating in reports:
        levels = [n for n, level in enumerate(LEVELS) if level.lower() == rating.lower()]
        if levels:
            worst[location, on] = max(levels[0], worst.get((location, on), 0))
    years = {on.year for _location, on in worst}
    rows = []
    for year in sorted(year for year in years if min(years) + 1 < year < max(years)):
        for location in sorted({location for location, _on in worst}):
            days = sorted(on for place, on in worst if place == location)
            before = [on for on in days if on.year < year]
            within = [on for on in days if on.year == year]
            if before and within:
                falls = [
                    later
                    for earlier, later in itertools.pairwise(before)
                    if worst[location, later] > worst[location, earlier] and later > date(year - 2, 1, 1)
                ]
                months = months_between(before[-1], date(year, 1, 1))
                known = (worst[location, before[-1]], months, len(falls))
                rows.append((year, location, *known, worst[location, within[0]]))
    return rows


@given(REPORTS)
@settings(max_examples=examples(15))
def test_the_sql_is_the_slow_oracle(tmp_path_factory, reports):
    history = of_inspections(written(tmp_path_factory.mktemp("reports"), reports))
    columns = (history.period, history.concern, history.months, history.falls, history.next_concern)
    expected = [(year, *rest) for year, _location, *rest in slow_rows(reports)]
    assert list(zip(*(column.tolist() for column in columns), strict=True)) == expected


def test_what_comes_after_the_day_changes_nothing_that_was_known(tmp_path):
    first = [
        ("A", date(2015, 5, 1), "Good"),
        ("A", date(2016, 2, 1), "Requires improvement"),
        ("B", date(2019, 1, 1), "Good"),
    ]
    later = [("A", date(2017, 3, 1), "Inadequate"), ("A", date(2018, 3, 1), "Good")]
    other = [("A", date(2017, 9, 1), "Good"), ("A", date(2018, 3, 1), "Good")]
    one, two = (of_inspections(written(tmp_path, first + rest)) for rest in (later, other))
    known = [(h.concern[0], h.months[0], h.falls[0]) for h in (one, two)]
    assert known == [(2, 11, 1), (2, 11, 1)]
    assert one.period[0] == two.period[0] == 2017
    assert (one.next_concern[0], two.next_concern[0]) == (3, 1)


def test_outcomes(tmp_path):
    reports = [
        ("A", date(2015, 5, 1), "Good"),
        ("A", date(2017, 3, 1), "Requires improvement"),
        ("B", date(2019, 1, 1), "Good"),
    ]
    history = of_inspections(written(tmp_path, reports))
    assert (len(history), history.fell.tolist(), history.below_good.tolist()) == (1, [True], [True])
    assert len(history.where(np.array([False]))) == 0


def test_registers_of_an_edition_give_pairs_whose_next_report_is_newer(demo_home):
    history = of_registers(demo_home)
    assert len(history) > 0
    assert set(history.falls.tolist()) == {0}
    assert history.months.min() >= 0


def test_a_file_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Exception, match="locationid"):
        of_inspections(path)
