"""Control charts: limits against Wheeler's formula, a new group at every break and gap, and no line for too few."""

from itertools import pairwise

import pytest
from tests.measures.outcomes.fictional_outcomes import MEASURES, MONTHS, YEARS, point

from careplace.measures.outcomes.control import FEWEST, WINDOW, control
from careplace.measures.outcomes.segments import segments

WAITED = MEASURES["waited"]


def months(*hits, first=24, skip=()):
    named = (m for n, m in enumerate(MONTHS[first:]) if n not in skip)
    return [
        point("waited", "Y01", m, numerator=h, denominator=100) for m, h in zip(named, hits, strict=False)
    ]


def of(figures):
    return control(WAITED, segments(WAITED, figures))


def xmr(values):
    ranges = [abs(a - b) for a, b in pairwise(values)]
    mean = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < 3.267 * mean]
    step, middle = 2.66 * sum(kept) / len(kept), sum(values) / len(values)
    return middle, middle - step, middle + step


HITS = [50, 55, 48, 52, 60, 47, 53, 51, 49, 58, 46, 50, 54, 52]


def test_the_lines_are_those_of_the_formula():
    found = of(months(*HITS))
    assert [line.value for line in found.lines] == pytest.approx(xmr([hit / 100 for hit in HITS]))
    assert found.groups == ((0, 14),)
    assert found.lines[0].id == "outcome-control/Y01/2023-01..2024-02/waited/all/mean"
    assert (found.variation, found.causes, found.reason) == ("common cause", {}, "")


def test_a_signal_is_named_with_its_rule():
    found = of(months(*HITS, 95))
    assert found.variation == "improvement"
    assert found.causes == {"waited/Y01/2024-03/all": "outside the limits"}


def test_a_gap_starts_a_group_and_is_said():
    found = of(months(*HITS[:12], *HITS[:10], skip=(12,), first=24))
    assert found.groups == ((0, 12), (12, 22))
    assert found.notes == ("The chart begins anew with 2024-02: nothing is known between 2023-12 and then",)
    assert found.mean[0].value is not None
    assert found.reason == f"cannot be calculated: 10 of the {FEWEST} points in a row that it needs"
    assert (found.variation, [line.value for line in found.lines]) == ("cannot tell", [None] * 3)


def test_a_break_starts_a_group_and_is_said():
    # The dictionary breaks the series on 1 January 2022.
    found = of(months(*HITS, *HITS, *HITS, first=0))
    assert found.groups == ((0, 6), (6, 36))
    assert found.points[6].period == "2022-01"
    assert found.notes == (
        "The chart begins anew with 2022-01: the numbers before are counted in another way",
    )


def test_a_point_without_a_value_is_a_gap():
    figures = months(*HITS, *HITS[:3])
    figures[3] = point("waited", "Y01", figures[3].period, status="suppressed")
    found = of(figures)
    assert found.groups == ((0, 3), (3, 16))


def test_only_the_newest_months_are_charted():
    found = of(months(*(HITS * 4)[:48], first=0))
    assert len(found.points) == WINDOW["month"] == found.groups[-1][1]
    assert found.points[-1].period == MONTHS[-1]


def test_a_constant_series_has_no_limits_and_says_why():
    found = of(months(*[50] * 15))
    assert "every value is the same" in found.reason
    assert found.variation == "cannot tell"


def test_a_limit_lies_where_a_share_can_be():
    found = of(months(*[1, 99] * 8))
    assert [line.value for line in found.lines[1:]] == [0, 1]


def test_years_and_nothing_have_no_chart():
    run = [point("helped", "Y01", year, numerator=1, denominator=2) for year in YEARS]
    assert control(MEASURES["helped"], segments(MEASURES["helped"], run)) is None
    assert of([]) is None
    assert of([point("waited", "Y01", "2024-01", status="missing")]) is None
