"""What the sources of each judged key line say, as a picture of bars. The report's table has the same numbers, and the
picture nothing that the table does not have: no kind of organisation, because a bar of one source could show who spoke."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careplace.casework.publication_templates import environment
from careplace.casework.reviews.direction_colours import COLOURS
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.report.contents import Judged
from careplace.publish.chart_files.png import png
from careplace.publish.charts.lines import wrapped

NAME = "what-sources-say.png"
WIDEST = 240.0
"""Pixels of the longest bar; its words stand after it."""
LETTERS, LINE, BAR, GAP = 56, 18, 20, 16
"""Letters of a title on a line; pixels of a line of it, of a bar, and between key lines."""


@dataclass(frozen=True)
class Row:
    """A key line: the lines of its title, the top of its bar, (x, width, colour) of each part, and its words."""

    title: tuple[str, ...]
    y: int
    parts: tuple[tuple[float, float, str], ...]
    end: float
    words: str


def chart_svg(judged: Sequence[Judged]) -> Markup:
    """The bars, a key line below the other, in the order of the report."""
    rows, height = _rows(judged)
    drawn = environment(__package__).get_template("chart.svg.jinja")
    return Markup(drawn.render(rows=rows, height=height, words=finding(judged)))  # noqa: S704 - our template, escaped


def chart_png(judged: Sequence[Judged]) -> bytes:
    """The same as a file: the public site shows no SVG that it did not draw itself."""
    return png(str(chart_svg(judged)))


def finding(judged: Sequence[Judged]) -> str:
    """What the picture shows, for people who do not see it."""
    leads = [line.weight.count(Direction.CONCERN) - line.weight.count(Direction.STRENGTH) for line in judged]
    counts = [
        (sum(lead > 0 for lead in leads), "more sources with a concern than with a strength"),
        (sum(lead < 0 for lead in leads), "more with a strength than with a concern"),
        (sum(lead == 0 for lead in leads), "as many with a strength as with a concern"),
    ]
    parts = [f"{count} {'has' if count == 1 else 'have'} {words}" for count, words in counts if count]
    return f"Of {len(leads)} key {'line' if len(leads) == 1 else 'lines'}, {'; '.join(parts)}."


def _rows(judged: Sequence[Judged]) -> tuple[list[Row], int]:
    most = max((len(line.weight.voices) for line in judged), default=0) or 1
    rows, top = [], 0
    for line in judged:
        title = tuple(wrapped(line.line.title, LETTERS))
        bar = top + LINE * len(title) + 4
        rows.append(_row(line, title, bar, WIDEST / most))
        top = bar + BAR + GAP
    return rows, top


def _row(line: Judged, title: tuple[str, ...], y: int, scale: float) -> Row:
    parts, x = [], 0.0
    counts = [(way, line.weight.count(way)) for way in Direction if line.weight.count(way)]
    for way, count in counts:
        parts.append((round(x, 2), round(count * scale, 2), COLOURS[way]))
        x += count * scale
    words = ", ".join(f"{count} {way}" for way, count in counts) or "no source"
    return Row(title, y, tuple(parts), round(x, 2), words)
