"""Headers found wherever they stand, and columns told under any heading that they have had."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.headers import (
    Field,
    Layout,
    faults,
    folded,
    locate,
    personal,
    published_text,
    ragged,
    read,
)
from careplace.sources.publication import Sheet

LAYOUT = Layout(
    "homes",
    "Homes",
    (
        Field("id", ("Location ID",)),
        Field("postcode", ("Location Postal Code", "Location Post Code")),
        Field("rating", ("Latest Rating",)),
        Field("city", ("Location City",), needed=False),
    ),
    marks=("id", "rating"),
    unlike=("Location HSCA End Date",),
    families={"services": "Service type -"},
    known=("URL",),
    known_starts=("Regulated activity -",),
)
HEAD = ["Location ID", "Location Postal Code", "Latest Rating"]


def sheet(*rows: list[str | None], name: str = "Locations", uneven: tuple[int, ...] = ()) -> Sheet:
    width = max(len(row) for row in rows)
    padded = [[*row, *[None] * (width - len(row))] for row in rows]
    columns = {f"c{i}": pa.array([row[i] for row in padded], pa.string()) for i in range(width)}
    return Sheet(name, pa.table(columns), uneven)


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1))
def test_folding_ignores_case_spaces_and_punctuation(text):
    dressed = "  " + "_ ?".join(text.swapcase()) + " (/) "
    assert folded(dressed) == folded(text) == folded(folded(text))


def test_folding_of_real_headings():
    assert folded("Care Home?") == folded("Care home?") == folded("care_home")
    assert folded("Service / Population Group") == folded("Service/Population group")
    assert folded("Latest Rating") != folded("Latest Ratings")


@pytest.mark.parametrize(
    "heading",
    [
        *("Registered manager", "Provider Nominated Individual Name", "Provider Main Partner Name"),
        *("Location Telephone Number", "Phone number", "E-mail"),
    ],
)
def test_personal_columns_are_known(heading):
    assert personal(heading)


@pytest.mark.parametrize(
    "heading", ["Location Name", "Provider Name", "Brand Name", "Location Web Address", ""]
)
def test_other_columns_are_not_personal(heading):
    assert not personal(heading)


@pytest.mark.parametrize("above", [0, 1, 7, 49])
def test_the_header_is_found_on_any_of_the_first_fifty_rows(above):
    header = locate(sheet(*[["A notice"]] * above, HEAD, ["1-1", "CV1 1AA", "Good"]), LAYOUT)
    assert header.row == above + 1
    assert read(header)["source_row"].to_pylist() == [above + 2]


def test_a_header_below_the_first_fifty_rows_is_not_looked_for():
    assert locate(sheet(*[["A notice"]] * 50, HEAD), LAYOUT) is None


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda text: f" {text.replace(' ', '_')} "])
def test_case_and_spaces_do_not_matter(change):
    assert locate(sheet([change(text) for text in HEAD]), LAYOUT).columns.keys() == {
        "id",
        "postcode",
        "rating",
    }


def test_order_does_not_matter_and_past_headings_are_known():
    header = locate(
        sheet(["Latest Rating", "Location Post Code", "Location ID"], ["Good", "CV1 1AA", "1-1"]), LAYOUT
    )
    assert not faults(header, "f")
    assert read(header).to_pylist() == [
        {"id": "1-1", "postcode": "CV1 1AA", "rating": "Good", "city": None, "source_row": 2}
    ]


def test_one_mark_is_too_few_and_a_strange_heading_rules_out():
    assert locate(sheet(["Location ID", "Location Postal Code"]), LAYOUT) is None
    assert locate(sheet([*HEAD, "Location HSCA End Date"]), LAYOUT) is None


def test_a_missing_column_names_itself_and_what_is_near():
    header = locate(sheet(["Location ID", "Location Postcodes", "Latest Rating"]), LAYOUT)
    [problem] = faults(header, "file.ods")
    assert problem.column == "Location Postal Code"
    assert "the nearest is 'Location Postcodes'" in problem.found
    assert "'Location Postal Code' or 'Location Post Code'" in problem.expected
    assert (problem.file, problem.sheet, problem.row) == ("file.ods", "Locations", 1)


@pytest.mark.parametrize("twice", ["latest  rating", "Latest Rating"])
def test_a_heading_that_stands_twice_is_a_fault(twice):
    [problem] = faults(locate(sheet([*HEAD, twice]), LAYOUT), "f")
    assert "2 columns of one meaning" in problem.found
    assert twice.strip() in problem.found


def test_two_headings_of_one_column_are_a_fault():
    [problem] = faults(locate(sheet([*HEAD, "Location Post Code"]), LAYOUT), "f")
    assert "'Location Postal Code', 'Location Post Code'" in problem.found


def test_unknown_columns_twice_are_a_fault_too():
    assert faults(locate(sheet([*HEAD, "Note", "NOTE"]), LAYOUT), "f")


def test_unknown_columns_are_told_and_known_ones_are_not():
    extra = ["URL", "Colour", "Service type - Dental service", "Regulated activity - Nursing care"]
    assert locate(sheet([*HEAD, *extra]), LAYOUT).unknown() == ["Colour"]


def test_families_are_found_with_the_rest_of_their_heading():
    names = ["Service type - Dental service", "service type - Community - Midwives"]
    header = locate(sheet([*HEAD, *names]), LAYOUT)
    assert header.family("services") == [("c3", "Dental service"), ("c4", "Community - Midwives")]


def test_cells_are_trimmed_and_blank_rows_left_out():
    header = locate(sheet(HEAD, [" 1-1\u00a0", " ", "Good"], [None, "  ", None], ["1-2", None, None]), LAYOUT)
    table = read(header)
    assert table["id"].to_pylist() == ["1-1", "1-2"]
    assert table["postcode"].to_pylist() == [None, None]
    assert table["source_row"].to_pylist() == [2, 4]


def test_published_text_keeps_every_cell_but_personal_ones():
    header = locate(
        sheet(
            ["Notice"],
            [*HEAD, "Registered manager", "Colour", None, None],
            [" 1-1", "cv1", "Good", "A Person", "red", "odd", None],
        ),
        LAYOUT,
    )
    assert published_text(header).to_pylist() == [
        {
            "Location ID": " 1-1",
            "Location Postal Code": "cv1",
            "Latest Rating": "Good",
            "Colour": "red",
            "column 6": "odd",
            "source_row": 3,
        }
    ]


def test_ragged_rows_count_only_below_the_header():
    header = locate(sheet(["Notice"], HEAD, ["1-1", "CV1", "Good"], ["1-2"], uneven=(1, 4)), LAYOUT)
    [problem] = ragged(header, "file.csv")
    assert problem.row == 4
    assert "3 cells, as in the header of row 2" in problem.expected
    assert "cut short" in problem.expected
