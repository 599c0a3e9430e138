"""What the sources of each judged key line say, as a picture of bars. The report's table has the same numbers, and the
picture nothing that the table does not have: no kind of organisation, because a bar of one source could show who spoke."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careplace.casework.publication_templates import environment
from careplace.casework.reviews.direction_colours import COLOURS
from careplace.casework.reviews.evidence import Direction
from careplace.casework.reviews.report.contents import Judged, line_titles
from careplace.publish.chart_files.png import png
from careplace.publish.charts.lines import wrapped

NAME = "what-sources-say.png"
WIDEST = 340.0
"""Pixels of the picture and of its longest bar: on a telephone 320 pixels wide its letters are still 14 pixels tall."""
LETTERS = 34
"""Letters of a title on a line."""
LINE, BAR, GAP, LEGEND = 21, 20, 16, 34
"""Pixels of a line of words, of a bar, between key lines, and of the meaning of the colours above them."""
ON_PAPER = 0.75
"""How large the picture is on paper: its letters are then as large as those of the text."""


@dataclass(frozen=True)
class Row:
    """A key line: the lines of its title, the top of its bar, (x, width, colour) of each part, and its words."""

    title: tuple[str, ...]
    y: int
    parts: tuple[tuple[float, float, str], ...]
    words: str

    @property
    def foot(self) -> int:
        """Where its words end."""
        return self.y + BAR + LINE + 2


def chart_png(judged: Sequence[Judged]) -> bytes:
    """The bars, a key line below the other, as a file: the public site shows no SVG that it did not draw itself."""
    rows = list(_rows(judged, line_titles(judged), _longest(judged), LEGEND))
    return png(_svg(rows, rows[-1].foot, alternative(judged)))


def charts_on_paper(judged: Sequence[Judged]) -> Markup:
    """The same as SVG, a picture for each key line on one scale, below the meaning of the colours: a page breaks between
    any two of them, and none is left blank because a whole theme does not fit."""
    titles, longest = line_titles(judged), _longest(judged)
    rows = [next(_rows([line], titles, longest, 0)) for line in judged]
    drawings = [_svg([], LEGEND, "The colours of strength, mixed and concern.", ON_PAPER)]
    drawings += [
        _svg([row], row.foot, f"{' '.join(row.title)}: {row.words}.", ON_PAPER, legend=False) for row in rows
    ]
    return Markup("").join(drawings)


def finding(judged: Sequence[Judged]) -> str:
    """What the picture shows; it stands above the picture, and "" where no key line is judged."""
    leads = [line.weight.count(Direction.CONCERN) - line.weight.count(Direction.STRENGTH) for line in judged]
    counts = [
        (sum(lead > 0 for lead in leads), "more sources with a concern"),
        (sum(lead < 0 for lead in leads), "more sources with a strength"),
        (sum(lead == 0 for lead in leads), "as many sources with each"),
    ]
    parts = [f"{count} {'has' if count == 1 else 'have'} {words}" for count, words in counts if count]
    lines = f"Of {len(leads)} key {'line' if len(leads) == 1 else 'lines'}"
    return f"{lines}, {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}." if leads else ""


def alternative(judged: Sequence[Judged]) -> str:
    """What is read aloud instead of the picture. The finding is not in it: its caption says that."""
    lines = "1 key line" if len(judged) == 1 else f"each of {len(judged)} key lines"
    return f"Bars: sources with a strength, mixed and with a concern on {lines}, as in the table below."


def _svg(rows: Sequence[Row], height: int, words: str, scale: float = 1.0, legend: bool = True) -> Markup:
    drawn = environment(__package__).get_template("chart.svg.jinja")
    values = {
        "rows": rows,
        "height": height,
        "scale": scale,
        "colours": COLOURS if legend else {},
        "words": words,
    }
    return Markup(drawn.render(values))  # noqa: S704 - our template, escaped


def _longest(judged: Sequence[Judged]) -> int:
    return max((len(line.weight.voices) for line in judged), default=0) or 1


def _rows(judged: Sequence[Judged], titles: Mapping[str, str], longest: int, top: int) -> Iterator[Row]:
    for line in judged:
        title = tuple(wrapped(titles[line.line.key], LETTERS))
        bar = top + LINE * len(title)
        yield _row(line, title, bar, WIDEST / longest)
        top = bar + BAR + LINE + GAP


def _row(line: Judged, title: tuple[str, ...], y: int, scale: float) -> Row:
    parts, x = [], 0.0
    counts = [(way, line.weight.count(way)) for way in Direction if line.weight.count(way)]
    for way, count in counts:
        parts.append((round(x, 2), round(count * scale, 2), COLOURS[way]))
        x += count * scale
    words = ", ".join(f"{way} {count}" for way, count in counts).capitalize() or "No source"
    return Row(title, y, tuple(parts), words)
