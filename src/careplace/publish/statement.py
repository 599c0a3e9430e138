"""The statement of a place: "Working with providers" as a council's local account has it, in sentences with figures.

One template writes it as HTML, in which every number is compared with its figure and every sentence checked as `careplace
check` would. Markdown and Word are made from that page, so that all three have the same words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from careplace.figures import Figure
from careplace.measures.providers.definitions import sectors
from careplace.measures.providers.profile import profile
from careplace.measures.providers.report import NO_CHANGE, NOT_OF_MIX, report_data
from careplace.measures.reader import Reader
from careplace.places.area import GROUP_KINDS, Area
from careplace.places.comparators import RELATIVE
from careplace.publish import movement, page, wording
from careplace.publish.blocks import blocks
from careplace.publish.checking import ReportRefused, disagreements
from careplace.publish.content import Comparator, Content, Sector
from careplace.publish.docx_file import to_docx
from careplace.publish.markdown_text import to_markdown
from careplace.publish.source_files import files_behind
from careplace.publish.spans import in_words, months_between
from careplace.publish.writing import checked_formats, write_file
from careplace.ratings.scale import GOOD_OR_OUTSTANDING, LEVELS, slug

FORMATS = ("md", "docx", "html")
USUAL = ("md",)
AGAINST = ("combined-authority", "region", "england", "neighbours")
"""Comparators of a statement, the nearest first, as Coventry's account compares."""
MONTHS_OFF, PART_OFF = 2, 6
"""A register is said to be far from the day that was wanted beyond this many months, and beyond a sixth of the span."""
_FIGURE = re.compile(r'data-figure="([^"]*)"')


USUAL_MONTHS, USUAL_SECTOR = 12, "adult-social-care"


@dataclass(frozen=True)
class Statement:
    """What a statement says of one sector of a place. `months` is the span that was asked for.

    `comparable_at` is the last earlier register that covers a group which this one does not, None where there is none;
    `latest` whether no later register covers the place. `with_records` is whether its document also
    says what was done with providers, from casework.
    """

    content: Content
    key: str
    title: str
    months: int
    comparable_at: date | None = None
    latest: bool = False
    with_records: bool = False

    @cached_property
    def sector(self) -> Sector | None:
        """The sector's figures; None where the register lists no such service here."""
        return next((sector for sector in self.content.sectors if sector.key == self.key), None)

    @property
    def heading(self) -> str:
        """What the statement is called."""
        return f"Working with providers: {self.content.name}"

    @property
    def rated(self) -> int:
        """How many services have an overall rating."""
        figure = self.sector.figure("rated", "overall", "locations") if self.sector else None
        return int(figure.value or 0) if figure else 0

    @property
    def few(self) -> bool:
        """Whether too few are rated for shares: counts are printed alone, and nothing is compared."""
        return self.rated < wording.FEW

    @property
    def earlier(self) -> date | None:
        """The earlier register, where it has this sector and a change is known."""
        return self.content.change_from if self.movements else None

    @property
    def between(self) -> int:
        """Months from the earlier register to this one."""
        return months_between(self.content.change_from or self.content.as_at, self.content.as_at)

    @property
    def span(self) -> str:
        """ "twelve months", "five years": from the earlier register to this one."""
        return in_words(self.between)

    @property
    def far(self) -> bool:
        """Whether the earlier register is far from the day that was wanted."""
        return abs(self.between - self.months) > max(MONTHS_OFF, self.months / PART_OFF)

    @property
    def wanted(self) -> str:
        """The span that was asked for, in words."""
        return in_words(self.months)

    @property
    def few_then(self) -> bool:
        """Whether too few were rated at either register for a change in shares."""
        start, period = f"{self.key}/overall/locations", str(self.content.change_from)
        figures = self.sector.figures if self.sector else []
        rated = [f.value for f in figures if (f.measure, f.period, f.breakdown) == ("rated", period, start)]
        return self.few or any((value or 0) < wording.FEW for value in rated)

    @cached_property
    def movements(self) -> list[movement.Movement]:
        """The change of each level, best first; empty where none is known."""
        sector = self.sector
        counts = (
            {level: sector.change("rating-change-count", slug(level)) for level in LEVELS} if sector else {}
        )
        return [_movement(self, level, count) for level, count in counts.items() if count is not None]

    @property
    def good_change(self) -> Figure | None:
        """The change in the share rated Good or Outstanding; None where no share is given."""
        if self.few_then or not self.sector:
            return None
        return self.sector.change("rating-change-points", GOOD_OR_OUTSTANDING)

    @property
    def clear(self) -> list[movement.Movement]:
        """The levels whose change is clear."""
        return [change for change in self.movements if change.clear]

    @cached_property
    def groups(self) -> list[Comparator]:
        """Comparators that the register covers whole."""
        return [] if self.few else [c for c in self.content.covered if c.key != self.content.code]

    @property
    def compared(self) -> bool:
        """Whether there is anything to say of other places: a comparison, or why there is none."""
        return not self.few and bool(self.groups or self.without)

    @property
    def without(self) -> list[Comparator]:
        """Comparators that nothing is compared with; `reason` says why."""
        return [c for c in self.content.comparators if not c.covered]

    @property
    def levels(self) -> list[tuple[str, str]]:
        """(words, key) of what is compared: Good or Outstanding, then each level."""
        return [("Good or Outstanding", GOOD_OR_OUTSTANDING), *((level, slug(level)) for level in LEVELS)]

    def kind_missing(self, group: Comparator) -> str:
        """Which kind of area the place is in none of, as "combined authority"; "" for another reason."""
        spec, _of, _code = group.key.partition("-of-")
        return "" if group.members else RELATIVE.get(spec, "")

    def differences(self, group: Comparator, *ways: str) -> list[tuple[str, str, Figure]]:
        """(level in words, its key, difference) of those that are clear, in these ways: "higher" or "lower"."""
        pairs = (
            [(words, key, self.sector.against(group, key)) for words, key in self.levels]
            if self.sector
            else []
        )
        return [(words, key, d) for words, key, d in pairs if d is not None and wording.verdict(d) in ways]

    @property
    def notes(self) -> list[str]:
        """What the publications lack that bears on the mix of ratings; why there is no change stands in its section."""
        notes = (note for note in self.content.notes if not note.endswith(NO_CHANGE))
        return [note for note in notes if note not in NOT_OF_MIX]

    def measure_title(self, figure: Figure) -> str:
        """What a figure measures, in the dictionary's words, and of which part: "Share of ratings: Good"."""
        title = self._titles.get(figure.measure, figure.measure)
        part = figure.breakdown.partition("/against:")[0].split("/")[-1]
        words = {key: level for level, key in self.levels}.get(part) or wording.phrase(part)
        return title if part in (self.key, "locations") else f"{title}: {words}"

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {measure.id: measure.title for measure in self.content.dictionary}

    def form(self, figure: Figure) -> str:
        """How a figure is written in the table of figures: a share with one decimal, a change with its sign."""
        if figure.measure == "rating-change-count":
            return "plus0"
        return {"share": "share1", "years": "age"}.get(figure.unit, "")

    @property
    def files(self) -> list[dict]:
        """The files that the figures were made from."""
        return files_behind(self.content.figures.values(), self.content.sources)


