"""A measure on the map of councils: each in the shade and pattern of its quarter of the councils with a figure."""

from careplace.figures import Figure
from careplace.publish.charts import choropleth
from careplace.web.public.editions import EditionCursor
from careplace.web.public.map.outlines import Shape, drawing
from careplace.web.public.measures.council_figures import CouncilFigures


def mapped(edition: EditionCursor, councils: CouncilFigures, own: str = "") -> choropleth.Map | None:
    """The councils that stand, by quarter, that of the code `own` outlined; None without outlines or quartiles."""
    outlines = drawing(edition)
    if outlines is None or councils.quartiles is None:
        return None
    edges = [figure.number for figure in councils.quartiles]
    by_code = {row.code: row.figure for row in councils.with_value if row.figure}
    # The own area last, so that no neighbour's border lies over its own.
    shapes = sorted(outlines.shapes, key=lambda shape: own in shape.codes)
    areas = [_area(shape, by_code, edges, own) for shape in shapes]
    codes_on_map = {code for shape in outlines.shapes for code in shape.codes}
    missing = tuple(row.name for row in councils.with_value if row.code not in codes_on_map)
    return choropleth.Map(outlines.width, outlines.height, tuple(areas), missing)


def _area(shape: Shape, by_code: dict[str, Figure], edges: list[float], own: str) -> choropleth.Area:
    figure = next((by_code[code] for code in reversed(shape.codes) if code in by_code), None)
    letter, words = choropleth.band(figure.number, edges) if figure else choropleth.UNKNOWN
    is_own = own in shape.codes
    return choropleth.Area(
        shape.codes[-1], shape.name, figure, letter, words, shape.path, shape.centre, is_own
    )
