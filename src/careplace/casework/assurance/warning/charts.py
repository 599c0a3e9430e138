"""The charts of a model card and of a place's flow, each as one SVG that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Template

from careplace.casework.assurance.warning.fitted import Fitted, Ranking
from careplace.casework.publication_templates import environment
from careplace.measures.warning.flow import Flow
from careplace.measures.warning.validation import BASELINE, BOOSTING, LOGISTIC, TITLES
from careplace.publish.charts.axis import Scale, fitted
from careplace.publish.charts.marks import OWN, Sign, comparator_sign

LEFT, RIGHT, TOP, BOTTOM = 70.0, 770.0, 70.0, 370.0
SIGNS = {BASELINE: OWN, LOGISTIC: comparator_sign(0), BOOSTING: comparator_sign(2)}


@dataclass(frozen=True)
class Line:
    """A line with its sign and name: points in pixels, and for each the ends of its interval where it has one."""

    name: str
    sign: Sign
    points: tuple[tuple[float, float], ...]
    intervals: tuple[tuple[float, float, float], ...] = ()
    marked: bool = False


@dataclass(frozen=True)
class Axes:
    """The axes with their words, and a dashed line with its name: what no knowledge gives, or a threshold."""

    across: Scale
    down: Scale
    across_title: str
    down_title: str
    reference: tuple[tuple[float, float], tuple[float, float]]
    reference_name: str


def calibration(model: Fitted) -> str:
    """Risks that were given, in tenths, and the shares that were rated below Good, with intervals of 95%."""
    axes = _shares("risk that was given", "share that was rated below Good", (0, 0, 1, 1), "as given")
    points = tuple((axes.across.at(t.risk), axes.down.at(t.share)) for t in model.tenths)
    intervals = tuple(
        (axes.across.at(t.risk), axes.down.at(t.lower), axes.down.at(t.upper)) for t in model.tenths
    )
    line = Line(TITLES[model.used], SIGNS[model.used], points, intervals, marked=True)
    return _svg("Calibration: the risk that was given, and the share that was rated below Good", axes, [line])


def precision_recall(model: Fitted) -> str:
    """Of the services at the top, the share below Good, by the share of all below Good that are among them."""
    share = model.tried_below / model.tried_reports
    axes = _shares(
        "recall: share of all below Good that are found", "precision", (0, share, 1, share), "chance"
    )
    lines = [_line(axes, name, ranking.precision) for name, ranking in model.rankings.items()]
    return _svg("Precision and recall of three methods", axes, lines)


def lift(model: Fitted) -> str:
    """The share of all below Good that are among the first services of each year, by how many are looked at."""
    axes = _shares(
        "share of services, the highest risk first", "share of all below Good", (0, 0, 1, 1), "chance"
    )
    lines = [_line(axes, name, ranking.captured) for name, ranking in model.rankings.items()]
    return _svg("Lift: how many of those below Good come first", axes, lines)


def flow(place: Flow) -> str:
    """The CUSUM of a place by month, with its threshold."""
    start, end = place.months[0].month, place.months[-1].month
    across = Scale("year", float(start.year), float(end.year + 1), 1.0, LEFT, RIGHT)
    down = fitted([0.0, place.threshold * 1.1, *(month.sum for month in place.months)], "sum", BOTTOM, TOP)
    at = down.at(place.threshold)
    axes = Axes(across, down, "year", "sum", ((LEFT, at), (RIGHT, at)), "threshold")
    points = tuple(
        (across.at(month.month.year + (month.month.month - 0.5) / 12), down.at(month.sum))
        for month in place.months
    )
    return _svg("CUSUM of falls below Good by month", axes, [Line("this place", OWN, points, marked=True)])


def _shares(
    across_title: str, down_title: str, reference: tuple[float, float, float, float], name: str
) -> Axes:
    across, down = Scale("share", 0.0, 1.0, 0.2, LEFT, RIGHT), Scale("share", 0.0, 1.0, 0.2, BOTTOM, TOP)
    x1, y1, x2, y2 = reference
    line = (across.at(x1), down.at(y1)), (across.at(x2), down.at(y2))
    return Axes(across, down, across_title, down_title, line, name)


def _line(axes: Axes, name: str, values: Sequence[float]) -> Line:
    points = tuple((axes.across.at((n + 1) / 100), axes.down.at(value)) for n, value in enumerate(values))
    return Line(TITLES[name], SIGNS[name], points)


def lift_at_capacity(ranking: Ranking, share: float) -> float:
    """How many times as many of the first services were below Good as of all; `share` is that of all."""
    return ranking.hits / ranking.slots / share


def _svg(title: str, axes: Axes, lines: Sequence[Line]) -> str:
    # Ticks of years are no quantities: 2,024 would be none.
    years = axes.across.unit == "year"
    labels = [(t.at, str(int(t.value)) if years else t.words) for t in axes.across.ticks]
    box = {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}
    return _template().render(title=title, axes=axes, lines=lines, labels=labels, **box).strip() + "\n"


def _template() -> Template:
    return environment("careplace.casework.assurance.warning").get_template("chart.svg.jinja")
