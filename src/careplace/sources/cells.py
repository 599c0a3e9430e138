"""Cells of text as typed columns, each value that does not fit told with its row.

Words that repeat (ratings, key questions, councils) are looked up once for each distinct value.
"""

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from careplace.ratings.scale import DOMAINS, known, standard
from careplace.sources import markers
from careplace.sources.contract import Problem, misfits
from careplace.sources.headers import Header, Layout, folded

# CQC's own ids begin 1-; NHS bodies keep their organisation codes (RX601, RWD, R0B0Q).
IDENTIFIER = r"^1-[0-9]+$|^[A-Z][A-Z0-9]{2,8}$"
# Fifteen digits are exact as a double; nothing that is counted has more.
WHOLE = r"^[0-9]{1,15}(\.0+)?$"
COUNT = r"^([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?$"
SCORE = r"^[1-4](\.0+)?$"
NUMBER = r"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?$"
# homecare_inspections counts days from 1 January 1960, as Stata does. From there its earliest start is 1 October
# 2010, when registration began, and all 95 of its inspections in Oldham agree with CQC's API on when the location
# was registered and deregistered; from 1970 the ends would lie as late as 2034.
DAY_1960 = 3653
# To the year 2233: a day fits in 32 bits.
DAYS = r"^[0-9]{1,5}(\.0+)?$"
# Codes of the NHS's Organisation Data Service: RX1 a trust, 8J094 and NX122 companies, C82009 a practice.
ORGANISATION = r"^[A-Z0-9]{3,9}$"
MONTH = r"^[A-Za-z]+ [0-9]{4}$"
RETURN_MONTH = r"(?i)^MSitAE[-_ ]+([A-Z]+)[-_ ]+([0-9]{4})( *\(revised\))?$"
MONTH_BEGINS = r"^[0-9]{4}-[0-9]{2}-01$"
# A month's first day as the English write it, or its year and number.
MONTH_BEGINS_DAY_FIRST, YEAR_MONTH = r"^01/([0-9]{2})/([0-9]{4})$", r"^([0-9]{4}-[0-9]{2})$"
# A number in whose place a marker may stand ("*", "[c]", "<5"): careplace.sources.markers says what it means.
MARKED_NUMBER = "marked number"
# The same with thousands separated, as people write it; and perhaps with a percent sign, which is dropped.
GROUPED_NUMBER, GROUPED_PERCENTAGE = "grouped number", "grouped percentage"
MARKED = (MARKED_NUMBER, GROUPED_NUMBER, GROUPED_PERCENTAGE)
GROUPS = r"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$"
PERCENT = r" ?%$"


def read(kind: str, text: pa.Array) -> tuple[pa.Array, pa.Array, str]:
    """(typed values, which cells do not fit, what was expected) of one column of text.

    `kind` is a key of KINDS. Blank cells, and words that stand for nothing ("-", "NA"), are null and fit.
    """
    convert, expected, arrow = KINDS[kind]
    text = text if kind == "text" else blanked(text)
    text = markers.without(text) if kind in MARKED else text
    values = convert(text).cast(arrow)
    return values, pc.and_(pc.is_valid(text), pc.is_null(values)), expected


def bars(file: str, header: Header, family: str, rows: pa.Array) -> tuple[pa.Array, list[Problem]]:
    """The names of a family's columns that hold Y, each between bars: |Domiciliary care service|.

    `rows` are the sheet's rows that are wanted. Null where no column holds Y.
    """
    headings = header.family(family)
    below = header.sheet.cells.slice(header.row).select([column for column, _name in headings])
    if below.num_rows > len(rows):
        below = below.take(pc.subtract(rows, header.row + 1))
    parts, problems = [pa.repeat(pa.scalar(""), len(rows))], []
    for column, name in headings:
        mark = pc.utf8_upper(pc.utf8_trim_whitespace(pc.fill_null(below.column(column), "")))
        parts.append(pc.if_else(pc.equal(mark, "Y"), "|" + name.replace("|", "/"), ""))
        misfit = pc.invert(pc.is_in(mark, pa.array(["Y", "N", ""])))
        if pc.any(misfit).as_py():
            text = pa.table({column: below.column(column), "source_row": rows})
            where = header.heading(column), header.sheet.name
            problems += misfits(file, text, column, misfit, "Y or blank", *where)
    joined = pc.binary_join_element_wise(*parts, "")
    return pc.if_else(pc.equal(joined, ""), None, pc.binary_join_element_wise(joined, "|", "")), problems


def _looked_up(word: Callable[[str], object]) -> Callable[[pa.Array], pa.Array]:
    def convert(text: pa.Array) -> pa.Array:
        coded = pc.dictionary_encode(text)
        return pa.array([word(value) for value in coded.dictionary.to_pylist()]).take(coded.indices)

    return convert


def _rating(word: str) -> str | None:
    try:
        return standard(word)[0]
    except ValueError:
        return None


_DOMAINS = {folded(domain): domain for domain in DOMAINS}
_FLAGS = {"y": True, "yes": True, "n": False, "no": False}
_DUAL = {**_FLAGS, "dual registration": True}


def _identifier(text: pa.Array) -> pa.Array:
    upper = pc.utf8_upper(text)
    return pc.if_else(pc.match_substring_regex(upper, IDENTIFIER), upper, None)


