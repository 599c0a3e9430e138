"""Walks a finished page and holds every number in it against the figure it claims to be.

A page marks what it prints:

| mark | the text must be |
|---|---|
| `data-figure="ID"`, with `data-as` and `data-part` where not usual | that part of the figure in that form |
| `data-place="CODE"` round any of these | a figure of that place, whose name labels it |
| `<time datetime="2021-02-01">` | that date, and one that the report's data hold |
| `data-field="beds"` inside `data-location="1-123"` | that cell of the list of locations |
| `data-group="KEY"` with `data-part` | how many members that comparator has, or are covered |
| `data-verbatim` | words that came with the data, letter for letter, or a figure's id |
| `data-fixed` | one of FIXED: numbers of the method and marks of an axis |
| `data-tick="0.7"` inside `data-axis="…"` | that value in the unit's words: a step of a round axis, drawn there |
| `data-period="2019-03"`, with `data-kind` | that period, whole or with its month in three letters, and one of a figure |
| `data-version` | a definition's version that a figure was counted by |

A digit anywhere else, in text or in a label that is read aloud, is a number that is not a figure.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html.parser import HTMLParser

from careplace.publish import wording
from careplace.publish.charts import axis
from careplace.publish.content import Content

FIXED = {
    "0", "1", "2", "3", "4", "10", "95%", "99.8%", "v3.0", "SHA-256",
    *(f"{tick}%" for tick in range(0, 101, 5)),
}  # fmt: skip
MARKS = {
    "data-figure",
    "data-field",
    "data-group",
    "data-verbatim",
    "data-fixed",
    "data-tick",
    "data-period",
    "data-version",
}
SPOKEN = ("aria-label", "title", "alt", "content")
SILENT = ("script", "style", "template")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Disagreement:
    """One number of a page that is not what it claims to be."""

    line: int
    claim: str
    found: str
    expected: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.claim}: the page prints {self.found!r}, expected {self.expected}"


class ReportRefused(ValueError):
    """A page was not published because it prints numbers that are not its figures."""

    def __init__(self, disagreements: list[Disagreement]):
        self.disagreements = disagreements
        details = "\n".join(map(str, disagreements[:20]))
        super().__init__(
            f"{len(disagreements)} numbers of the page are not its figures; nothing was written\n{details}"
        )


def disagreements(html: str, content: Content) -> list[Disagreement]:
    """Everything in `html` that is not what the report's data say; empty for a page that may be published."""
    walk = _Walk(content)
    walk.feed(html)
    walk.close()
    walk.finish()
    return walk.found


@dataclass(slots=True)
class _Element:
    tag: str
    line: int
    marks: dict[str, str]
    location: str
    place: str
    axis: str = ""
    text: list[str] = field(default_factory=list)

    @property
    def marked(self) -> bool:
        return bool(self.marks)


