"""Since when a measure is what it is: what the workbook's log of comparability says breaks its series."""

from careplace.sources.ascof.headings import MeasureTable, financial, same, year
from careplace.sources.ascof.words import Line, Words

# What the log says where figures before and after are of two definitions, in the words of the workbook of 2024-25.
# "should not be compared to 2020 to 2021 data but can be compared to earlier years" is of a year that few took part in.
BREAKS = (
    "cannot be compared with",
    "should not be compared to previous years",
    "eligible population changed",
    "for the first time",
)
IN_BRACKETS = "available in brackets"


def definitions(words: Words, tables: list[MeasureTable]) -> tuple[list[dict], list[str]]:
    """(the years since which each measure is what it is: measure, since; notes on start years that cannot be)."""
    definitions, doubts = [], []
    for table in tables:
        line, first = words.measure(table.code), min(quantity.start for quantity in table.quantities)
        start = year(line["start"])
        if start is None or start > first:
            actual = f"{line.sheet} row {line.row}: measure {line['measure']} starts in {line['start']!r}"
            doubts.append(f"{actual}, its table in {financial(first)}, which is taken for its start")
        doubts += _codes_differ(words, line)
        breaks = [
            year(c["start"]) for c in words.changes(table.code) if any(b in c.text("text") for b in BREAKS)
        ]
        since = {min(first, start or first), *(b for b in breaks if b)}
        definitions += [{"measure": line["measure"], "since": start} for start in sorted(since)]
    return definitions, doubts


def _codes_differ(words: Words, line: Line) -> list[str]:
    """A note where the log knows another former code of a measure than Contents does: 3D(2a) in 2024-25."""
    logged = {code for change in words.changes(line.text("measure")) if (code := change["former"])}
    former = line["former"]
    if former is None or any(same(code, former) for code in logged) or not logged:
        return []
    actual = f"{line.sheet} row {line.row}: measure {line['measure']} was {former}"
    return [f"{actual}; the log of comparability has {', '.join(sorted(logged))}"]


def bracketed(words: Words, tables: list[MeasureTable]) -> list[dict]:
    """The measures and years (measure, start) whose numbers in brackets the log explains."""
    return [
        {"measure": words.measure(table.code)["measure"], "start": year(change["start"])}
        for table in tables
        for change in words.changes(table.code)
        if IN_BRACKETS in change.text("text")
    ]
