"""Each type of cell: what it reads, and what it refuses with the row."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.ratings import scale
from careplace.sources import cells, markers
from careplace.sources.cqc.layouts import ACTIVE_LOCATIONS
from careplace.sources.headers import Field, Layout, locate
from careplace.sources.publication import Sheet


def read(kind: str, *text: str | None) -> tuple[list, list]:
    values, wrong, _expected = cells.read(kind, pa.array(text, pa.string()))
    return values.to_pylist(), wrong.to_pylist()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("text", "-", "-"),
        ("brand", "BRAND Care", "BRAND Care"),
        ("identifier", "1-101", "1-101"),
        ("identifier", "rx601", "RX601"),
        ("identifier", "RWD", "RWD"),
        ("postcode", "cv11fs", "CV1 1FS"),
        ("postcode", "SW1A  1AA", "SW1A 1AA"),
        ("flag", "Y", True),
        ("flag", "no", False),
        ("dual", "Dual Registration", True),
        ("whole", "66", 66),
        ("whole", "66.0", 66),
        ("score", "4", 4),
        ("number", "-1.178813", -1.178813),
        ("number", "5.3e1", 53.0),
        ("rating", "Requires Improvement", "Requires improvement"),
        ("rating", "Not rated", "Not rated"),
        ("domain", "Well led", "Well-led"),
        ("domain", "OVERALL", "Overall"),
        ("days since 1960", "18536", date(2010, 10, 1)),
        ("month", "May 2024", date(2024, 5, 1)),
        *(
            ("month", text, date(2024, 5, 1))
            for text in (
                *("2024-05", "01/05/2024", "MSitAE-MAY-2024", "MSitAE-May 2024", "msitae_may_2024"),
                "MSitAE-MAY-2024 (revised)",
            )
        ),
    ],
)
def test_cells_that_fit(kind, text, value):
    assert read(kind, text, None) == ([value, None], [False, False])


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(("identifier", text) for text in ("101", "1-", "1-1a", "Care home", "RX", "R X601")),
        *(("flag", text) for text in ("X", "1", "true")),
        *(("whole", text) for text in ("-1", "1.5", "many", "1,000")),
        *(("score", text) for text in ("0", "5", "2.5")),
        *(("number", text) for text in ("north", "1.2.3", "--1")),
        *(("rating", text) for text in ("Excellent", "Goood")),
        *(("number", text) for text in ("1e999", "-1e999", "NaN", "Infinity", "#REF!")),
        *(("whole", text) for text in ("9223372036854775808", "18446744073709551616", "9" * 30)),
        *(("postcode", text) for text in ("unknown", "-5", "E06999999", "CV1", "1FS CV1")),
        ("domain", "Kindness"),
        ("days since 1960", "2010-10-01"),
        ("days since 1960", "2227226000"),
        ("days since 1960", "999999999999999"),
        *(("month", text) for text in ("2024", "Sometime 2024", "May 24", "2024-13", "05/01/2024")),
    ],
)
def test_cells_that_do_not_fit(kind, text):
    assert read(kind, text) == ([None], [True])


@pytest.mark.parametrize("absent", ["-", "NA", "n/a", "Unspecified"])
def test_words_that_stand_for_nothing_are_blank(absent):
    for kind in ("brand", "identifier", "flag", "whole", "number", "rating", "days since 1960"):
        assert read(kind, absent) == ([None], [False])


@given(st.sampled_from([word for word, _standard, _kind in scale.words()]), st.booleans())
def test_every_known_rating_word_becomes_its_standard(word, loud):
    text = word.upper() if loud else word.title()
    assert read("rating", text)[0] == [scale.standard(word)[0]]


@given(st.text(max_size=10))
def test_ratings_agree_with_the_scale_one_at_a_time(text):
    try:
        expected = scale.standard(text)[0]
    except ValueError:
        expected = None
    if text.lower() not in markers.ABSENT:
        assert read("rating", text)[0] == [expected]


LAYOUT = Layout(
    "x",
    "X",
    (Field("id", ("ID",)), Field("beds", ("Beds",), "whole")),
    marks=("id", "beds"),
    families={"services": "Service type -"},
)


def header(*rows: list):
    columns = {f"c{i}": pa.array(column, pa.string()) for i, column in enumerate(zip(*rows, strict=True))}
    return locate(Sheet("S", pa.table(columns)), LAYOUT)


def test_bars_join_the_columns_that_hold_y():
    found = header(
        ["ID", "Beds", "Service type - Dental", "Service type - Care | home"],
        ["a", "1", "Y", "y "],
        ["b", "1", None, "Y"],
        ["c", "1", None, "N"],
    )
    values, problems = cells.bars("f", found, "services", pa.array([2, 3, 4]))
    assert values.to_pylist() == ["|Dental|Care / home|", "|Care / home|", None]
    assert not problems
    assert cells.bars("f", found, "services", pa.array([3]))[0].to_pylist() == ["|Care / home|"]


def test_bars_refuse_other_marks():
    found = header(["ID", "Beds", "Service type - Dental"], ["a", "1", "Y"], ["b", "1", "maybe"])
    _values, [problem] = cells.bars("f", found, "services", pa.array([2, 3]))
    assert (problem.row, problem.column) == (3, "Service type - Dental")
    assert "'maybe'" in problem.found


def test_no_rows_have_the_types_of_some_rows():
    empty = cells.empty(ACTIVE_LOCATIONS)
    assert empty.num_rows == 0
    for field in ACTIVE_LOCATIONS.fields:
        values, _wrong, _expected = cells.read(field.type, pa.array([], pa.string()))
        if field.type != "date":
            assert empty.schema.field(field.name).type == values.type
    assert empty.schema.field("services").type == pa.string()
