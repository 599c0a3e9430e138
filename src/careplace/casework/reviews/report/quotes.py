"""What a quotation may say of who was heard: what consent allows, and nothing by which one person could be recognised.

An attribution by role needs FEWEST people of that role and kind of organisation among the review's sources, and one by
kind of organisation FEWEST people of that kind; with fewer it is widened, to the kind and then to nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.framework import Framework
from careplace.casework.reviews.models import Review, Source
from careplace.casework.reviews.report.references import plain
from careplace.voices.texts import Quotation, Span

FEWEST = 5
"""As for services behind a published figure: with fewer people, somebody who knows them could say who it is."""
ANONYMOUS = "a person we heard"
WRITTEN = ("document", "survey", "figure")
"""Categories of sources in which no single person was heard; a document is named by its kind of organisation."""


@dataclass(frozen=True)
class Quote:
    """Words that may be quoted, and who they are by."""

    words: str
    by: str

    @property
    def markdown(self) -> str:
        """As it stands in the text of a report."""
        return f"“{plain(self.words)}” ({plain(self.by)})"


@dataclass(frozen=True)
class Refusal:
    """A quotation that is not possible, and why."""

    why: str


def quotes(review: Review, ids: Iterable[str], sources: Iterable[Source]) -> dict[str, Quote | Refusal]:
    """{id of a coding: its quotation, or why there is none}.

    Args:
        sources: those of the review that are used.
    """
    people, rows = _people(sources), _codings(review, ids)
    return {
        id: _quote(rows[id], review.framework_used, people)
        if id in rows
        else Refusal("There is no such quotation in this review.")
        for id in ids
    }


def attribution(source: Source, framework: Framework, people: Mapping[tuple[str, str], int]) -> str:
    """Who a quotation of a source is by, as widely as consent and the number of people demand.

    Args:
        people: {(kind of organisation, role): how many people were heard}.
    """
    of_source = next(k for k in framework.organisations if k.key == source.organisation)
    kind = of_source.in_sentence
    of_kind = sum(
        count for (organisation, _role), count in people.items() if organisation == source.organisation
    )
    if source.consent == "anonymous":
        return ANONYMOUS
    if source.category in WRITTEN:
        return f"{source.category}, {kind}"
    key = (source.organisation, _folded(source.role))
    if source.consent == "role" and source.role and people.get(key, 0) >= FEWEST:
        return str(source.role) if of_source.people else f"{source.role}, {kind}"
    return kind if of_kind >= FEWEST else ANONYMOUS


def _quote(row: Coding, framework: Framework, people: Mapping[tuple[str, str], int]) -> Quote | Refusal:
    source, text = row.source, row.text
    if source.state != "used":
        return Refusal(f"{source.title} was withdrawn.")
    if row.state != "coded" or text.state != "current":
        return Refusal(f"A quotation of {source.title} is no longer coded in its latest text.")
    if source.consent == "no-quotation":
        return Refusal(f"{source.title} may be counted and summed up, and never quoted.")
    if not Quotation(Span(row.start, row.end), row.sha256).stands_in(text.content):
        return Refusal(f"The words of a quotation of {source.title} have changed.")
    return Quote(text.content[row.start : row.end], attribution(source, framework, people))


def _people(sources: Iterable[Source]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for source in sources:
        if source.category not in WRITTEN:
            key = (source.organisation, _folded(source.role))
            counts[key] = counts.get(key, 0) + source.people
    return counts


def _codings(review: Review, ids: Iterable[str]) -> dict[str, Coding]:
    wanted = [UUID(id) for id in ids if _is_id(id)]
    if not wanted:
        return {}
    rows = Coding.objects.filter(review=review, pk__in=wanted).select_related("source", "text")
    return {str(row.pk): row for row in rows}


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _folded(role: str) -> str:
    return " ".join(role.split()).casefold()
