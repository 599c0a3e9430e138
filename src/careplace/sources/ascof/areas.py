"""Which council each official code of a table is, at the end of each of its years."""

import pyarrow as pa

from careplace.places.area import Area, UnknownPlace
from careplace.places.gazetteer import Gazetteer
from careplace.sources.ascof.headings import end, financial
from careplace.sources.contract import Problem

PLACES = pa.schema(
    [
        ("area_code", pa.string()),
        ("area_name", pa.string()),
        ("start", pa.int64()),
        ("council", pa.string()),
        ("own", pa.bool_()),
    ]
)


def places(
    areas: list[dict], gazetteer: Gazetteer | None, file: str
) -> tuple[pa.Table, list[str], list[Problem]]:
    """(areas of outcome_names.sql with `council`, and whether the code is the council's `own` that year; notes; problems).

    `council` is null where none stood then. A code that has ended stands for the council of its name that stands:
    tables 4b, 6a and 6b of 2024-25 have Dorset under the code that it had until 2019. A number of a council that did
    not stand that year is a problem; so is a name of another area than the code.
    """
    rows, notes, problems = [], [], []
    for row in areas:
        area, taken, wrong = _resolved(row, gazetteer) if gazetteer else (None, "", "")
        council = area.code if area and area.kind == "council" else None
        key = {name: row[name] for name in PLACES.names[:3]}
        rows.append(key | {"council": council, "own": council == row["area_code"]})
        notes += [taken] if taken else []
        if wrong:
            expected = f"an area of England in {financial(row['start'])} under its own code"
            problems.append(Problem(file, wrong, expected, row["sheet"], row["source_row"], "ONS area code"))
    return pa.Table.from_pylist(rows, PLACES), notes, problems


def _resolved(row: dict, gazetteer: Gazetteer) -> tuple[Area | None, str, str]:
    """(the area that a code is in a year, what was taken for what, what is wrong)."""
    code, name, on, kind = row["area_code"], row["area_name"], end(row["start"]), (row["area_kind"],)
    try:
        area = gazetteer.resolve(code, on, kind)
    except UnknownPlace as unknown:
        return _of_its_name(row, gazetteer, unknown)
    try:
        area_of_name = gazetteer.resolve(name, on, kind)
    except UnknownPlace:
        # A spelling that no list has is no error: the code tells.
        return area, "", ""
    return area, "", "" if area == area_of_name else f"{name} under the code of {area}"


def _of_its_name(row: dict, gazetteer: Gazetteer, unknown: UnknownPlace) -> tuple[Area | None, str, str]:
    """The council of a code's name where the code itself does not stand.

    Every council has a row through all years of a table, marked [z] where there was no such council.
    """
    same_code = next((area for area in unknown.nearest if area.code == row["area_code"]), None)
    try:
        area = (
            gazetteer.resolve(same_code.name, end(row["start"]), (row["area_kind"],)) if same_code else None
        )
    except UnknownPlace:
        area = None
    area_in_words = f"{row['area_name']} ({row['area_code']})"
    if area is None:
        return None, "", f"{area_in_words}: {unknown}" if row["has_value"] or not same_code else ""
    where = f"{row['sheet']} row {row['source_row']}"
    taken = f"{where}: {area_in_words} in {financial(row['start'])} is taken for {area}".strip()
    return area, taken if row["has_value"] else "", ""
