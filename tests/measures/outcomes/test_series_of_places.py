"""The series of every council as arrays, against the rows of the edition."""

import numpy as np
import pytest
from tests.measures.outcomes import fictional_outcomes as fictional

from careplace.measures.outcomes.queries import of_codes
from careplace.measures.outcomes.series_of_places import SeriesError, series_of_places


@pytest.fixture(scope="module")
def waited(reader):
    return series_of_places(reader, fictional.MEASURES["waited"])


@pytest.mark.parametrize("id", ["waited", "helped", "turnover", "admitted"])
def test_each_value_is_that_of_its_figure(reader, id):
    series = series_of_places(reader, fictional.MEASURES[id])
    figures = [f for f in of_codes(reader, series.places) if (f.measure, f.breakdown) == (id, "all")]
    assert figures
    for figure in figures:
        row, column = series.places.index(figure.place), series.periods.index(figure.period)
        cell = (array[row, column] for array in (series.values, series.numerators, series.denominators))
        assert [None if np.isnan(v) else v for v in cell] == [
            figure.value,
            figure.numerator,
            figure.denominator,
        ]
        assert series.versions[column] == figure.version
    assert series.values.size >= len(figures)
    assert np.isfinite(series.values).sum() == sum(f.value is not None for f in figures)


def test_no_group_is_among_the_councils(reader, waited):
    kinds = {reader.gazetteer.areas[code].kind for code in waited.places}
    assert kinds == {"council"}
    assert list(waited.periods) == sorted(waited.periods)


def test_a_stretch_has_both_its_ends(waited):
    cut = waited.between("2023-01", "2023-12")
    assert (cut.periods[0], cut.periods[-1], len(cut.periods)) == ("2023-01", "2023-12", 12)
    start = waited.periods.index("2023-01")
    assert np.array_equal(cut.values, waited.values[:, start : start + 12], equal_nan=True)
    assert waited.between("", "").periods == waited.periods


def test_some_places_alone(waited):
    some = waited.of_places(["Y02", "Y01", "nowhere"])
    assert some.places == ("Y01", "Y02")
    assert np.array_equal(some.values[1], waited.values[waited.places.index("Y02")], equal_nan=True)


def test_a_period_that_there_is_not_is_named_with_the_ends(waited):
    with pytest.raises(
        SeriesError, match=r"2031-01: outside the series of “.*”, which has 2021-01 to 2024-12"
    ):
        waited.position("2031-01")


def test_a_break_inside_is_refused_and_one_side_of_it_is_not(waited):
    with pytest.raises(SeriesError, match="changes with 2022-01"):
        waited.check()
    waited.between("2022-01", "").check()


def test_a_changed_definition_is_refused(reader):
    with pytest.raises(SeriesError, match=f"changes with {fictional.REDEFINED}"):
        series_of_places(reader, fictional.MEASURES["helped"]).check()


def test_a_period_that_is_left_out_is_named(waited):
    series = waited.between("2022-01", "2022-06")
    gap = [0, 1, 3, 4]
    periods = tuple(series.periods[n] for n in gap)
    broken = series.__class__(
        **vars(series) | {"periods": periods, "versions": tuple(series.versions[n] for n in gap)}
    )
    with pytest.raises(SeriesError, match="no period between 2022-02 and 2022-04"):
        broken.check()


def test_a_measure_without_figures_is_refused(reader):
    with pytest.raises(SeriesError, match="no figures of untold"):
        series_of_places(reader, fictional.MEASURES["untold"])
