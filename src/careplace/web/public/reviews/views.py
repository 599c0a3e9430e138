"""Findings over all published reviews: counted by key line, searched, and as a file."""

import csv
import io
from dataclasses import dataclass, fields

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.publish.opendata import spreadsheet_safe_text
from careplace.web.public.publications.views import NOT_OF_THE_EDITION
from careplace.web.public.reviews.findings import KINDS, Finding, counts, findings

SHOWN = 200
"""Findings that the page lists; the file has all."""


@dataclass(frozen=True)
class Params:
    """What a reader looks for: words, a kind of finding and a key line; "" for all."""

    words: str
    kind: str
    line: str

    def matches(self, row: Finding) -> bool:
        """Whether a finding has all of the words, and is of the kind and line."""
        text = f"{row.text} {row.line} {row.place_name}".casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and self.kind in ("", row.kind)
            and self.line in ("", row.line)
        )


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """/reviews/: counts of places by key line, and the findings that match."""
    everything, params = findings(request.publications), params_of(request)
    matches = [row for row in everything if params.matches(row)]
    context = {
        "params": params,
        "kinds": KINDS,
        "lines": sorted({row.line for row in everything}),
        "reviews": len({row.publication for row in everything}),
        "places": len({row.place for row in everything}),
        "counts": counts(matches),
        "matches": matches[:SHOWN],
        "total": len(matches),
        "query_of": {"q": params.words, "kind": params.kind, "line": params.line},
    }
    return render(request, "reviews/reviews.html", context | NOT_OF_THE_EDITION)


@require_safe
def reviews_csv(request: HttpRequest) -> HttpResponse:
    """/reviews/findings.csv: every finding that matches, a line each."""
    params, names = params_of(request), [field.name for field in fields(Finding)]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for row in findings(request.publications):
        if params.matches(row):
            writer.writerow([spreadsheet_safe_text(getattr(row, name)) for name in names])
    headers = {"Content-Disposition": 'attachment; filename="careplace-findings-of-reviews.csv"'}
    kind = "text/csv; charset=utf-8; header=present"
    return HttpResponse(text.getvalue(), content_type=kind, headers=headers)


def params_of(request: HttpRequest) -> Params:
    """The parameters of the address; a kind that is none counts as all."""
    kind = request.GET.get("kind", "")
    words = request.GET.get("q", "")[:200]
    return Params(words, kind if kind in KINDS else "", request.GET.get("line", "")[:300])