class _Walk(HTMLParser):
    def __init__(self, content: Content):
        super().__init__(convert_charrefs=True)
        self.content = content
        self.groups = {comparator.key: comparator for comparator in content.groups}
        self.rows = {row["location_id"]: row for row in content.locations}
        self.found: list[Disagreement] = []
        self.open: list[_Element] = []

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        above = self.open[-1] if self.open else None
        location = values.get("data-location") or (above.location if above else "")
        place = values.get("data-place") or (above.place if above else "")
        marks = values if tag == "time" or not MARKS.isdisjoint(values) else {}
        axis = values.get("data-axis") or (above.axis if above else "")
        element = _Element(tag, self.getpos()[0], marks, location, place, axis)
        self._spoken(element, values)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open:
            element = self.open.pop()
            self._close(element)
            if element.tag == tag:
                return

    def handle_data(self, data):
        holder = next((element for element in reversed(self.open) if element.marked), None)
        if holder:
            holder.text.append(data)
        elif self._numbered(data) and not (self.open and self.open[-1].tag in SILENT):
            self._report(
                self.getpos()[0], "a number outside any figure", data.strip(), "every number to be a figure"
            )

    def finish(self) -> None:
        """Judge what the page left open."""
        while self.open:
            self._close(self.open.pop())

    def _numbered(self, text: str) -> bool:
        """Whether our own words hold a digit that is not part of a name of the data ("Sector 7")."""
        if not _DIGIT.search(text):
            return False
        for name in self.content.names:
            text = text.replace(name, "")
        return bool(_DIGIT.search(text))

    def _report(self, line: int, claim: str, printed: str, expected: str) -> None:
        self.found.append(Disagreement(line, claim, printed, expected))

    def _spoken(self, element: _Element, values: dict[str, str]) -> None:
        for name in SPOKEN:
            text = values.get(name, "")
            if element.tag != "meta" and _DIGIT.search(text) and _fold(text) not in self.content.words:
                self._report(element.line, f"the attribute {name}", text, "every number to be a figure")

    def _close(self, element: _Element) -> None:
        if element.marked:
            text = _fold("".join(element.text))
            claim, expected, right = self._judge(element, text)
            if not right:
                self._report(element.line, claim, text, expected)

    def _judge(self, element: _Element, text: str) -> tuple[str, str, bool]:
        marks = element.marks
        if "data-figure" in marks:
            return self._figure(element, text)
        if "data-field" in marks:
            return self._cell(element.location, marks["data-field"], text)
        if "data-group" in marks:
            return self._group(marks["data-group"], marks.get("data-part", ""), text)
        if "data-tick" in marks:
            return _tick(element, text)
        if "data-period" in marks:
            return self._period(marks["data-period"], marks.get("data-kind", ""), text)
        if "data-version" in marks:
            return "a definition", "the version of a figure of this report", text in self.versions
        if "data-fixed" in marks:
            return "a fixed number", "one that the list of fixed numbers holds", text in FIXED
        if "data-verbatim" in marks:
            allowed = not _DIGIT.search(text) or text in self.content.words
            return "words of the data", "words that came with the data", allowed
        return self._date(marks.get("datetime", ""), text)

    def _figure(self, element: _Element, text: str) -> tuple[str, str, bool]:
        marks, claim = element.marks, element.marks["data-figure"]
        figure = self.content.figures.get(claim)
        if figure is None:
            return claim, "the id of a figure of this report", False
        if element.place not in ("", figure.place):
            return claim, f"a figure of {element.place}, whose name stands beside it", False
        part = marks.get("data-part", "value")
        try:
            expected = wording.written(figure, marks.get("data-as", ""), part)
        except (ValueError, AttributeError) as error:
            return claim, str(error), False
        raw = marks.get("value")
        whole = raw is None or raw == exact(getattr(figure, part))
        return (
            f"{claim} ({part})",
            repr(expected) + ("" if whole else " and its exact value"),
            whole and text == expected,
        )

    def _cell(self, location: str, name: str, text: str) -> tuple[str, str, bool]:
        row = self.rows.get(location)
        expected = _fold(wording.cell(row, name)) if row else None
        return f"{name} of location {location!r}", repr(expected), text == expected

    def _group(self, key: str, part: str, text: str) -> tuple[str, str, bool]:
        group = self.groups.get(key)
        expected = group.number(part) if group and part in ("members", "members_covered") else None
        return f"{part} of comparator {key!r}", repr(expected), text == expected

    @cached_property
    def periods(self) -> set[str]:
        """Every period of a figure, and the two ends of each span."""
        periods = {figure.period for figure in self.content.figures.values()}
        return periods | {end for period in periods for end in period.split("..")}

    @cached_property
    def versions(self) -> set[str]:
        return {version for figure in self.content.figures.values() if (version := figure.version)}

    def _period(self, period: str, kind: str, text: str) -> tuple[str, str, bool]:
        if period not in self.periods:
            return f"the period {period}", "a period of a figure of this report", False
        try:
            written = {wording.period(period, kind), axis.brief(period, kind)}
        except ValueError as error:
            return f"the period {period}", str(error), False
        return f"the period {period}", " or ".join(map(repr, sorted(written))), text in written

    def _date(self, stamp: str, text: str) -> tuple[str, str, bool]:
        try:
            stated = date.fromisoformat(stamp)
        except ValueError:
            return "a date", "a date as datetime=YYYY-MM-DD", False
        expected = wording.day(stated)
        return (
            f"the date {stamp}",
            f"{expected!r}, a date of this report",
            text == expected and stated in self.content.dates,
        )


def _tick(element: _Element, text: str) -> tuple[str, str, bool]:
    """Whether a tick is a round value of its axis, in the unit's words, drawn where that value lies."""
    claim = f"a tick of {element.marks['data-tick']}"
    try:
        scale, value = axis.stated(element.axis), float(element.marks["data-tick"])
        position = float(element.marks["x" if scale.low < scale.high else "y"].rstrip("%"))
    except (KeyError, ValueError) as error:
        return claim, f"its value and its place on {error}", False
    tick = next((t for t in scale.ticks if abs(t.value - value) < scale.step / 1e6), None)
    if tick is None:
        return claim, f"one of {[t.words for t in scale.ticks]}", False
    return claim, f"{tick.words!r} at {tick.at}", text == tick.words and abs(position - tick.at) < 0.01


def exact(number: float | None) -> str:
    """A figure's exact value as the page carries it beside the rounded one."""
    return "" if number is None else repr(number)


def _fold(text: str) -> str:
    return " ".join(text.split())
