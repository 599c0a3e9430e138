"""What stands on each sheet of the workbook: plain rows, before any spreadsheet is made of them.

Every number is a part of a figure, unrounded, and the figure's name stands in its row.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import product
from typing import Any

from careplace.figures import Figure
from careplace.publish import outcome_sheets, wording
from careplace.publish.content import Comparator, Content, Sector
from careplace.publish.opendata import FIGURE_WORDS, LOCATION_WORDS
from careplace.publish.sheet import NAME, Column, Sheet
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, KEY_QUESTIONS, LEVELS, slug

ABSENT, FEW = "[x]", "[u]"
LEGEND = {
    ABSENT: "[x] no value: none is published, or none applies",
    FEW: f"[u] too few: with fewer than {wording.FEW} rated locations no share is given",
}
NOTES = {
    "rated": "Shares are of locations that have one of CQC's four ratings. Those without are counted beside them.",
    "interval": "The 95% interval says how far chance alone could plausibly move a share.",
    "difference": "A difference is stated only where its 95% interval excludes zero. "
    "Otherwise there is no clear difference, which does not mean that the two are alike.",
    "points": "Differences and changes of percentages are in percentage points.",
    "change": "Locations rated at both dates are matched. A home that was registered again is followed to its successor.",
    "called": "Rising and falling are called so, and better and worse, only where it is more than expected by chance alone.",
    "definition": "The method says by which definition a figure was counted. Figures of different definitions do not "
    "compare.",
    "inherited": "An inherited rating was given under an earlier registration, and serves until CQC rates again.",
    "trace": "A figure's name is measure/place/period/breakdown. The command careplace trace and the name show the "
    "query that counted it and the rows and the file that it came from.",
}
_MIX = [(level, slug(level)) for level in LEVELS] + [("Good or Outstanding", GOOD_OR_OUTSTANDING)]
_FINDINGS = {"unsure": "no clear difference", "untold": "cannot be compared"}
_LIMITS = ("lower95", "upper95")


SECTOR, RATING = Column("Sector", width=40), Column("Rating", width=26)
SHARE = (
    Column("Locations", "count", 12),
    Column("Of rated locations", "count", 12),
    Column("Share", "share", 10),
    Column("Lower 95% limit", "share", 10),
    Column("Upper 95% limit", "share", 10),
)
DIFFERENCE = (
    Column("Percentage points", "points", 13),
    Column("Lower 95% limit of the points", "points", 16),
    Column("Upper 95% limit of the points", "points", 16),
    Column("Finding", width=22),
)


def sheets(content: Content) -> list[Sheet]:
    """The sheets that have anything to say, in the order of the report."""
    all_sheets = [
        _ratings(content), _questions(content), _beds(content), _compared(content), _change(content),
        _points(content), *outcome_sheets.of_sections(content),
        *outcome_sheets.of_all(content), _locations(content), _left(content), _figures(content), _members(content),
        _dictionary(content), _sources(content),
    ]  # fmt: skip
    filled = [sheet for sheet in all_sheets if sheet.rows]
    note_keys = tuple(f"said-{number}" for number in range(len(content.notes)))
    return [replace(filled[0], notes=(*filled[0].notes, *note_keys)), *filled[1:]] if filled else []


def notes(content: Content, used_sheets: Iterable[Sheet]) -> list[tuple[str, str]]:
    """(key, words) of the notes that the sheets refer to, each once."""
    texts = NOTES | {f"said-{number}": text for number, text in enumerate(content.notes)}
    return [(key, texts[key]) for key in dict.fromkeys(key for sheet in used_sheets for key in sheet.notes)]


def _by_sector(content: Content, rows_of: Callable[[Sector], Iterable[list]]) -> list[list]:
    return [[sector.title, *row] for sector in content.sectors for row in rows_of(sector)]


def _ratings(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [rating, *_share(figure), figure.id]
            for rating, level in _MIX
            if (figure := sector.figure("rating-share", "overall", "locations", level))
        ]

    title = f"Overall ratings of locations, {_when(content)}"
    rows = _by_sector(content, rows_of)
    return Sheet("Ratings", title, (SECTOR, RATING, *SHARE, NAME), rows, ("rated", "interval", "trace"))


def _questions(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [question, rating, *_share(figure), figure.id]
            for question, (rating, level) in product(KEY_QUESTIONS, _MIX)
            if (figure := sector.figure("rating-share", slug(question), "locations", level))
            and figure.value is not None
        ]

    columns = (SECTOR, Column("Key question"), RATING, *SHARE, NAME)
    title = f"Ratings of the five key questions, {_when(content)}"
    return Sheet("Key questions", title, columns, _by_sector(content, rows_of), ("rated", "interval"))


def _beds(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [rating, *_share(figure, few=not sector.by_beds), figure.id]
            for rating, level in _MIX
            if (figure := sector.figure("rating-share", "overall", "beds", level))
            and figure.value is not None
        ]

    headings = ("Beds", "Of beds in rated locations", "Share of beds")
    counted = tuple(replace(old, heading=new) for old, new in zip(SHARE, headings, strict=False))
    columns = (SECTOR, RATING, *counted, *SHARE[3:], NAME)
    title = f"Overall ratings by beds, {_when(content)}"
    return Sheet("Ratings by beds", title, columns, _by_sector(content, rows_of), ("rated", "interval"))


def _compared(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [rating, group.name, *_share(sector.of(group, level)), *_difference(figure), figure.id]
            for (rating, level), group in product(_MIX, content.comparators)
            if group.covered
            and not _few(sector.good_or_better())
            and (figure := sector.against(group, level))
        ]

    columns = (SECTOR, RATING, Column("Comparator", width=34), *SHARE, *DIFFERENCE, NAME)
    title = f"{content.name} less each comparator, {wording.day(content.as_at)}: the comparator's share, and the difference"
    return Sheet("Compared", title, columns, _by_sector(content, rows_of), ("difference", "points"))


def _change(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [meaning, figure.value, figure.id]
            for kind, meaning in wording.CHANGES
            if (figure := sector.change("rating-change", kind))
        ]

    columns = (SECTOR, Column("What happened", width=44), Column("Locations", "count", 12), NAME)
    return Sheet(
        "Change",
        f"What became of locations, {_span(content)}",
        columns,
        _by_sector(content, rows_of),
        ("change",),
    )


def _points(content: Content) -> Sheet:
    def rows_of(sector):
        return [
            [rating, *_difference(figure), figure.id]
            for rating, level in _MIX
            if not _few(sector.good_or_better())
            and (figure := sector.change("rating-change-points", level))
            and figure.value is not None
        ]

    columns = (SECTOR, RATING, *DIFFERENCE, NAME)
    title = f"Change in the share at each rating, {_span(content)}"
    return Sheet("Change in shares", title, columns, _by_sector(content, rows_of), ("change", "points"))


def _locations(content: Content) -> Sheet:
    kinds = {"integer": "count", "number": "years", "date": "date"}
    wide = {
        "name": 38,
        "provider": 38,
        "brand": 26,
        "category": 26,
        "sectors": 38,
        "overall": 22,
        "services_rated": 60,
        "url": 52,
    }
    columns = tuple(
        Column(wording.phrase(name.replace("_", " ")), kinds.get(kind, "text"), wide.get(name, 14))
        for name, (kind, _words) in LOCATION_WORDS.items()
    )
    rows = [[_cell_text(row.get(name)) for name in LOCATION_WORDS] for row in content.locations]
    return Sheet("Locations", f"Every location, {_when(content)}", columns, rows, ("inherited",))


def _left(content: Content) -> Sheet:
    columns = (Column("Location", width=44), Column("Identifier"), Column("Last overall rating", width=24))
    rows = [[row["name"], row["location_id"], row["rating"] or "none"] for row in content.left]
    return Sheet("Locations that left", f"Locations that left, {_span(content)}", columns, rows)


def _figures(content: Content) -> Sheet:
    wide = {"id": 80, "breakdown": 50, "method": 40, "reason": 40, "query": 30}
    numbers = ("value", "numerator", "denominator", *_LIMITS, "lower998", "upper998")
    columns = tuple(
        Column(wording.phrase(name), "number" if name in numbers else "text", wide.get(name, 16))
        for name in FIGURE_WORDS
    )
    rows = [
        [figure.id if name == "id" else getattr(figure, name) for name in FIGURE_WORDS]
        for figure in content.own
    ]
    title = "Every figure of the report, as it is calculated"
    if len(rows) < len(content.figures):
        title += "; those of other councils are in its files of figures"
    return Sheet("All figures", title, columns, rows, ("trace",))


def _members(content: Content) -> Sheet:
    rows = [
        [group.name, group.kind, _coverage(group), m["name"], m["code"]]
        for group in content.comparators
        for m in group.members
    ]
    columns = (
        Column("Comparator", width=34),
        Column("Kind", width=20),
        Column("Used", width=30),
        Column("Member", width=34),
        Column("Code"),
    )
    return Sheet("Comparators", "Members of the comparators", columns, rows)


def _dictionary(content: Content) -> Sheet:
    parts = ("id", "title", "question", "unit", "numerator", "denominator", "method", "direction", "caveats")
    headings = (
        "Measure",
        "Title",
        "Question",
        "Unit",
        "Numerator",
        "Denominator",
        "Method",
        "Direction",
        "Take care",
    )
    columns = tuple(Column(heading, width=34) for heading in headings)
    rows = [[_cell_text(getattr(measure, part)) for part in parts] for measure in content.dictionary]
    return Sheet("Dictionary", "Dictionary of measures", columns, rows)


def _sources(content: Content) -> Sheet:
    parts = ("name", "publisher", "publication", "snapshot", "licence", "sha256")
    columns = (
        Column("File", width=44), Column("Publisher", width=34), Column("Publication", width=44),
        Column("Describes", "date", 14), Column("Licence", width=30), Column("SHA-256", width=68),
    )  # fmt: skip
    rows = [[source[part] for part in parts] for source in content.sources]
    return Sheet("Sources", "Files that the edition is made from", columns, rows, ("trace",))


def _share(figure: Figure | None, few: bool | None = None) -> list:
    """Numerator, denominator, share and limits; of too few the counts alone."""
    if figure is None:
        return [None] * 5
    few = _few(figure) if few is None else few
    values = [FEW] * 3 if few and figure.value is not None else [figure.value, figure.lower95, figure.upper95]
    return [figure.numerator, figure.denominator, *values]


def _few(figure: Figure | None) -> bool:
    """Whether a share is of too few to be given, or to be compared."""
    return figure is None or (figure.denominator or 0) < wording.FEW


def _difference(figure: Figure) -> list:
    verdict = wording.verdict(figure)
    return [
        figure.value,
        figure.lower95,
        figure.upper95,
        figure.reason or _FINDINGS[verdict] if verdict in _FINDINGS else verdict,
    ]


def _cell_text(value: Any) -> Any:
    """A cell of a list or of a definition: words for yes and no, and several as one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list | tuple) else value


def _coverage(group: Comparator) -> str:
    return "yes" if group.covered else f"no: {group.reason}" if group.reason else "no"


def _when(content: Content) -> str:
    return f"{content.name}, {wording.day(content.as_at)}"


def _span(content: Content) -> str:
    since = wording.day(content.change_from) if content.change_from else ""
    return f"{content.name}, {since} to {wording.day(content.as_at)}"