def _movement(statement: Statement, level: str, count: Figure) -> movement.Movement:
    sector = statement.sector
    share = sector.figure("rating-share", "overall", "locations", slug(level)) if sector else None
    points = sector.change("rating-change-points", slug(level)) if sector and not statement.few_then else None
    return movement.Movement(level, count, points, share)


def statement_of(
    reader: Reader,
    area: Area,
    edition: dict,
    *,
    as_at: date | None = None,
    against: Iterable[str] | None = None,
    sector: str = USUAL_SECTOR,
    months: int = USUAL_MONTHS,
    with_records: bool = False,
) -> Statement:
    """The statement of a place.

    Args:
        edition: names the edition and the files that it was made from.
        as_at: the latest register on or before this day; None for the latest that covers the place.
        against: comparators as Gazetteer.group names them; None for AGAINST, and for a group of councils for England.
        sector: the key of one sector.
        months: change is counted from the register nearest to so many months before.
        with_records: as in Statement.

    Raises:
        NotCovered: no register of the edition covers the place up to the day.
        UnknownPlace: a comparator is a group of no place.
    """
    groups = tuple(_usual(area) if against is None else against)
    place = profile(reader, area, as_at=as_at, against=groups, sector=sector, since=months)
    content = Content(report_data(reader, place, edition, listed=False))
    comparable_at = _comparable_at(reader, content)
    latest = next(snapshot for snapshot in reader.snapshots() if reader.covered_at(area, snapshot))
    title = sectors()[sector].title
    return Statement(content, sector, title, months, comparable_at, latest == place.as_at, with_records)


def _usual(area: Area) -> tuple[str, ...]:
    """The comparators of a kind of place: a region has no statistical neighbours, and England nothing around it."""
    if area.kind not in GROUP_KINDS:
        return AGAINST
    return () if area.kind == "nation" else ("england",)


def _comparable_at(reader: Reader, content: Content) -> date | None:
    """The last earlier register that covers whole a group that this one does not."""
    groups = [
        [member["code"] for member in group.members] for group in content.comparators if not group.covered
    ]
    for snapshot in reader.snapshots():
        if snapshot < content.as_at and any(
            codes and reader.covered(codes, snapshot) == set(codes) for codes in groups
        ):
            return snapshot
    return None


def printed(html: str, content: Content) -> list[Figure]:
    """The figures that a piece of a page prints, each once, in order."""
    return [content.figures[id] for id in dict.fromkeys(_FIGURE.findall(html))]


def render(statement: Statement) -> str:
    """The statement as one page of HTML.

    Raises:
        ReportRefused: when a number is not its figure, or `careplace check` would find a sentence wrong or misleading.
    """
    template = page.environment().get_template("statement.html")
    html = template.render(statement=statement, report=statement.content, printed=printed, paper=False)
    if wrong := [*disagreements(html, statement.content), *page.faults(html)]:
        raise ReportRefused(wrong)
    return html


def files(statement: Statement, formats: tuple[str, ...] = FORMATS) -> dict[str, bytes]:
    """{format: the statement in it}: Markdown, Word and HTML, all with the words of one page; errors as `render`."""
    html = render(statement)
    made = {
        "md": lambda: to_markdown(blocks(html)).encode(),
        "docx": lambda: to_docx(blocks(html), statement.heading, statement.content.as_at),
        "html": html.encode,
    }
    return {name: made[name]() for name in formats}


def write_statement(statement: Statement, to: Path, formats: Iterable[str] = USUAL) -> list[Path]:
    """Write a statement to the folder `to` and give the paths of the files; errors as `render`.

    Raises:
        ValueError: for a format that is not known.
    """
    chosen = checked_formats(formats, FORMATS, "statement")
    contents = files(statement, chosen)
    return [write_file(Path(to) / name_of(statement, ending), text) for ending, text in contents.items()]


def name_of(statement: Statement, ending: str) -> str:
    """How a statement's file is named: "E08000026-coventry-statement-2026-10-31.md"."""
    content = statement.content
    sector = "" if statement.key == "adult-social-care" else f"{statement.key}-"
    return f"{content.code}-{wording.filename(content.name)}-statement-{sector}{content.as_at}.{ending}"
