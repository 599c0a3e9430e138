"""The pictures of outcomes as files of a publication: the public site shows no SVG that it did not draw itself."""

from dataclasses import dataclass

from careplace.casework.programmes.local.measures import NOT_PUBLISHED
from careplace.casework.programmes.models import Estimate
from careplace.casework.programmes.paper import OutcomePart, Paper
from careplace.casework.programmes.survey_charts import chart_words, survey_chart
from careplace.casework.programmes.surveys import share_of
from careplace.publish.chart_files import elements
from careplace.publish.chart_files.png import png
from careplace.publish.chart_files.standalone import svg


@dataclass(frozen=True)
class Picture:
    """A picture: its file, and its words for people who do not see it."""

    name: str
    words: str
    content: bytes


def pictures(document: Paper) -> dict[str, Picture]:
    """{id of an outcome: its picture} of the outcomes that have one, and the same by key of a survey question."""
    surveys = {
        key: Picture(f"survey-{n}.png", chart_words([*map(share_of, waves)]), png(survey_chart(waves)))
        for n, (key, waves) in enumerate(document.questions.items(), start=1)
    }
    drawn = [(part, part.drawn) for part in document.outcomes if part.drawn]
    outcomes = {
        str(part.record.pk): _picture(n, part, estimate) for n, (part, estimate) in enumerate(drawn, start=1)
    }
    return outcomes | surveys


def _picture(number: int, part: OutcomePart, estimate: Estimate) -> Picture:
    title = part.title
    origin = NOT_PUBLISHED if part.local else f"edition {estimate.edition}"
    source = f"{title}. Careplace {estimate.release}, {origin}"
    caption = elements.parsed(estimate.picture)[1].find("figcaption")
    words = title if caption is None else f"{title}. {elements.text_of(caption)}"
    return Picture(f"outcome-{number}.png", words, png(svg(estimate.picture, [source])))
