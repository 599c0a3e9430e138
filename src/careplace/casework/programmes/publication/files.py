"""The files of a published paper: the page with its pictures, the same on paper, and everything as JSON."""

import json
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
from markupsafe import Markup

from careplace.casework.edition_reader import place_name
from careplace.casework.programmes.comparators import comparators_in_words
from careplace.casework.programmes.local.models import LocalMeasure
from careplace.casework.programmes.paper import OutcomePart, Paper
from careplace.casework.programmes.protocol import content_of
from careplace.casework.programmes.publication.pictures import Picture, pictures
from careplace.casework.programmes.survey_charts import ON_PAPER, survey_chart
from careplace.casework.programmes.surveys import Weighted, share_of
from careplace.casework.programmes.verdicts import Verdict
from careplace.casework.publication_templates import environment
from careplace.publish.pdf import to_pdf

SCHEMA = 1
PAGES = 4
"""Of the PDF: a Health and Wellbeing Board reads no more."""


class TooLong(ValueError):
    """A paper of more than PAGES pages; the message says what to shorten."""


def paper_files(
    document: Paper, checked: Sequence[Verdict], today: date, home: Path
) -> dict[str, str | bytes]:
    """{name: content} of every file that is published together. Raises TooLong."""
    drawn = pictures(document)
    return {
        "index.html": page_html(document, drawn, home),
        "board-paper.pdf": paper_pdf(document, today, home),
        "board-paper.json": json.dumps(as_record(document, checked, home), ensure_ascii=False, indent=1),
        **{picture.name: picture.content for picture in drawn.values()},
    }


def page_html(document: Paper, drawn: dict[str, Picture], home: Path) -> str:
    """The paper as a fragment of HTML, whose pictures are files next to it."""
    return _rendered("page.html.jinja", document, home, drawn=drawn)


def staff_html(document: Paper, home: Path) -> Markup:
    """The same for a page of casework, with the pictures in it."""
    drawn = {str(part.record.pk): Markup(part.drawn.picture) for part in document.outcomes if part.drawn}  # noqa: S704 - our template
    drawn |= {key: _figure(survey_chart(waves)) for key, waves in document.questions.items()}
    return Markup(_rendered("staff_page.html.jinja", document, home, drawn=drawn))  # noqa: S704 - escaped there


def paper_pdf(document: Paper, today: date, home: Path) -> bytes:
    """The paper as a tagged PDF of at most PAGES pages, with fewer pictures where all of them are too many.

    Raises:
        TooLong: where it is longer without a picture.
        PaperRefused: as `publish.pdf`.
    """
    every_part = document.outcomes
    pages = 0
    charts = {key: _figure(survey_chart(waves, ON_PAPER)) for key, waves in document.questions.items()}
    for parts in (every_part, [part for part in every_part if part.registered], []):
        drawn = {str(part.record.pk): Markup(part.drawn.paper_picture) for part in parts if part.drawn}  # noqa: S704 - our template
        drawn |= charts if parts else {}
        content = to_pdf(_rendered("pdf.html.jinja", document, home, drawn=drawn, today=today))
        pages = page_count(content)
        if pages <= PAGES:
            return content
    raise TooLong(
        f"The paper has {pages} pages, and a board reads {PAGES}: shorten what the programme is for, the protocol, or names "
        "of items."
    )


def _figure(drawing: Markup) -> Markup:
    return Markup("<figure>{}</figure>").format(drawing)


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        return len(document)


def as_record(document: Paper, checked: Sequence[Verdict], home: Path) -> dict[str, Any]:
    """Everything of a paper as plain values. `locked` is what the digest of the protocol is of, as canonical JSON has it."""
    programme = document.programme
    return {
        "schema": SCHEMA,
        "title": title(document, home),
        "place": {"code": programme.place, "name": place_name(home, programme.place)},
        "protocol": {
            "sha256": programme.sha256,
            "locked_on": programme.locked_on.isoformat() if programme.locked_on else None,
            "locked": json.loads(json.dumps(content_of(programme), default=str)),
        },
        "summary": document.summary,
        "sections": [
            {
                "title": section.title,
                "outcomes": [_outcome_record(part) for part in section.outcomes],
                "surveys": [_wave_record(wave) for wave in section.waves],
                "money_and_activity": list(section.items),
            }
            for section in document.sections
        ],
        "balance": list(document.balance),
        "sentences": [
            {"sentence": verdict.sentence, "verdict": verdict.grade, "why": list(verdict.says)}
            for verdict in checked
        ],
    }


def title(document: Paper, home: Path) -> str:
    """What the paper is called."""
    name = place_name(home, document.programme.place)
    return f"{document.programme.name}: paper for the Health and Wellbeing Board of {name}"


def _rendered(name: str, document: Paper, home: Path, **more: Any) -> str:
    context = {
        "paper": document,
        "title": title(document, home),
        "place": place_name(home, document.programme.place),
    }
    left_out = [place_name(home, code) for code in document.programme.left_out]
    compared = {"left_out": left_out, "compared_with": comparators_in_words(document.programme, home)}
    return environment(__package__).get_template(name).render(context | compared | more)


def _outcome_record(part: OutcomePart) -> dict[str, Any]:
    estimate = part.estimate
    calculated = (
        {name: getattr(estimate, name) for name in ("edition", "release", "protocol_sha256")}
        if estimate
        else {}
    )
    local = {"local": _local_record(part)} if part.local else {}
    return {
        "measure": part.record.measure,
        "breakdown": part.record.breakdown,
        "title": part.title,
        "registered": part.registered,
        "hoped": part.record.hoped,
        "result": part.result,
        "dropped": part.dropped,
        "sentences": list(part.texts_shown),
        **calculated,
        **local,
    }


def _weighted_record(weighted: Weighted | None) -> dict[str, Any] | None:
    if weighted is None:
        return None
    return {
        "share_with_limits": weighted.limits,
        "variance": float(weighted.result.variance),
        "effective_number": float(weighted.result.effective),
        "design_effect": float(weighted.result.design_effect),
        "groups": [
            {
                "group": list(group.labels),
                "people": group.people,
                "asked": group.invited,
                "answers": group.answers,
            }
            for group in weighted.groups
        ],
    }


def _local_record(part: OutcomePart) -> dict[str, Any]:
    """What a local outcome counts, and which version of its figures the answer is of."""
    described = {name: getattr(part.local, name) for name in LocalMeasure.DESCRIPTION}
    figures = part.figures
    used = {"version": figures.number, "sha256": figures.sha256} if figures else None
    return described | {"published": False, "figures": used}


def _wave_record(wave: Any) -> dict[str, Any]:
    share = share_of(wave)
    return {
        "question": wave.question,
        "asked_of": wave.asked_of,
        "held_on": wave.held_on.isoformat(),
        "invited": wave.invited,
        "answers": share.answers,
        "agree": share.agreeing,
        "options": wave.scale,
        "options_that_agree": wave.scale[len(wave.scale) - wave.agree :],
        "share_with_limits": share.share,
        "weighting": wave.weighting,
        "grouped_by": wave.grouped_by,
        "weighted": _weighted_record(share.weighted),
    }
