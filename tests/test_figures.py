"""A figure's identity, and whole tables of figures made from arrays."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.figures import NUMBERS, SCHEMA, Figure, Status, from_arrays, from_columns, parse_id, table

word = st.text(st.characters(exclude_characters="/", exclude_categories=("Cs", "Z", "C")), min_size=1)
breakdown = st.lists(word, min_size=1, max_size=4).map("/".join)


@given(word, word, word, breakdown)
def test_an_id_goes_there_and_back(measure, place, period, rest):
    figure = Figure(measure, place, period, rest)
    assert parse_id(figure.id) == (measure, place, period, rest)
    assert Figure(*parse_id(figure.id)) == figure


@pytest.mark.parametrize("text", ["", "/", "a/b/c", "///", "a//c/d", "a/b/c/", "good", "a/b/ /"])
def test_what_is_no_id_is_refused_with_an_example(text):
    with pytest.raises(
        ValueError, match=r"is not a figure's id. An id reads .* rating-share/E08000026/"
    ) as caught:
        parse_id(text)
    assert str(caught.value).startswith(repr(text))


def test_spaces_around_an_id_are_nothing():
    assert parse_id("  a/b/c/d/e\n") == ("a", "b", "c", "d/e")


def test_a_table_holds_every_field_in_order():
    figures = [Figure("m", "p", "t", "b", value=0.5, numerator=1, denominator=2), Figure("m", "p", "t", "c")]
    made = table(figures)
    assert made.schema == SCHEMA
    assert [Figure(**row) for row in made.to_pylist()] == figures
    assert made["status"].to_pylist() == [Status.FINAL, Status.FINAL]
    assert table([]).schema == SCHEMA


def test_arrays_become_figures_and_single_values_stand_in_every_row():
    made = from_arrays(
        measure="rated",
        place=pa.chunked_array([["A"], ["B", "C"]]),
        value=np.array([1.0, np.nan, 3.0]),
        numerator=[1, None, 3],
        unit="locations",
        lower95=0.5,
    )
    assert made.schema == SCHEMA
    assert made["value"].to_pylist() == [1.0, None, 3.0]
    assert made["numerator"].to_pylist() == [1.0, None, 3.0]
    assert made["unit"].to_pylist() == ["locations"] * 3
    assert made["lower95"].to_pylist() == [0.5] * 3
    assert made["denominator"].to_pylist() == [None] * 3
    assert made["status"].to_pylist() == [Status.FINAL] * 3
    assert made["reason"].to_pylist() == made["method"].to_pylist() == [""] * 3


@given(st.lists(st.tuples(word, st.none() | st.floats(allow_nan=False)), max_size=20))
def test_arrays_and_single_figures_give_the_same_table(rows):
    places, values = [place for place, _ in rows], [value for _, value in rows]
    made = from_arrays(
        measure="m",
        place=pa.array(places, pa.string()),
        period="t",
        breakdown="b",
        value=values,
        unit="share",
    )
    assert made.equals(table([Figure("m", place, "t", "b", value) for place, value in rows]))


def test_a_column_that_no_figure_has_is_refused():
    with pytest.raises(TypeError, match="a figure has no colour, size"):
        from_arrays(measure=["m"], colour="red", size=[1])


@pytest.mark.parametrize("columns", [{"measure": "m"}, {"measure": ["m"], "place": ["A", "B"]}, {}])
def test_columns_of_different_lengths_are_refused(columns):
    with pytest.raises(ValueError, match="columns of one length were expected"):
        from_arrays(**columns)


def test_numbers_are_numbers_and_the_rest_is_text():
    assert {field.name for field in SCHEMA if field.type == pa.float64()} == set(NUMBERS)
    assert {field.type for field in SCHEMA} == {pa.float64(), pa.string()}


def test_a_number_is_the_value_and_its_lack_is_named():
    assert Figure("m", "E1", "2024", "all", 0.0).number == 0.0
    with pytest.raises(ValueError, match="m/E1/2024/all has no value"):
        _ = Figure("m", "E1", "2024", "all").number


def test_figures_from_columns_are_those_of_the_constructor():
    others = [field.default for field in fields(Figure)][5:]
    rows = [("m", "P", "2024", f"part:{n}", float(n), *others) for n in range(3)]
    assert from_columns(list(zip(*rows, strict=True))) == [Figure(*row) for row in rows]
    assert from_columns([[]] * len(Figure.__slots__)) == []
