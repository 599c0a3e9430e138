"""Limits of published numbers against the formulas written out, number by number."""

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.measures.dictionary import LIMITS
from careplace.measures.outcomes.limits import _WAYS, METHODS, NAMES, limits

Z95, Z998 = 1.959963984540054, 3.090232306167813
COLUMNS = (*NAMES, "value", "numerator", "denominator", "margin", "per")


def points(*rows: dict) -> pa.Table:
    filled = [dict.fromkeys(COLUMNS) | {"unit": "share", "limits": "none"} | row for row in rows]
    kinds = {name: pa.float64() for name in COLUMNS} | {"unit": pa.string(), "limits": pa.string()}
    return pa.Table.from_pylist(filled, pa.schema(kinds.items()))


def of(**row) -> list[float]:
    found = limits(points(row))
    return [found[name][0] for name in NAMES]


def wilson(x: float, n: float, z: float) -> tuple[float, float]:
    middle, half = 2 * x + z * z, z * math.sqrt(z * z + 4 * x * (1 - x / n))
    return (middle - half) / (2 * (n + z * z)), (middle + half) / (2 * (n + z * z))


def byar(o: float, z: float) -> tuple[float, float]:
    lower = o * (1 - 1 / (9 * o) - z / (3 * math.sqrt(o))) ** 3
    more = o + 1
    return lower, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def test_every_way_of_the_dictionary_is_told_and_known():
    assert set(METHODS) == set(LIMITS) == set(_WAYS) | {"none"}


def test_a_score_has_its_margin_on_both_sides():
    found = of(limits="margin", unit="score", value=19.0, margin=0.4)
    wide = 0.4 * Z998 / Z95
    assert found == pytest.approx([18.6, 19.4, 19 - wide, 19 + wide], abs=1e-12)


def test_a_share_does_not_leave_0_to_1():
    assert of(limits="margin", value=0.98, margin=0.05) == pytest.approx(
        [0.93, 1, 0.98 - 0.05 * Z998 / Z95, 1]
    )
    assert of(limits="margin", value=0.01, margin=0.05)[0] == 0
    assert of(limits="margin", unit="score", value=0.01, margin=0.05)[0] == pytest.approx(-0.04)


def test_wilsons_limits():
    found = of(limits="wilson", value=103 / 147, numerator=103, denominator=147)
    assert found == pytest.approx([*wilson(103, 147, Z95), *wilson(103, 147, Z998)], abs=1e-12)
    assert found[:2] == pytest.approx([0.6223, 0.7688], abs=1e-4)


def test_byars_limits_per_so_many():
    found = of(limits="byar", unit="per 100,000", value=400, numerator=40, denominator=10_000, per=100_000)
    told = [limit * 10 for z in (Z95, Z998) for limit in byar(40, z)]
    assert found == pytest.approx(told, rel=1e-9)


def test_a_value_beyond_the_limits_of_its_parts_moves_them():
    """As published, rounded to one decimal: 77.4% of a nation whose parts say 77.50% within 0.03 points."""
    x, n = 7_750_000, 10_000_000
    found = of(limits="wilson", value=0.774, numerator=x, denominator=n)
    assert found == [0.774, pytest.approx(wilson(x, n, Z95)[1]), 0.774, pytest.approx(wilson(x, n, Z998)[1])]


def test_few_events_have_exact_limits():
    lower, upper = of(
        limits="byar", unit="per 100,000", value=0, numerator=0, denominator=50_000, per=100_000
    )[:2]
    assert lower == 0
    assert upper == pytest.approx(-math.log(0.025) * 2, rel=1e-9)


def test_published_limits_pass_as_they_are():
    assert of(limits="published", value=5, lower95=4, upper95=7)[:2] == [4, 7]
    assert np.isnan(of(limits="published", value=5, lower95=4, upper95=7)[2:]).all()


@pytest.mark.parametrize(
    "row",
    [
        {"limits": "none", "numerator": 1.0, "denominator": 2.0, "margin": 1.0},
        {"limits": "margin"},
        {"limits": "wilson", "numerator": 1.0},
        {"limits": "wilson", "numerator": 3.0, "denominator": 2.0},
        {"limits": "wilson", "numerator": -1.0, "denominator": 2.0},
        {"limits": "wilson", "numerator": 0.0, "denominator": 0.0},
        {"limits": "byar", "numerator": 3.0, "denominator": 0.0, "per": 1000.0},
        {"limits": "byar", "numerator": -3.0, "denominator": 5.0, "per": 1000.0},
    ],
)
def test_what_cannot_have_limits_has_none(row):
    assert np.isnan(of(value=0.5, **row)).all()


def test_a_point_without_a_value_has_no_limits():
    for way in METHODS:
        row = {
            "numerator": 1.0,
            "denominator": 2.0,
            "margin": 0.1,
            "per": 10.0,
            "lower95": 0.1,
            "upper95": 0.2,
        }
        assert np.isnan(of(limits=way, **row)).all()


NUMBER = st.one_of(st.none(), st.floats(-10, 1000, allow_nan=False))
ROW = st.fixed_dictionaries(
    {name: NUMBER for name in COLUMNS if name != "per"}
    | {
        "per": st.sampled_from([None, 1000.0]),
        "limits": st.sampled_from(sorted(METHODS)),
        "unit": st.just("share"),
    }
)


@given(st.lists(ROW, max_size=12))
def test_rows_do_not_touch_each_other(rows):
    """Each point's limits are those that it has alone, whatever stands beside it."""
    together = limits(points(*rows))
    for n, row in enumerate(rows):
        alone = limits(points(row))
        for name in NAMES:
            np.testing.assert_array_equal(together[name][n], alone[name][0])


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from(["wilson", "byar"]))
def test_the_wider_interval_holds_the_narrower(x, n, way):
    low95, high95, low998, high998 = of(
        limits=way, value=min(x, n) / n, numerator=min(x, n), denominator=n, per=1.0
    )
    assert low998 <= low95 <= min(x, n) / n + 1e-12
    assert min(x, n) / n - 1e-12 <= high95 <= high998
