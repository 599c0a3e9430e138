"""Who was heard on each key line, and who was not: a page, and a file."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from careplace.casework.reviews.board import Board, board
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.models import Review, Source
from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.casework.csv_lines import csv_lines
from careplace.web.casework.reviews.scope import at_review

COLUMNS = ("key_line", "question", "population", "organisation", "sources")


@at_review()
def coverage(request: HttpRequest, record: Review) -> HttpResponse:
    """Gaps in words, then each key line with who was heard on it."""
    evidence = evidence_of(record.pk)
    used = Source.objects.filter(review=record, state="used").values_list("pk", flat=True)
    heard = {piece.source for piece in evidence}
    context = {
        "review": record,
        "framework": record.framework_used,
        "board": _board(record, evidence),
        "not_coded": sum(str(source) not in heard for source in used),
    }
    return render(request, "reviews/coverage.html", context)


@at_review()
def coverage_csv(_request: HttpRequest, record: Review) -> StreamingHttpResponse:
    """A row for each key line, population and kind of organisation with the number of sources."""
    return csv_lines("coverage.csv", COLUMNS, _rows(_board(record, evidence_of(record.pk))))


def _board(record: Review, evidence: list) -> Board:
    return board(record.framework_used, evidence, record.populations)


def _rows(whole: Board) -> Iterator[list[str]]:
    for cell in (cell for of_line in whole.cells.values() for cell in of_line):
        numbers = [*cell.heard, *((kind, 0) for kind in cell.unheard)]
        for kind, number in numbers:
            texts = (cell.line.title, cell.line.question, cell.population.title, kind.title, str(number))
            yield [spreadsheet_safe_text(text) for text in texts]
