"""/compare/charts/<name>.svg, .png and .csv: places on one measure as a file, and its figures."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from careplace.publish.chart_files.data import Row
from careplace.publish.chart_files.formats import ChartFile
from careplace.publish.chart_files.sources import source_lines
from careplace.publish.page import Exhibits
from careplace.publish.wording import filename
from careplace.web.public.chart_response import chart_response
from careplace.web.public.compare.comparison import Compared, compared
from careplace.web.public.compare.params import comparison_params
from careplace.web.public.compare.views import nation_name
from careplace.web.shell.errors import NoSuchPage, answer


@require_safe
def chart(request, name: str, kind: str):
    """The chart of one measure; its name is the id of the figure on the page of the same places and measure."""
    edition = request.edition
    params = comparison_params(edition, request.GET.getlist("place"), request.GET.getlist("measure"))
    if params.wrong:
        return answer(request, 400, "There is no such comparison", params.wrong[0][1])
    if not params.enough or len(params.subjects) != 1:
        words = (
            "A chart is of one measure in two places or more: take its address from the page of a comparison."
        )
        return answer(request, 400, "There is no such comparison", words)
    if name != f"c-{filename(params.subjects[0].key)}-chart":
        raise NoSuchPage(f"The comparison has no chart of the name {name!r}.")
    comparisons = compared(edition, params.places, params.subjects)
    drawing = _chart(request, comparisons[0], name) if comparisons else None
    if drawing is None:
        raise NoSuchPage("Fewer than two of these places have a value to draw.")
    places = params.canonical(edition)["place"]
    return chart_response(drawing, kind, "-".join(["careplace", edition.id, name, *places])[:150])


def _chart(request, comparison: Compared, name: str) -> ChartFile | None:
    nation = nation_name(request.edition)
    context = {"one": comparison, "nation": nation, "exhibits": Exhibits(), "slugs": []}
    html = render_to_string("compare/chart.html", context, request=request)
    rows = tuple(_rows(comparison, nation))
    if "<figure" not in html:
        return None
    figures = [figure for _series, figure in rows]
    edition = request.edition
    lines = source_lines(figures, edition.made_from, edition.id, name, figures[0])
    return ChartFile(html, tuple(lines), rows)


def _rows(comparison: Compared, nation: str) -> Iterable[Row]:
    for side, _y in comparison.on_chart:
        if side.figure is not None:
            yield side.area.name, side.figure
        if side.difference is not None:
            yield f"{side.area.name} less {comparison.against}", side.difference
    if comparison.england is not None and comparison.england.value is not None:
        yield nation, comparison.england
