"""Which published numbers become a measure's figures, and what is made of several for one point."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measures.outcomes.points import measure, selected

EARLIER, LATER = date(2023, 3, 31), date(2024, 3, 31)


def one(observed: list[dict], *measures) -> dict:
    (row,) = selected(observed, *measures)
    return row


def test_nothing_observed_gives_nothing():
    assert selected([]) == []


@pytest.mark.parametrize(
    "other",
    [
        {"source_table": "register"},
        {"series": "2A"},
        {"place_kind": "trust"},
        {"period_type": "month"},
        {"breakdown": "age:65-and-over"},
    ],
)
def test_what_the_measure_does_not_name_is_left(other):
    assert selected([other]) == []
    assert len(selected([other, {}])) == 1


def test_named_versions_alone_are_taken_and_any_where_none_is_named():
    observed = [
        {"version": "2010-11", "period": "2014-15"},
        {"version": "2016-17", "period": "2016-17"},
    ]
    assert [row["version"] for row in selected(observed)] == ["2010-11", "2016-17"]
    assert one(observed, measure(versions=("2016-17",)))["version"] == "2016-17"


def test_breakdowns_of_named_kinds_stand_beside_all():
    observed = [{"breakdown": name} for name in ("all", "age:65-and-over", "age:18-to-64", "sex:women")]
    found = selected(observed, measure(breakdowns=("age",)))
    assert [row["breakdown"] for row in found] == ["age:18-to-64", "age:65-and-over", "all"]


def test_one_series_may_serve_two_measures():
    found = selected([{}], measure(), measure(id="also"))
    assert [row["measure"] for row in found] == ["also", "lives-well"]


def test_the_file_that_reaches_further_is_taken():
    """Whatever the files' digests are: the newer file's word on a year stands, the older's where it alone has one."""
    for old, new in (("a" * 12, "b" * 12), ("b" * 12, "a" * 12)):
        observed = [
            {"period": "2021-22", "period_end": date(2022, 3, 31), "value": 0.1, "source": old},
            {"period": "2022-23", "period_end": EARLIER, "value": 0.2, "source": old},
            {"period": "2022-23", "period_end": EARLIER, "value": 0.3, "source": new},
            {"period": "2023-24", "period_end": LATER, "value": 0.4, "source": new},
        ]
        assert [row["value"] for row in selected(observed)] == [0.1, 0.3, 0.4]


def test_of_two_definitions_of_one_point_the_newer_is_taken():
    observed = [{"version": "2010-11", "value": 0.1}, {"version": "2016-17", "value": 0.2}]
    assert one(observed)["value"] == 0.2


def test_pieces_of_a_place_add_up_with_their_parts():
    observed = [
        {"value": 10.0, "numerator": 1.0, "denominator": 10.0},
        {"value": 50.0, "numerator": 15.0, "denominator": 30.0},
    ]
    rate = measure(limits="byar", per=100.0, unit="per 100", combine="sum")
    found = one(observed, rate)
    assert (found["value"], found["numerator"], found["denominator"]) == (40, 16, 40)
    assert found["reason"] == "the sum of 2 parts that are published apart"
    assert found["status"] == "final"


def test_pieces_that_are_counts_add_up():
    observed = [{"value": 10.0}, {"value": 50.0, "status": "provisional"}, {"value": 0.0}]
    found = one(observed, measure(unit="days", combine="sum"))
    assert (found["value"], found["status"], found["numerator"]) == (60, "provisional", None)


def test_a_piece_that_is_not_published_leaves_the_whole_without_a_value():
    lost = {"value": None, "status": "suppressed", "reason": "a number under 5"}
    found = one([{"value": 10.0}, lost], measure(unit="days", combine="sum"))
    assert (found["value"], found["status"]) == (None, "suppressed")
    assert found["reason"] == "a part of it is not published: a number under 5"


def test_numbers_that_do_not_add_up_are_not_chosen_between():
    for combined, observed in (("none", [{}, {"value": 0.7}]), ("sum", [{"denominator": 4.0}, {}])):
        found = one(observed, measure(combine=combined))
        assert (found["value"], found["status"]) == (None, "missing")
        assert found["reason"] == "2 numbers are published for it, which do not add up to one"


def test_suppressed_points_stay_with_their_reason():
    found = one([{"value": None, "status": "suppressed", "reason": "a number under 5"}])
    assert (found["value"], found["status"], found["reason"]) == (None, "suppressed", "a number under 5")


def test_a_point_without_a_value_is_never_final():
    found = one([{"value": None}])
    assert (found["status"], found["reason"]) == ("missing", "not published")


POINT = st.fixed_dictionaries(
    {
        "place": st.sampled_from(["E1", "E2"]),
        "period": st.sampled_from(["2022-23", "2023-24"]),
        "source": st.sampled_from(["a" * 12, "b" * 12]),
        "version": st.sampled_from(["", "2016-17"]),
        "value": st.one_of(st.none(), st.integers(0, 9).map(float)),
    }
)


@given(st.lists(POINT, max_size=10))
def test_against_a_slow_reading_of_the_rules(points):
    observed = [
        point | {"period_end": LATER if point["period"] == "2023-24" else EARLIER} for point in points
    ]
    assert {
        (row["place"], row["period"]): row["value"]
        for row in selected(observed, measure(unit="days", combine="sum"))
    } == slowly(observed)


def slowly(observed: list[dict]) -> dict:
    reach = {}
    for row in observed:
        reach[row["source"]] = max(reach.get(row["source"], EARLIER), row["period_end"])
    groups = {}
    for row in observed:
        groups.setdefault((row["place"], row["period"]), []).append(row)
    found = {}
    for point, rows in groups.items():
        best = max((reach[row["source"]], row["source"], row["version"]) for row in rows)
        values = [r["value"] for r in rows if (reach[r["source"]], r["source"], r["version"]) == best]
        found[point] = None if None in values else sum(values)
    return found