def _whole(text: pa.Array) -> pa.Array:
    return _matching(text, WHOLE).cast(pa.float64()).cast(pa.int64())


def _count(text: pa.Array) -> pa.Array:
    return _whole(pc.replace_substring(_matching(text, COUNT), ",", ""))


def _postcode(text: pa.Array) -> pa.Array:
    """With one space; every one of 80,000 in CQC's files of 2021 and 2026 is of this form."""
    close = pc.replace_substring_regex(pc.utf8_upper(text), r"\s", "")
    spaced = pc.replace_substring_regex(close, r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$", r"\1 \2")
    return _matching(spaced, r"^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$")


def _day_1960(text: pa.Array) -> pa.Array:
    days = _whole(_matching(text, DAYS))
    return pc.subtract(days.cast(pa.int32()), DAY_1960).cast(pa.int32()).cast(pa.date32())


def _month(text: pa.Array) -> pa.Array:
    # NHS England's monthly return writes MSitAE-MARCH-2026.
    text = pc.replace_substring_regex(text, RETURN_MONTH, r"\1 \2")
    text = pc.replace_substring_regex(text, MONTH_BEGINS_DAY_FIRST, r"\2-\1-01")
    text = pc.replace_substring_regex(text, YEAR_MONTH, r"\1-01")
    first_of_month = pc.binary_join_element_wise("1", _matching(text, MONTH), " ")
    full = pc.strptime(first_of_month, "%d %B %Y", "s", error_is_null=True)
    begins = pc.strptime(_matching(text, MONTH_BEGINS), "%Y-%m-%d", "s", error_is_null=True)
    return pc.coalesce(full, begins).cast(pa.date32())


def _number(text: pa.Array) -> pa.Array:
    """Numbers; 1e999, which no double holds, is none."""
    numbers = _matching(text, NUMBER).cast(pa.float64())
    return pc.if_else(pc.is_finite(numbers), numbers, None)


def _grouped(text: pa.Array) -> pa.Array:
    grouped = pc.match_substring_regex(text, GROUPS)
    return _number(pc.if_else(grouped, pc.replace_substring(text, ",", ""), text))


def _percentage(text: pa.Array) -> pa.Array:
    return _grouped(pc.replace_substring_regex(text, PERCENT, ""))


def _matching(text: pa.Array, form: str) -> pa.Array:
    return pc.if_else(pc.match_substring_regex(text, form), text, None)


KNOWN_MARKERS = f"a marker for no number ({', '.join(markers.MARKERS)}, <5)"
KINDS: dict[str, tuple[Callable, str, pa.DataType]] = {
    "text": (lambda text: text, "text", pa.string()),
    "brand": (lambda text: text, "text, or - where there is none", pa.string()),
    "identifier": (_identifier, "an id of CQC: 1- and digits, or an NHS code such as RX601", pa.string()),
    "organisation": (
        lambda text: _matching(pc.utf8_upper(text), ORGANISATION),
        "a code of the NHS or an official code, e.g. RX1 or E54000008",
        pa.string(),
    ),
    "postcode": (_postcode, "a postcode, e.g. CV1 5RR", pa.string()),
    "flag": (_looked_up(lambda word: _FLAGS.get(word.lower())), "Y or N", pa.bool_()),
    "dual": (
        _looked_up(lambda word: _DUAL.get(word.lower())),
        "Dual Registration, Y, N or blank",
        pa.bool_(),
    ),
    "whole": (_whole, "a whole number, 0 or more", pa.int64()),
    "count": (_count, "a whole number, 0 or more, e.g. 1200 or 1,200", pa.int64()),
    "score": (lambda text: _whole(_matching(text, SCORE)), "a score from 1 to 4, or blank", pa.int64()),
    "number": (_number, "a number", pa.float64()),
    GROUPED_NUMBER: (_grouped, f"a number such as 1200 or 1,200, blank, or {KNOWN_MARKERS}", pa.float64()),
    GROUPED_PERCENTAGE: (
        _percentage,
        f"a number such as 1200, 1,200 or 45.2%, blank, or {KNOWN_MARKERS}",
        pa.float64(),
    ),
    MARKED_NUMBER: (
        _number,
        f"a number, blank, or {KNOWN_MARKERS}",
        pa.float64(),
    ),
    "rating": (_looked_up(_rating), f"one of {known()}", pa.string()),
    "domain": (
        _looked_up(lambda word: _DOMAINS.get(folded(word))),
        f"one of {', '.join(DOMAINS)}",
        pa.string(),
    ),
    "days since 1960": (_day_1960, "a whole number of days since 1 January 1960", pa.date32()),
    "month": (_month, "a month and year, e.g. May 2024, 2024-05 or 2024-05-01", pa.date32()),
    "date": (lambda text: text, "a date", pa.date32()),
}
"""Type of a field: how it is read, what its cells should hold, its Arrow type. Dates are read by dates.py."""


def empty(layout: Layout) -> pa.Table:
    """No row, with the typed columns that a sheet of `layout` has."""
    columns = {field.name: KINDS[field.type][2] for field in layout.fields}
    return pa.schema(columns | dict.fromkeys(layout.families, pa.string())).empty_table()


def blanked(text: pa.Array) -> pa.Array:
    """`text` with the words that stand for nothing ("-", "NA", "Unspecified") as nulls."""
    return pc.if_else(pc.is_in(pc.utf8_lower(text), pa.array(markers.ABSENT)), None, text)
