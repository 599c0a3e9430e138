"""Small multiples: a panel for each headline measure, its direction in few words."""

from types import SimpleNamespace

import pytest
from tests.publish.charts.drawn import ALBION, HERE, figure, outcome

from careplace.figures import Figure, Verdict
from careplace.publish.charts import lines
from careplace.publish.charts.small_multiples import panels

YEARS = [figure(v, f"20{y}-{y + 1}", half=0.02) for y, v in ((19, 0.8), (20, 0.81), (21, 0.79), (22, 0.8))]


def trend(verdict: str, slope: float = 0.1) -> Figure:
    return Figure("outcome-trend", HERE[1], "2019-20..2022-23", "m/all", slope, verdict=verdict)


def panel(*segments, comparator=ALBION, figures=(), **more):
    [made] = panels([outcome(*segments, **more)], HERE, comparator, {f.id: f for f in figures})
    return made


def test_a_panel_has_the_chart_of_the_place_and_the_comparator_alone():
    history = [figure(f.value - 0.1, f.period, ALBION.key) for f in YEARS]
    chart = panel(YEARS, figures=history).chart
    assert [line.name for line in chart.lines] == ["Marrowdale", "Albion"]
    assert panel(YEARS, comparator=None, figures=history).chart.lines[1:] == ()


def test_one_period_has_no_chart():
    made = panel(YEARS[:1])
    assert made.chart is None
    assert made.headline == "Still at home: cannot be compared with Albion"


@pytest.mark.parametrize(
    ("verdict", "slope", "words"),
    [
        (Verdict.BETTER, 0.1, "rising in its latest five years of figures, which is better"),
        (Verdict.WORSE, -0.1, "falling in its latest five years of figures, which is worse"),
        (Verdict.HIGHER, 0.1, "rising in its latest five years of figures"),
        (Verdict.LOWER, -0.1, "falling in its latest five years of figures"),
        (Verdict.NO_DIFFERENCE, 0.1, "no clear trend"),
        (Verdict.UNKNOWN, 0.1, ""),
    ],
)
def test_its_direction_is_that_of_the_trend(verdict, slope, words):
    assert panel(YEARS, trend=trend(verdict, slope)).changes == words


@pytest.mark.parametrize(
    ("variation", "words"),
    [
        ("improvement", "the latest month is better than expected by chance"),
        ("concern", "the latest month is worse than expected by chance"),
        ("special cause, high", "the latest month is higher than expected by chance"),
        ("special cause, low", "the latest month is lower than expected by chance"),
        ("common cause", "no clear change in the latest month"),
        ("cannot tell", ""),
    ],
)
def test_a_series_of_months_is_read_from_its_latest(variation, words):
    months = [figure(0.8, f"2023-{month:02}") for month in range(1, 7)]
    control = SimpleNamespace(variation=variation, label="")
    assert panel(months, kind="month", control=control).changes == words


def test_no_direction_is_no_words():
    assert panel(YEARS).changes == ""


def test_a_line_passes_every_point_and_a_lone_point_has_none():
    chart = panel(YEARS, [figure(0.5, "2024-25", version="2023-24")]).chart
    first, second = chart.own.runs
    corners = first.path.removeprefix("M").split("L")
    assert [tuple(map(int, corner.split())) for corner in corners] == [
        (round(10 * p.x), round(p.y)) for p in first.points
    ]
    assert second.path == ""
    assert lines.Run((), "").path == ""
