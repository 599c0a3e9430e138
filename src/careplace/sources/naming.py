"""Codes and names of one table that contradict each other, or the list of places: noted, since the code is what counts.

A name beside a code is for people; a cell that was typed over shows in the two that no longer fit. Which columns are a
code and its name, their own names say: `district` and `district_name`, `area_code` and `area_name`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from careplace.engine import Engine, sql_text
from careplace.places.area import Area
from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import OFFICIAL_CODE, WITH_LETTERS, shortened
from careplace.sources.publication import Reading

MOST_NAMES = 5
# What a code of the first column is called in the second, where their names do not say so.
PAIRS = (
    ("published_code", "place_name"),
    ("trust", "name"),
    ("indicator_id", "indicator"),
    ("region", "region_nhs_code"),
)
REGION = "region"
_OFFICIAL = re.compile(OFFICIAL_CODE[0])


def noted(reading: Reading, gazetteer: Gazetteer | None) -> Reading:
    """`reading` with notes on codes of two names, and on codes and names that the list of places does not have."""
    return replace(reading, notes=(*reading.notes, *notes(reading.tables.values(), gazetteer)))


def notes(tables: Iterable[pa.Table], gazetteer: Gazetteer | None) -> tuple[str, ...]:
    """The notes on the tables of one file, each once."""
    return tuple(dict.fromkeys(note for table in tables for note in _notes(table, gazetteer)))


def _notes(table: pa.Table, gazetteer: Gazetteer | None) -> Iterator[str]:
    for name in (name for name in table.column_names if name.endswith("_name") or name == "name"):
        yield from _without_letters(name, table)
    for code, name in _pairs(table.column_names):
        distinct = _distinct(table, code, name)
        yield from _of_two_names(code, name, distinct)
        if gazetteer:
            yield from _unlisted(code, name, distinct, gazetteer)
    if gazetteer and REGION in table.column_names and f"{REGION}_name" not in table.column_names:
        yield from _no_regions(_counted(table, REGION), gazetteer)


def _pairs(names: list[str]) -> list[tuple[str, str]]:
    """The columns that hold a code and its name."""
    candidates = [(name, f"{name.removesuffix('_code').removesuffix('_id')}_name") for name in names]
    return [(code, name) for code, name in (*candidates, *PAIRS) if code in names and name in names]


def _distinct(table: pa.Table, code: str, name: str) -> list[dict]:
    """Each code and name that stand together: code, name, rows, and the first row."""
    columns = {"code": table[code].cast(pa.string()), "name": table[name], "row": _rows(table)}
    with Engine() as engine:
        engine.register("named", pa.table(columns))
        return engine.rows(sql_text("careplace.sources", "named_codes.sql"))


def _rows(table: pa.Table) -> pa.Array:
    has_rows = "source_row" in table.column_names
    return table["source_row"] if has_rows else pa.nulls(table.num_rows, pa.int64())


def _without_letters(name: str, table: pa.Table) -> Iterator[str]:
    """Names that are numbers or signs."""
    nameless = pc.fill_null(pc.invert(pc.match_substring_regex(table[name], WITH_LETTERS[0])), False)
    texts = pc.unique(table[name].filter(nameless)).sort().to_pylist()
    yield from _summed(f"{name}: names without a letter", [f"{shortened(text, 80)!r}" for text in texts])


def _of_two_names(code: str, name: str, distinct: list[dict]) -> Iterator[str]:
    """Codes that stand with a name of few rows beside the name of most of their rows."""
    descriptions = [
        f"{row['code']} is {_called(row)}, and {row['usual']!r} in {row['usual_rows']:,} rows"
        for row in distinct
        if row["usual"] != row["name"] and row["rows"] < row["usual_rows"]
    ]
    yield from _summed(f"{name}: codes of {code} with two names", descriptions)


def _unlisted(code: str, name: str, distinct: list[dict], gazetteer: Gazetteer) -> Iterator[str]:
    """Official codes of England that no list of places has, and names that the place of the code does not bear."""
    areas = gazetteer.areas
    prefixes = {area_code[:3] for area_code in areas}
    unknown = [
        f"{row['code']} ({_called(row)})" for row in distinct if _is_unlisted(row["code"], areas, prefixes)
    ]
    yield from _summed(f"{code}: codes that are in no list of places", unknown)
    mismatches = [
        f"{areas[row['code']]} is {_called(row)}"
        for row in distinct
        if row["code"] in areas and not _bears(areas[row["code"]], row["name"], gazetteer)
    ]
    yield from _summed(f"{name}: names that the lists of places do not have for the code", mismatches)


def _bears(area: Area, name: str, gazetteer: Gazetteer) -> bool:
    """Whether an area is called so; Fingertips writes "North East region"."""
    return any(gazetteer.matches(area, text) for text in (name, name.removesuffix(" region")))


def _is_unlisted(code: str, areas: dict, prefixes: set[str]) -> bool:
    """Whether an official code is of a kind that is listed, and is not listed."""
    return code not in areas and code[:3] in prefixes and bool(_OFFICIAL.match(code))


def _no_regions(counts: Iterable[tuple[str, int]], gazetteer: Gazetteer) -> Iterator[str]:
    descriptions = [
        f"{shortened(text, 80)!r} ({rows:,} rows)"
        for text, rows in counts
        if not any(gazetteer.candidates(name, (REGION,)) for name in (text, text.replace("&", "and")))
    ]
    yield from _summed("region: values that are no region of the list of places", descriptions)


def _counted(table: pa.Table, name: str) -> list[tuple[str, int]]:
    counts = pc.value_counts(table[name].combine_chunks().drop_null()).to_pylist()
    return [(row["values"], row["counts"]) for row in counts]


def _called(row: dict) -> str:
    where = f" in row {row['row']}" if row["row"] is not None else ""
    return f"called {shortened(row['name'], 80)!r}{where}"


def _summed(what: str, descriptions: list[str]) -> Iterator[str]:
    if descriptions:
        more = f"; and {len(descriptions) - MOST_NAMES:,} more" if len(descriptions) > MOST_NAMES else ""
        yield f"{what}: {'; '.join(descriptions[:MOST_NAMES])}{more}"
