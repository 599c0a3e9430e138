"""A measure on the map of councils: each in the shade and pattern of its quarter of the councils with a figure."""

from careplace.figures import Figure
from careplace.publish.charts import choropleth
from careplace.web.editions import Reading
from careplace.web.map.drawing import Shape, drawing
from careplace.web.measures.reading import Everyone


def mapped(edition: Reading, found: Everyone) -> choropleth.Map | None:
    """The councils that stand, by quarter; None without outlines or quartiles."""
    drawn = drawing(edition)
    if drawn is None or found.quartiles is None:
        return None
    edges = [figure.value for figure in found.quartiles]
    held = {row.code: row.figure for row in found.known}
    areas = [_area(shape, held, edges) for shape in drawn.shapes]
    shown = {code for shape in drawn.shapes for code in shape.codes}
    missing = tuple(row.name for row in found.known if row.code not in shown)
    return choropleth.Map(drawn.width, drawn.height, tuple(areas), missing)


def _area(shape: Shape, held: dict[str, Figure], edges: list[float]) -> choropleth.Area:
    figure = next((held[code] for code in reversed(shape.codes) if code in held), None)
    letter, words = choropleth.band(figure.value, edges) if figure else choropleth.UNKNOWN
    return choropleth.Area(shape.codes[-1], shape.name, figure, letter, words, shape.path, None, False)
