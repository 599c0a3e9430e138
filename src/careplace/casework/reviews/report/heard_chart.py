"""From which kinds of organisation somebody was heard on each judged key line, as a picture of boxes, and where nobody was.

It shows what the report says in words under each line and nothing else. A box says that somebody was heard, and never how
many, in which kind of source or about which people: with few people, any of these could show who spoke.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from careplace.casework.publication_templates import environment
from careplace.casework.reviews.framework import Kind
from careplace.casework.reviews.report.contents import Contents, Judged, line_titles
from careplace.publish.chart_files.png import png
from careplace.publish.charts.lines import wrapped

NAME = "who-was-heard.png"
LETTERS, LINE = 34, 21
"""Letters of a title or a name on a line, and pixels of a line: as in the chart of what the sources say."""
BOX, GAP, BETWEEN = 26, 4, 14
"""Pixels of a box, between two boxes, and between key lines."""
COLUMN = 340
"""Pixels across: on a page one column, on paper two, with the boxes of a key line to the right of its title."""
ON_PAPER = 0.75


@dataclass(frozen=True)
class Words:
    """A line of words: its left end and its foot."""

    text: str
    x: int
    foot: int


@dataclass(frozen=True)
class Box:
    """The box of a kind of organisation: its number, its place, and whether somebody of that kind was heard."""

    number: int
    x: int
    y: int
    heard: bool


@dataclass(frozen=True)
class Row:
    """A key line: its title, its boxes, and where it ends."""

    title: tuple[Words, ...]
    boxes: tuple[Box, ...]
    foot: int


def kinds(contents: Contents) -> list[Kind]:
    """The kinds of organisation that the review could hear or did hear, in the framework's order."""
    keys = {
        kind.key
        for judged in contents.judged
        for kind in (*judged.organisations, *judged.weight.unheard_organisations)
    }
    return [kind for kind in contents.framework.organisations if kind.key in keys]


def table(contents: Contents) -> list[tuple[str, str, str]]:
    """(key line, kinds of organisation that were heard, those that were not) in words, a row for each key line."""
    titles, expected = line_titles(contents.judged), kinds(contents)
    return [
        (titles[judged.line.key], joined(judged.organisations), _silent(judged.organisations, expected))
        for judged in contents.judged
    ]


def _silent(heard: Collection[Kind], expected: Collection[Kind]) -> str:
    """Those that were not heard; a number, where they are most of them and a list would hide the few that were."""
    missing = [kind for kind in expected if kind not in heard]
    return joined(missing) if len(missing) <= len(heard) else f"the {len(missing)} other kinds"


def finding(contents: Contents) -> str:
    """What the picture shows; it stands above the picture, and "" where no key line is judged."""
    expected = kinds(contents)
    heard = [len(judged.organisations) for judged in contents.judged]
    silent = [k for k in expected if not any(k in judged.organisations for judged in contents.judged)]
    if not heard:
        return ""
    if silent:
        return f"On no key line was anybody heard from {joined(silent)}."
    widest = f"Somebody was heard from each of {len(expected)} kinds of organisation"
    fewest = [row[0] for row, count in zip(table(contents), heard, strict=True) if count == min(heard)]
    lines = "1 key line" if len(fewest) == 1 else f"{len(fewest)} key lines"
    return f"{widest}, but from no more than {min(heard)} of them on {lines}: {', '.join(fewest)}."


def joined(of_kinds: Iterable[Kind]) -> str:
    """Kinds of organisation in a sentence."""
    return "; ".join(kind.in_sentence for kind in of_kinds) or "none"


def alternative(contents: Contents) -> str:
    """What is read aloud instead of the picture. The finding is not in it: its caption says that."""
    number = len(contents.judged)
    lines = "1 key line" if number == 1 else f"each of {number} key lines"
    return f"Boxes: from which kinds of organisation somebody was heard on {lines}, as in the table below."


def picture(contents: Contents) -> bytes:
    """The picture as a file."""
    key = list(_key(kinds(contents), 1))
    rows = list(_rows(contents, 1, _foot(key) + BETWEEN))
    return png(_svg(key, rows, 1, rows[-1].foot, alternative(contents)))


def on_paper(contents: Contents) -> Markup:
    """The same as SVG in two columns, a picture for each key line: a page breaks between any two of them."""
    key = list(_key(kinds(contents), 2))
    words = [f"{row[0]}: somebody was heard from {row[1]}." for row in table(contents)]
    drawings = [_svg(key, [], 2, _foot(key) + GAP, "The numbers of the kinds of organisation.")]
    drawings += [
        _svg([], [row], 2, row.foot, alone)
        for row, alone in zip(_rows(contents, 2, 0, separate=True), words, strict=True)
    ]
    return Markup("").join(drawings) if contents.judged else Markup("")


def _foot(key: Sequence[Words]) -> int:
    return max((words.foot for words in key), default=0)


def _svg(key: Sequence[Words], rows: Sequence[Row], columns: int, height: int, words: str) -> Markup:
    values = {
        "key": key,
        "rows": rows,
        "height": height,
        "box": BOX,
        "width": COLUMN * columns,
        "scale": ON_PAPER if columns > 1 else 1.0,
        "words": words,
    }
    svg = environment(__package__).get_template("heard_chart.svg.jinja").render(values)
    return Markup(svg)  # noqa: S704 - our template, escaped


def _key(expected: Sequence[Kind], columns: int) -> Iterator[Words]:
    """Which kind of organisation a number is, below the meaning of the boxes, an equal part in each column."""
    longest = -(-len(expected) // columns)
    for column in range(columns):
        foot, first = 3 * LINE, column * longest
        for number, kind in enumerate(expected[first : first + longest], start=first + 1):
            for line in wrapped(f"{number} {kind.short}", LETTERS):
                foot += LINE
                yield Words(line, column * COLUMN, foot)


def _rows(contents: Contents, columns: int, top: int, separate: bool = False) -> Iterator[Row]:
    """The key lines below each other; `separate`: each in a picture of its own."""
    titles, expected = line_titles(contents.judged), kinds(contents)
    for judged in contents.judged:
        lines = enumerate(wrapped(titles[judged.line.key], LETTERS), start=1)
        title = tuple(Words(line, 0, top + LINE * n) for n, line in lines)
        left, below = (COLUMN, top) if columns > 1 else (0, title[-1].foot + 7)
        boxes = tuple(_boxes(judged, expected, left, below))
        foot = max(boxes[-1].y + BOX, title[-1].foot + 4)
        yield Row(title, boxes, foot)
        top = top if separate else foot + BETWEEN


def _boxes(judged: Judged, expected: Sequence[Kind], left: int, top: int) -> Iterator[Box]:
    across = (COLUMN + GAP) // (BOX + GAP)
    for n, kind in enumerate(expected):
        y, x = divmod(n, across)
        yield Box(n + 1, left + x * (BOX + GAP), top + y * (BOX + GAP), kind in judged.organisations)
