"""/measures/<id>/charts/<name>.svg, .png and .csv: a chart of a measure's page as a file, and its figures."""

from collections.abc import Callable, Iterable

from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from careplace.publish.chart_files.data import Row
from careplace.publish.chart_files.formats import ChartFile
from careplace.publish.chart_files.sources import OUTLINES, source_lines
from careplace.publish.page import Exhibits
from careplace.publish.wording import filename
from careplace.web.public.chart_response import chart_response
from careplace.web.public.measures.council_figures import CouncilFigures, council_figures
from careplace.web.public.measures.params import chosen_row, council_params
from careplace.web.public.measures.views import chart_context, measure_page
from careplace.web.shell.errors import NoSuchPage, answer


@require_safe
def chart(request, id: str, name: str, kind: str):
    """A chart of a measure over all councils, with the council of `place` picked out."""
    page, params = measure_page(request, id), council_params(request)
    if page.wrong or params.wrong or page.subject is None:
        return answer(request, 400, "This measure has no such figures", page.wrong or params.wrong)
    councils = council_figures(request.edition, page.subject, page.period) if page.period else None
    chart_kind = "trend" if name.startswith("trend-") else name
    if councils is None or chart_kind not in _ROWS:
        raise NoSuchPage(
            f"The measure {id!r} has no chart of the name {name!r}: its page has those that there are."
        )
    drawing = _chart(request, councils, chart_kind, params.place)
    if drawing is None:
        raise NoSuchPage(f"The measure {id!r} has no {chart_kind} for this period: there is nothing to draw.")
    words = (
        request.edition.id,
        filename(page.subject.key),
        filename(councils.period),
        chart_kind,
        params.place,
    )
    return chart_response(drawing, kind, "-".join(["careplace", *filter(None, words)]))


def _chart(request, councils: CouncilFigures, kind: str, place: str) -> ChartFile | None:
    chosen = chosen_row(request.edition, councils, place)
    context = chart_context(request.edition, councils, chosen) | {
        "subject": councils.subject,
        "found": councils,
        "period_shown": councils.period,
        "exhibits": Exhibits(),
        "kind": kind,
    }
    html = render_to_string("measures/chart.html", context, request=request)
    rows = tuple(_ROWS[kind](councils, context))
    if "<figure" not in html or not rows:
        return None
    about = chosen.figure if chosen is not None and chosen.figure is not None else councils.england
    figures = [figure for _series, figure in rows]
    lines = source_lines(figures, request.edition.made_from, request.edition.id, kind, about)
    return ChartFile(html, tuple([OUTLINES, *lines] if kind == "map" else lines), rows)


def _council_rows(councils: CouncilFigures, _context: dict) -> Iterable[Row]:
    """Every council's figure, then England's and the quartiles."""
    yield from ((row.name, row.figure) for row in councils.with_value if row.figure is not None)
    yield councils.nation, councils.england
    names = ("lower quartile of councils", "median of councils", "upper quartile of councils")
    yield from zip(names, councils.quartiles or (), strict=False)


def _trend_rows(_councils: CouncilFigures, context: dict) -> Iterable[Row]:
    chart = context["report"].chart
    lines = chart.lines if chart else ()
    return ((line.name, point.figure) for line in lines for run in line.runs for point in run.points)


_ROWS: dict[str, Callable[[CouncilFigures, dict], Iterable[Row]]] = {
    "trend": _trend_rows,
    "strip": _council_rows,
    "funnel": _council_rows,
    "map": _council_rows,
}
