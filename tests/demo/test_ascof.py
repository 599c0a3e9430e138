from itertools import pairwise

import fastexcel
import numpy as np
import pytest

from careplace.demo import ascof
from careplace.demo.names import load_toml

TABLES = {table["sheet"]: table for table in load_toml("ascof.toml")["table"]}


@pytest.fixture(scope="module")
def book(invented, tmp_path_factory):
    path = ascof.write(invented, tmp_path_factory.mktemp("ascof"), np.random.default_rng(9))
    return fastexcel.read_excel(path)


@pytest.fixture(scope="module")
def people(invented):
    return ascof.People(invented)


def sheet(book, name):
    """(rows above the header, {heading: cells})."""
    cells = book.load_sheet(name, header_row=None, dtypes="string").to_arrow().to_pylist()
    lines = [list(row.values()) for row in cells]
    header = next(n for n, line in enumerate(lines) if line[0] == "Local authority code")
    return lines[:header], dict(zip(lines[header], zip(*lines[header + 1 :], strict=True), strict=True))


def number(text):
    return None if text.startswith("[") else float(text)


@pytest.mark.parametrize("name", TABLES)
def test_a_sheet_has_its_title_and_every_area(book, people, name):
    above, columns = sheet(book, name)
    assert above[0][0].startswith(TABLES[name]["title"].partition(" [")[0])
    assert list(zip(*(columns[heading] for heading in ascof.AREAS), strict=True)) == people.rows


@pytest.mark.parametrize(
    "name", [name for name, table in TABLES.items() if table["kind"] in ("share", "rate")]
)
def test_outcomes_are_of_their_parts(book, name):
    _above, columns = sheet(book, name)
    per = 100_000 if TABLES[name]["kind"] == "rate" else 100
    parts = ("numerator", "denominator", "outcome")
    for cells in zip(*(columns[f"2024 to 2025 - {part}"] for part in parts), strict=True):
        counted, out_of, outcome = map(number, cells)
        if outcome is not None:
            # Larger areas' parts are rounded to 5 after the outcome was worked out.
            assert outcome == pytest.approx(per * counted / out_of, rel=0.05, abs=0.3)
            assert counted >= ascof.FEWEST


def test_councils_are_marked_where_they_did_not_stand(book, invented):
    _above, columns = sheet(book, "Table_1a")
    ended = next(
        area for area in invented.areas.values() if area.kind == "CTY" and len(area.replaced_by) == 2
    )
    row = columns["ONS area code"].index(ended.code)
    assert columns["2022 to 2023 - outcome"][row] != "[z]"
    assert columns["2023 to 2024 - outcome"][row] == "[z]"


def test_carers_are_asked_every_other_year(book):
    _above, columns = sheet(book, "Table_1c")
    held = [start for start in ascof.YEARS if columns[f"{start} to {start + 1} - outcome"][0] != "[z]"]
    assert tuple(held) == ascof.CARERS


def test_the_voluntary_year_has_no_result_of_larger_areas_and_some_of_councils(book, people):
    _above, columns = sheet(book, "Table_4a")
    told = columns[f"{ascof.VOLUNTARY} to {ascof.VOLUNTARY + 1} - outcome"]
    above = len(people.rows) - len(people.councils)
    assert set(told[:above]) == {"[x]"}
    assert 0 < sum(number(cell) is not None for cell in told[above:]) < len(people.councils)


def test_the_nation_lies_between_its_councils(book, people):
    for name, table in TABLES.items():
        if table["kind"] in ("survey", "share"):
            _above, columns = sheet(book, name)
            last = [number(cell) for cell in columns["2024 to 2025 - outcome"]]
            held = [x for x in last[len(people.rows) - len(people.councils) :] if x is not None]
            if held:
                assert min(held) <= last[0] <= max(held)


def test_homes_add_up_to_all_homes(book):
    _above, columns = sheet(book, "Table_6b")
    for row in range(len(columns["Local authority"])):
        counts = [number(columns[f"2024 to 2025 - {part} numerator"][row]) for part in ascof.HOMES]
        if None not in counts:
            assert sum(counts) == number(columns["2024 to 2025 - 6b denominator"][row])
            assert sum(counts[:2]) == number(columns["2024 to 2025 - 6b numerator"][row])


def test_a_place_changes_slowly(book, people):
    _above, columns = sheet(book, "Table_3a")
    years = [start for start in ascof.YEARS if start != ascof.VOLUNTARY]
    told = [[number(c) for c in columns[f"{s} to {s + 1} - outcome"]] for s in years]
    steps = [
        abs(b - a) for one, two in pairwise(told) for a, b in zip(one, two, strict=True) if None not in (a, b)
    ]
    assert np.median(steps) < 4


def test_the_workbook_says_that_it_is_invented(book):
    cover = book.load_sheet("Cover", header_row=None, dtypes="string").to_arrow().to_pylist()
    assert any("invented" in (cell or "") for row in cover for cell in row.values())
