"""Control charts: limits against Wheeler's formula, a new group at every break and gap, and no line for too few."""

from itertools import pairwise

import pytest
from tests.measures.outcomes.fictional_outcomes import MEASURES, MONTHS, YEARS, point

from careplace.measures.outcomes.control import (
    COUNTED_ANOTHER_WAY,
    FEWEST,
    GAP,
    LONGEST_GAP,
    WINDOW,
    control,
)
from careplace.measures.outcomes.segments import latest, segments
from careplace.measures.outcomes.steps import LEVEL, RECORDING, Step

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


def test_a_long_gap_starts_a_group_and_is_said():
    found = of(months(*HITS[:12], *HITS[:8], skip=tuple(range(12, 13 + LONGEST_GAP)), first=24))
    assert found.groups == ((0, 12), (12, 20))
    assert found.restarts == (("2024-05", GAP),)
    assert found.mean[0].value is not None
    assert found.reason == f"cannot be calculated: 8 of the {FEWEST} points that it needs"
    assert (found.variation, [line.value for line in found.lines]) == ("cannot tell", [None] * 3)


def test_a_break_starts_a_group_and_is_said():
    # The dictionary breaks the series on 1 January 2022.
    found = of(months(*HITS, *HITS, *HITS, first=0))
    assert found.groups == ((0, 6), (6, 36))
    assert found.points[6].period == "2022-01"
    assert found.restarts == (("2022-01", COUNTED_ANOTHER_WAY),)


@pytest.mark.parametrize("blank", [(3,), (3, 4, 5), (3, 7, 11)])
def test_a_month_without_a_value_takes_no_other_out_of_the_chart(blank):
    """Its mean is of the others, and no moving range reaches across it."""
    figures = months(*HITS, *HITS[:4])
    values = [None if n in blank else f.value for n, f in enumerate(figures)]
    for n in blank:
        figures[n] = point("waited", "Y01", figures[n].period, status="suppressed")
    found = of(figures)
    assert found.groups == ((0, 18 - len(blank)),)
    assert [point.value for point in found.points] == [v for v in values if v is not None]
    assert found.restarts == ()
    ranges = [abs(a - b) for a, b in pairwise(values) if None not in (a, b)]
    known = [v for v in values if v is not None]
    middle, step = sum(known) / len(known), 2.66 * sum(ranges) / len(ranges)
    assert [line.value for line in found.lines] == pytest.approx([middle, middle - step, middle + step])


def test_a_signal_after_a_gap_is_that_of_its_own_month():
    figures = months(*HITS, 95, 52, skip=(5,))
    found = of(figures)
    assert found.causes == {figures[14].id: "outside the limits"}


def test_no_run_is_read_across_a_month_without_a_value():
    low_then_high = [40, 44, 41, 45, 42, 44, 40, 43, 41, 45, 56, 58, 55, 57, 59, 56, 58]
    whole, cut = of(months(*low_then_high)), of(months(*low_then_high[:13], *low_then_high[14:], skip=(13,)))
    assert "seven on one side of the mean" in whole.causes.values()
    late = [cut.causes.get(p.id) for p in cut.points if p.value > 0.5]
    assert len(late) == 6
    assert "seven on one side of the mean" not in late


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


def step_at(period, recording):
    return Step("waited", "Y01", "all", period, 0.5, 0.8, recording)


RAISED = [hit + 30 for hit in HITS[:12]]


@pytest.mark.parametrize(("recording", "why"), [(False, LEVEL), (True, RECORDING)])
def test_the_chart_starts_again_at_a_step_and_says_why(recording, why):
    """Without the step each of the last twelve months is an improvement; with it the newest is as those before."""
    figures = months(*HITS[:12], *RAISED)
    steps = (step_at("2024-01", recording),)
    without, chart = of(figures), control(WAITED, segments(WAITED, figures, steps), steps)
    assert without.variation == "improvement"
    assert (chart.variation, chart.groups, chart.causes) == ("common cause", ((0, 12), (12, 24)), {})
    assert chart.restarts == (("2024-01", why),)
    assert [line.value for line in chart.lines] == pytest.approx(xmr([hit / 100 for hit in RAISED]))


def test_right_after_a_change_of_recording_nothing_is_better_or_worse():
    figures, steps = months(*HITS[:12], *RAISED[:9]), (step_at("2024-01", True),)
    chart = control(WAITED, segments(WAITED, figures, steps), steps)
    assert chart.variation == "cannot tell"
    assert chart.label == "too few months since a likely change of recording"


def test_only_a_change_of_recording_cuts_the_series_itself():
    figures = months(*HITS[:12], *RAISED)
    level, recording = ((step_at("2024-01", kind),) for kind in (False, True))
    assert [len(run) for run in segments(WAITED, figures, level)] == [24]
    assert [len(run) for run in segments(WAITED, figures, recording)] == [12, 12]


def test_the_figure_before_is_not_from_before_a_change_of_recording():
    figures = months(*HITS[:12], RAISED[0])
    newest, previous = latest(segments(WAITED, figures, (step_at("2024-01", True),)))
    assert (newest.period, previous) == ("2024-01", None)
    assert latest(segments(WAITED, figures))[1].period == "2023-12"
