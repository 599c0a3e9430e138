"""What a consultation releases to the public site: itself when it opens, and its report."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from careplace.casework.consultation.charts import chart_png
from careplace.casework.consultation.models import Consultation, Theme
from careplace.casework.consultation.questionnaires import questionnaire
from careplace.casework.consultation.results import COLUMNS, Results, csv_rows
from careplace.casework.edition_reader import place_name
from careplace.casework.publication_templates import markdown_environment
from careplace.casework.store_refusals import store_refusals
from careplace.consultations.counts import FEWEST_FOR_PERCENTAGES
from careplace.consultations.open_consultations import KIND, RESULTS
from careplace.consultations.questionnaire import FILE
from careplace.publications.changes import release
from careplace.publications.markup import from_markdown
from careplace.publications.records import Description
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.publish.wording import day


def publication_id(consultation: Consultation) -> str:
    """The id of its publication: "consultation-e08000026-1a2b3c4d"."""
    return f"consultation-{consultation.place.lower()}-{consultation.pk.hex[:8]}"


def results_id(consultation: Consultation) -> str:
    """The id of the publication of its report."""
    return f"{consultation.publication}-results"


def release_questions(consultation: Consultation, today: date, home: Path, site: str) -> None:
    """Publish the consultation as it is now, as the next version: from then on the site for responses takes them.

    Raises:
        ValidationError: with everything that keeps it from being published.
    """
    name = place_name(home, consultation.place)
    it = questionnaire(consultation, name)
    summary = f"{it.organisation} asks until {day(it.closes_on)}."
    text = _template("consultation.md.jinja").render(
        it=it, site=site.rstrip("/"), id=consultation.publication
    )
    files = {"index.html": from_markdown(text), FILE: it.model_dump_json(indent=1)}
    described = _description(KIND, consultation, name, consultation.title, summary, today)
    version = consultation.published_version or 1
    note = consultation.reason if version > 1 else ""
    _released(home, consultation.publication, described, files, version, note)


def release_report(consultation: Consultation, today: date, home: Path) -> None:
    """Publish the closing report as the next version of its publication. Raises as `release_questions`."""
    name, results = place_name(home, consultation.place), consultation.results
    files: dict[str, str | bytes] = {
        "index.html": from_markdown(report_text(consultation)),
        "results.json": json.dumps(_open_data(consultation), ensure_ascii=False, indent=1),
        "results.csv": _csv(results),
    }
    for number, table in enumerate(results["tables"], start=1):
        files[f"chart-{number}.png"] = chart_png(table)
    summary = f"What people told {consultation.organisation}, and what was done."
    described = _description(
        RESULTS, consultation, name, f"You said, we did: {consultation.title}", summary, today
    )
    _released(
        home, results_id(consultation), described, files, consultation.results_version or 1, consultation.note
    )


def report_text(consultation: Consultation) -> str:
    """The closing report as Markdown."""
    results = consultation.results
    context = results | {
        "introduction": consultation.introduction,
        "themes": themes(consultation),
        "least_for_percentages": FEWEST_FOR_PERCENTAGES
        if any(t["has_percentages"] for t in results["tables"])
        else 0,
    }
    return _template("report.md.jinja").render(context)


def themes(consultation: Consultation) -> list[Theme]:
    """What people said and what was done, in the order of the report."""
    return list(consultation.themes.filter(state="written"))


def _open_data(consultation: Consultation) -> dict[str, Any]:
    themes_as_data = [
        {"you_said": theme.statement, "we_did": theme.outcome} for theme in themes(consultation)
    ]
    about = {
        "consultation": consultation.publication,
        "title": consultation.title,
        "place": consultation.place,
    }
    return about | {"themes": themes_as_data} | consultation.results


def _csv(results: Results) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([spreadsheet_safe_text(cell) for cell in row] for row in csv_rows(results))
    return text.getvalue()


def _description(
    kind: str, consultation: Consultation, name: str, title: str, summary: str, today: date
) -> Description:
    return Description(
        kind=kind,
        title=title,
        summary=summary,
        place=consultation.place,
        place_name=name,
        author=consultation.organisation,
        published_on=today,
    )


def _released(
    home: Path, id: str, described: Description, files: Mapping[str, str | bytes], version: int, note: str
) -> None:
    with store_refusals():
        release(home, id, described, files, version - 1 or None, note if version > 1 else "")


@cache
def _template(name: str) -> Any:
    templates = markdown_environment("careplace.casework.consultation")
    templates.globals |= {"day": day, "cell": _cell, "count": _count}
    return templates.get_template(name)


def _cell(text: str) -> str:
    """A text in a cell of a table of Markdown."""
    return " ".join(text.split()).replace("|", "\\|")


def _count(people: int | None) -> str:
    return "not shown" if people is None else f"{people:,}"
