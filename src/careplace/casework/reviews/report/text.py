"""The text of a section as it would be published: its references resolved, and everything that is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from careplace.casework.reviews.models import Review, Source
from careplace.casework.reviews.report.figures import ReportFigure, report_figures
from careplace.casework.reviews.report.quotes import Quote, Refusal, quotes
from careplace.casework.reviews.report.references import broken_in, figures_in, quotes_in, resolved
from careplace.publications.markup import from_markdown


@dataclass(frozen=True)
class Resolved:
    """Texts with words in place of references. `problems` are sentences; a text that has any is not published."""

    texts: tuple[str, ...]
    figures: dict[str, ReportFigure]
    problems: tuple[str, ...]

    @property
    def html(self) -> list[str]:
        """Each text as sanitised HTML."""
        return [from_markdown(text) for text in self.texts]


def resolve(review: Review, texts: Iterable[str], home: Path, sources: Iterable[Source]) -> Resolved:
    """Resolve the references of several texts, with one look at the codings and one at the edition.

    Args:
        sources: those of the review that are used.
    """
    texts = list(texts)
    joined = "\n".join(texts)
    figures, quoted = report_figures(home, figures_in(joined)), quotes(review, quotes_in(joined), sources)
    problems = [*_refused(quoted), *_missing(joined, figures), *_broken(joined)]
    quote_words = {id: _words(quote) for id, quote in quoted.items()}
    figure_words = {
        id: figures[id].words if id in figures else f"(no figure: {id})" for id in figures_in(joined)
    }
    filled = tuple(resolved(text, quote_words, figure_words) for text in texts)
    if "<img" in from_markdown("\n\n".join(filled)):
        problems.append("A report has no pictures: describe what it shows.")
    return Resolved(filled, figures, tuple(problems))


def _words(quote: Quote | Refusal) -> str:
    return quote.markdown if isinstance(quote, Quote) else f"(no quotation: {quote.why})"


def _refused(quoted: dict[str, Quote | Refusal]) -> list[str]:
    return [quote.why for quote in quoted.values() if isinstance(quote, Refusal)]


def _missing(text: str, figures: dict[str, ReportFigure]) -> list[str]:
    return [f"The current edition has no figure {id}." for id in figures_in(text) if id not in figures]


def _broken(text: str) -> list[str]:
    return [f"“{start}” is no reference: write [[quote:…]] or [[figure:…]]." for start in broken_in(text)]
