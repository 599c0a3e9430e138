"""/figures/<id>/: where a figure comes from: its query, its rows, and the files of those rows."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplace.figures import counts_councils
from careplace.measures.outcomes.published_rows import in_words
from careplace.measures.providers.tracing import UnknownFigure
from careplace.measures.tracing import trace
from careplace.places.area import UnknownPlace
from careplace.web.public.place.addresses import suggested
from careplace.web.shell.errors import NoSuchPage

MOST_ROWS = 50
_PLACED = ("source", "sheet", "source_row")


@require_safe
def figure(request, id: str):
    """One figure, told whole."""
    edition = request.edition
    edition.keep_apart()
    try:
        traced = trace(edition.store, id)
    except (UnknownFigure, UnknownPlace, ValueError) as error:
        raise NoSuchPage(str(error), suggested(edition, id.split("/")[1] if "/" in id else id)) from None
    place = edition.gazetteer.areas.get(traced.figure.place)
    context = {
        "trace": traced,
        "figure": traced.figure,
        "files": [file for file in edition.made_from if _behind(file, traced.figure.source)],
        "names": {file["sha256"]: file["name"] for file in edition.made_from},
        "rows": [_row(row) for row in traced.rows[:MOST_ROWS]],
        "out_of": [_row(row) for row in traced.out_of[:MOST_ROWS]],
        "councils": counts_councils(traced.figure),
        "place": place.name if place else traced.figure.place,
        "shown": MOST_ROWS,
    }
    return render(request, "place/figure.html", context)


def _row(row: dict) -> dict:
    """A row as the page shows it: what it says, the id of its location where it has one, and where it stands."""
    if "location_id" in row:
        return {
            "text": f"{row['location_name'] or ''}: {row['overall'] or 'Not rated'}",
            "location": row["location_id"],
            "file": row["rating_source"],
            "where": f"{row['rating_sheet'] or ''} row {row['rating_row'] or row['source_row']}".strip(),
        }
    words = in_words(row) if "part" in row else _cells(row)
    where = f"{row.get('sheet') or ''} row {row['source_row']}".strip()
    return {"text": words, "location": "", "file": row["source"], "where": where}


def _cells(row: dict) -> str:
    """The cells of a row that was read as it is published."""
    cells = ((name, value) for name, value in row.items() if value is not None and name not in _PLACED)
    return ", ".join(f"{name} {_in_full(value)}" for name, value in cells)


def _in_full(value) -> str:
    """A cell as text; a number in full, without what binary fractions add to it."""
    return f"{value:,.12g}" if isinstance(value, float) else str(value)


def _behind(file: dict, source: str) -> bool:
    return any(file["sha256"].startswith(prefix) for prefix in source.split("|") if prefix)
