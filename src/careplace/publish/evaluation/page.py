"""The page of a study."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from careplace import __version__
from careplace.evaluation.results import Check, Effect
from careplace.publish import page, wording
from careplace.publish.evaluation.charts import gap_chart, ways
from careplace.publish.evaluation.sentences import findings, signed, unit_of
from careplace.publish.evaluation.study import Study
from careplace.publish.writing import write_file

LEAST_WEIGHT = 0.01


def render(study: Study, names: Mapping[str, str], edition: str, origin: str = "") -> str:
    """The page as HTML that needs nothing else.

    Args:
        names: those of the councils by code.
        origin: whose the figures are, where they are not the edition's.
    """
    scale, rows = ways(study)
    question, measure = study.question, study.series.measure
    context = {
        "heading": f"{question.area.name} after {question.what}: {measure.title}",
        "measure": measure,
        "periods": study.series.periods,
        "period_words": lambda period: wording.period(period, measure.period_type),
        "sentences": findings(study),
        "checks": checks(study),
        "weights": weights(study, names),
        "ways": rows,
        "zero": scale.at(0.0),
        "signed": lambda value: signed(value, measure),
        "edition": edition,
        "origin": origin,
        "version": __version__,
    }
    return page.environment().get_template("evaluation.html").render(**context, **_of_picture(study))


def picture(study: Study, paper: bool = False) -> str:
    """The picture of the gap alone, as an HTML figure without styles of its own; `paper` for a PDF."""
    return page.environment().get_template("_gap.html").render(**_of_picture(study, paper))


def _of_picture(study: Study, paper: bool = False) -> dict[str, Any]:
    return {
        "study": study,
        "unit": unit_of(study.series.measure),
        "gap": gap_chart(study),
        "gap_headline": gap_headline(study),
        "exhibits": page.Exhibits(),
        "paper": paper,
    }


def write(study: Study, names: Mapping[str, str], edition: str, to: Path) -> Path:
    """Write the page into the folder `to`: "E06000026-plymouth-delayed-days-rate-month-2018-01.html"."""
    area, measure = study.question.area, study.series.measure
    name = f"{area.code}-{wording.filename(area.name)}-{measure.id}-{study.question.event}.html"
    return write_file(to / name, render(study, names, edition).encode())


def gap_headline(study: Study) -> str:
    """What the picture shows: in how many periods after the event the gap was outside the band."""
    by_period, event = study.by_period, study.panel.event
    after = len(by_period.gap) - event
    if by_period.lower is None or by_period.upper is None:
        return f"The gap over {after} periods after the event; too few councils for a band"
    gap, lower, upper = by_period.gap[event:], by_period.lower[event:], by_period.upper[event:]
    outside = int(((gap < lower) | (gap > upper)).sum())
    return (
        f"After the event the gap was outside the band of the other councils in {outside} of {after} periods"
    )


def checks(study: Study) -> list[tuple[str, Check]]:
    """(method, assumption) of every method that could be asked."""
    by_method = {
        "Other councils": study.differences,
        "Weighted mean of councils": study.synthetic,
        "The council alone": study.alone,
        "Its counts alone": study.counts,
    }
    return [
        (name, check)
        for name, effect in by_method.items()
        if isinstance(effect, Effect)
        for check in effect.checks
    ]


def weights(study: Study, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(council, weight in percent) of the synthetic control, the largest first."""
    controls = study.panel.controls
    pairs = sorted(
        zip(study.synthetic_fit.weights, controls, strict=True), key=lambda pair: (-pair[0], pair[1])
    )
    return [
        (names.get(study.panel.places[row], study.panel.places[row]), f"{weight:.0%}")
        for weight, row in pairs
        if weight >= LEAST_WEIGHT
    ]
