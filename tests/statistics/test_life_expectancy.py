"""Life expectancy, against a life table built band by band and against simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from careplace.statistics.arguments import ArgumentError
from careplace.statistics.estimates import Reason
from careplace.statistics.life_expectancy import BANDS, life_expectancy

DEATHS = np.array([17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937])
PEOPLE = np.array([7, 35, 47, 48, 43, 39, 46, 57, 61, 56, 50, 56, 46, 40, 38, 37, 33, 23, 12, 12]) * 1000


def slow_expectancy(deaths, people) -> list[float]:
    alive, table = 1.0, []
    for i, start in enumerate(BANDS):
        rate = deaths[i] / people[i]
        if i == len(BANDS) - 1:
            table.append((alive, alive / rate))
            break
        width, lived = BANDS[i + 1] - start, 0.1 if start == 0 else 0.5
        dying = width * rate / (1 + (1 - lived) * width * rate)
        table.append((alive, width * (alive * (1 - dying) + lived * alive * dying)))
        alive *= 1 - dying
    return [sum(years for _, years in table[i:]) / table[i][0] for i in range(len(table))]


@given(st.lists(st.floats(0.2, 2), min_size=20, max_size=20))
def test_expectancy_is_that_of_the_table(factors):
    deaths = DEATHS * np.array(factors)
    np.testing.assert_allclose(
        life_expectancy(deaths, PEOPLE).value, slow_expectancy(deaths, PEOPLE), rtol=1e-10
    )


@settings(max_examples=1)
@given(st.just(20250101))
def test_limits_are_as_wide_as_deaths_by_chance_make_them(seed):
    rng = np.random.default_rng(seed)
    simulated = life_expectancy(rng.poisson(DEATHS, (20_000, 20)), PEOPLE).value[:, [0, 13]]
    found = life_expectancy(DEATHS, PEOPLE)
    half = (found.upper - found.lower)[[0, 13]] / 2
    np.testing.assert_allclose(1.959964 * simulated.std(axis=0), half, rtol=0.03)


def test_more_deaths_shorten_life():
    one, other = life_expectancy(DEATHS, PEOPLE), life_expectancy(DEATHS * 1.1, PEOPLE)
    assert (other.value < one.value).all()


def _with(array, place, value):
    changed = np.array(array, dtype=float)
    changed[place] = value
    return changed


@pytest.mark.parametrize(
    ("deaths", "people", "reason"),
    [
        (_with(DEATHS, 3, np.nan), PEOPLE, Reason.MISSING),
        (DEATHS, _with(PEOPLE, 3, 0), Reason.NO_DENOMINATOR),
        (DEATHS / 200, PEOPLE / 200, Reason.POPULATION_TOO_SMALL),
        (_with(DEATHS, 19, 12_001), PEOPLE, Reason.DEATHS_EXCEED_POPULATION),
        (_with(DEATHS, 5, 20_000), PEOPLE, Reason.DEATHS_EXCEED_POPULATION),
        (_with(DEATHS, 19, 0), PEOPLE, Reason.NO_DEATHS_IN_OLDEST),
    ],
)
def test_what_has_no_table_has_a_reason(deaths, people, reason):
    found = life_expectancy(np.stack([deaths, DEATHS]), np.stack([people, PEOPLE]))
    assert set(found.reason[0]) == {reason}
    assert np.isnan(found.value[0]).all()
    assert not found.reason[1].any()


def test_too_wide_limits_are_withheld():
    # One death in the oldest band of few people: the expectancy there is anybody's guess.
    found = life_expectancy(_with(DEATHS, 19, 1), PEOPLE, confidence=(0.95, 0.998))
    assert found.reason[19] == Reason.INTERVAL_TOO_WIDE
    assert np.isnan(found.lower[:, 19]).all()
    assert found.lower.shape == (2, 20)


def test_other_bands_can_be_given():
    found = life_expectancy([10, 20, 900], [4000, 5000, 9000], starts=(0, 40, 80))
    assert found.value.shape == (3,)


@pytest.mark.parametrize("starts", [(0, 1), (0, 5, 5), (5, 0, 9)])
def test_starts_rise_and_fit(starts):
    with pytest.raises(ArgumentError, match=r"^starts: "):
        life_expectancy([1, 2, 3], [10, 10, 10], starts=starts)
    with pytest.raises(ArgumentError, match=r"^deaths: "):
        life_expectancy([-1, 2, 3], [10, 10, 10], starts=(0, 1, 2))
