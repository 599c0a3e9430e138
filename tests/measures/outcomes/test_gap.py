"""Inequality across a breakdown: between its ends, or over an ordered one by the slope index."""

import pytest
from tests.measures.outcomes.fictional_outcomes import MEASURES, point
from tests.measures.providers.oracle import newcombe

from careplace.figures import Status
from careplace.measures.outcomes.gap import gap
from careplace.statistics.inequality import slope_index

AGE, FIFTH = MEASURES["by-age"], MEASURES["by-fifth"]


def parts(kind, *hits, id="by-age"):
    return [
        point(id, "Y01", "2024-25", f"{kind}:{n}", numerator=hit, denominator=100)
        for n, hit in enumerate(hits, 1)
    ]


def test_the_gap_is_between_the_ends_with_limits(told):
    found = told().measure("by-age").gap
    assert found.id == "outcome-gap/Y01/2024-25/by-age/age"
    assert (found.unit, found.value) == ("points", pytest.approx(30))
    assert (found.lower95, found.upper95) == pytest.approx(tuple(100 * x for x in newcombe(60, 100, 30, 100)))
    assert found.reason == "highest: 65 and over; lowest: 18 to 64"


def test_an_ordered_breakdown_has_the_slope_over_all_its_parts(told):
    measure = told().measure("by-fifth")
    found, known = measure.gap, measure.parts["deprivation"]
    errors = [(f.upper95 - f.lower95) / (2 * 1.959963984540054) for f in known]
    slow = slope_index([f.value for f in known], [f.denominator for f in known], errors)
    assert found.method == "Slope index of inequality"
    assert (found.value, found.lower95, found.upper95) == pytest.approx(tuple(100 * float(x) for x in slow))


def test_what_is_no_inequality_of_people_has_no_gap(told):
    assert set(told().measure("by-fifth").parts) == {"deprivation", "reason"}
    assert list(told().measure("by-fifth").gaps) == ["deprivation"]
    assert gap(AGE, "responsible", parts("responsible", 1, 9)) is None
    assert gap(MEASURES["asked"], "age", parts("age", 1, 9, id="asked")) is None
    assert gap(AGE, "age", parts("age", 1)) is None


def test_parts_without_a_value_are_said():
    some = [*parts("age", 10, 90), point("by-age", "Y01", "2024-25", "age:9", status="suppressed")]
    assert gap(AGE, "age", some).reason == "highest: 2; lowest: 1; 1 of 3 parts have no value"
    one = gap(AGE, "age", some[1:])
    assert (one.status, one.reason) == (Status.MISSING, "cannot tell: 1 of 2 parts have a value")


def test_too_few_steps_or_a_missing_one_fall_back_on_the_ends():
    steps = parts("deprivation", 10, 20, 30, 40, id="by-fifth")
    assert gap(FIFTH, "deprivation", steps).reason == "highest: 4; lowest: 1"
    holed = [*steps, point("by-fifth", "Y01", "2024-25", "deprivation:5", status="missing")]
    assert "1 of 5 parts have no value" in gap(FIFTH, "deprivation", holed).reason
