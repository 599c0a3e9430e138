"""The text of a statement on working with providers: what the team did, from casework, and the ratings, from the edition."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Template

from careplace.casework.assurance.proof.counted import counted
from careplace.casework.assurance.proof.edition_part import edition_part
from careplace.casework.assurance.proof.evidence_for_claims import Entry, entries
from careplace.casework.assurance.proof.sentences import FEWEST_PUBLISHED, level_sentence
from careplace.casework.assurance.proof.years import Year
from careplace.casework.publication_templates import markdown_environment
from careplace.publish.wording import FEW


@dataclass(frozen=True)
class Text:
    """A statement's text in Markdown, the casework figures in it, and the edition that its other figures come from."""

    markdown: str
    figures: list[Entry]
    edition: str


def statement_text(place: str, year: Year, introduction: str, today: date, home: Path) -> Text:
    """The statement of a year as the records have it today."""
    result = counted(place, year, today, home)
    shown, levels = entries(result.figures.values()), result.evidence.levels
    body, edition = edition_part(home, place, year, today)
    context = {
        "introduction": introduction.strip(),
        "year": year,
        "entries": shown,
        "levels": level_sentence(levels, year.last_day(today), public=True) if levels else "",
        "today": today,
        "edition_part": body,
        "fewest": FEWEST_PUBLISHED,
        "few": FEW,
    }
    return Text(_template().render(context).strip() + "\n", shown, edition)


def _template() -> Template:
    return markdown_environment("careplace.casework.assurance.proof").get_template("statement.md.jinja")
