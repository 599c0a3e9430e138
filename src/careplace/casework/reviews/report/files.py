"""The files of a published report: the page, its charts, both on paper, everything as JSON, and the place's data report.

All figures, and all charts of them, are of the edition that the report was written from.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from careplace.casework.edition_reader import NoEdition, edition, place_name, reader_of
from careplace.casework.publication_templates import environment
from careplace.casework.reviews.edition_figures import nation_name
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.followup.plan import as_records
from careplace.casework.reviews.report import heard_chart
from careplace.casework.reviews.report.chart import NAME, alternative, chart_png, charts_on_paper, finding
from careplace.casework.reviews.report.contents import Contents, Judged, decisions_sentence, line_titles
from careplace.casework.reviews.report.figure_charts import FigureChart, figure_charts
from careplace.casework.reviews.report.figures import ReportFigure
from careplace.casework.reviews.report.headings import below
from careplace.casework.reviews.report.outline import QUESTIONS
from careplace.editions.made_from import made_from
from careplace.figures import parse_id
from careplace.measures.providers.profile import NotCovered
from careplace.measures.report import data_report
from careplace.publish.content import Content
from careplace.publish.opendata import to_json
from careplace.publish.page import render
from careplace.publish.pdf import to_pdf

SCHEMA = 1


class EditionReplaced(Exception):
    """Another edition became current while the report was read."""


def report_files(contents: Contents, today: date, home: Path) -> dict[str, str | bytes]:
    """{name: content} of every file that is published together.

    Raises:
        EditionReplaced: where the charts would be of another edition than the report.
    """
    place = _place_data(contents, home)
    charts = figure_charts(place, contents.resolved.figures) if place else ()
    page = report_html(contents, today, home, charts)
    paper = report_html(contents, today, home, charts, paper=True)
    return {
        "index.html": page,
        "report.pdf": to_pdf(paper),
        "review.json": json.dumps(as_record(contents, home, charts), ensure_ascii=False, indent=1),
        **_pictures(contents),
        **{chart.name: chart.png for chart in charts},
        **(_data_report(place) if place else {}),
    }


def report_html(
    contents: Contents, today: date, home: Path, charts: Sequence[FigureChart], paper: bool = False
) -> str:
    """The report as a fragment of HTML, or as a page for `publish.pdf`."""
    name = "report_paper.html.jinja" if paper else "report.html.jinja"
    bodies = [Markup(below(html)) for html in contents.resolved.html]  # noqa: S704 - sanitised
    judged = contents.judged
    context = {
        "contents": contents,
        "chart": charts_on_paper(judged) if paper else NAME,
        "alternative": alternative(judged),
        "finding": finding(judged),
        "heard": heard_chart,
        "heard_picture": heard_chart.on_paper(contents) if paper else heard_chart.NAME,
        "charts": charts,
        "titles": line_titles(judged),
        "sections": [
            (section, body) for section, body in zip(contents.sections, bodies, strict=True) if body.strip()
        ],
        "place": place_name(home, contents.review.place),
        "nation": nation_name(home),
        "questions": QUESTIONS.key,
        "today": today,
        "comments": decisions_sentence(contents.decisions),
        "figures": [
            (figure, words_of(figure, contents.review.place, home))
            for figure in sorted(
                contents.resolved.figures.values(), key=lambda figure: (figure.title, figure.period)
            )
        ],
    }
    return environment(__package__).get_template(name).render(context)


def words_of(figure: ReportFigure, place: str, home: Path) -> str:
    """A figure in the column of the review's place: one of another place has that place's name."""
    of = parse_id(figure.id)[1]
    return figure.words if of == place else f"{figure.words} ({place_name(home, of)})"


def as_record(contents: Contents, home: Path, charts: Sequence[FigureChart]) -> dict[str, Any]:
    """Everything of a published report as plain values: what is read across all reviews."""
    review, framework = contents.review, contents.framework
    return {
        "schema": SCHEMA,
        "title": review.title,
        "place": {"code": review.place, "name": place_name(home, review.place)},
        "framework": {"id": framework.id, "version": framework.version, "title": framework.title},
        "edition": contents.edition,
        "fieldwork": {"from": review.starts_on.isoformat(), "to": review.ends_on.isoformat()},
        "scope": review.scope,
        "heard": {"people": contents.people, "sources": contents.heard},
        "factual_accuracy": contents.decisions,
        "sections": [
            {"key": section.key, "title": section.title, "markdown": text}
            for section, text in zip(contents.sections, contents.resolved.texts, strict=True)
        ],
        "recommendations": as_records(contents.plan),
        "judgements": [_judged_record(judged) for judged in contents.judged],
        "figures": [asdict(figure) for figure in contents.resolved.figures.values()],
        "charts": [chart.record for chart in charts],
    }


def _judged_record(judged: Judged) -> dict[str, Any]:
    judgement, weight = judged.judgement, judged.weight
    return {
        "line": judged.line.key,
        "title": judged.line.title,
        "theme": judged.theme.title,
        "statement": judgement.statement,
        "direction": judgement.direction,
        "level": judgement.level,
        "confidence": judgement.confidence,
        "against_weight": judgement.reason,
        "sources": {str(way): weight.count(way) for way in Direction},
        "corroborated": [str(way) for way in weight.corroborated],
        "contradicted": weight.contradicted,
        "not_heard": [kind.title for kind in (*weight.unheard_organisations, *weight.unheard_populations)],
        "dissents": list(judged.dissents),
    }


def _pictures(contents: Contents) -> dict[str, str | bytes]:
    if not contents.judged:
        return {}
    return {NAME: chart_png(contents.judged), heard_chart.NAME: heard_chart.picture(contents)}


def _place_data(contents: Contents, home: Path) -> Content | None:
    """What the edition has of the place; None where no edition covers it."""
    try:
        with edition(home) as opened:
            if opened.id != contents.edition:
                raise EditionReplaced
            area = opened.gazetteer.areas.get(contents.review.place)
            return Content(data_report(reader_of(opened), area, made_from(opened))) if area else None
    except (NoEdition, NotCovered):
        return None


def _data_report(content: Content) -> dict[str, str | bytes]:
    """The data report of the place on paper and as JSON."""
    return {"data-report.pdf": to_pdf(render(content, paper=True)), "data-report.json": to_json(content)}
