"""The files of a published report: the page, its chart, both on paper, everything as JSON, and the place's data report."""

import json
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
from careplace.casework.reviews.report.chart import NAME, alternative, chart_png, charts_on_paper, finding
from careplace.casework.reviews.report.contents import Contents, Judged, decisions_sentence, line_titles
from careplace.casework.reviews.report.headings import below
from careplace.casework.reviews.report.outline import QUESTIONS
from careplace.editions.made_from import made_from
from careplace.measures.providers.profile import NotCovered
from careplace.measures.report import data_report
from careplace.publish.content import Content
from careplace.publish.opendata import to_json
from careplace.publish.page import render
from careplace.publish.pdf import to_pdf

SCHEMA = 1


def report_files(contents: Contents, today: date, home: Path) -> dict[str, str | bytes]:
    """{name: content} of every file that is published together."""
    page = report_html(contents, today, home)
    paper = report_html(contents, today, home, paper=True)
    return {
        "index.html": page,
        "report.pdf": to_pdf(paper),
        "review.json": json.dumps(as_record(contents, home), ensure_ascii=False, indent=1),
        **({NAME: chart_png(contents.judged)} if contents.judged else {}),
        **_data_report(contents, home),
    }


def report_html(contents: Contents, today: date, home: Path, paper: bool = False) -> str:
    """The report as a fragment of HTML, or as a page for `publish.pdf`."""
    name = "report_paper.html.jinja" if paper else "report.html.jinja"
    bodies = [Markup(below(html)) for html in contents.resolved.html]  # noqa: S704 - sanitised
    context = {
        "contents": contents,
        "chart": charts_on_paper(contents.judged) if paper else NAME,
        "alternative": alternative(contents.judged),
        "finding": finding(contents.judged),
        "titles": line_titles(contents.judged),
        "sections": [
            (section, body) for section, body in zip(contents.sections, bodies, strict=True) if body.strip()
        ],
        "place": place_name(home, contents.review.place),
        "nation": nation_name(home),
        "questions": QUESTIONS.key,
        "today": today,
        "comments": decisions_sentence(contents.decisions),
        "figures": sorted(
            contents.resolved.figures.values(), key=lambda figure: (figure.title, figure.period)
        ),
    }
    return environment(__package__).get_template(name).render(context)


def as_record(contents: Contents, home: Path) -> dict[str, Any]:
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


def _data_report(contents: Contents, home: Path) -> dict[str, str | bytes]:
    """The data report of the place, of the same edition, on paper and as JSON; nothing where no edition covers the place."""
    try:
        with edition(home) as opened:
            area = opened.gazetteer.areas.get(contents.review.place)
            if area is None:
                return {}
            content = Content(data_report(reader_of(opened), area, made_from(opened)))
            return {
                "data-report.pdf": to_pdf(render(content, paper=True)),
                "data-report.json": to_json(content),
            }
    except (NoEdition, NotCovered):
        return {}
