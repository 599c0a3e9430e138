"""Cells become numbers, missing numbers or faults; nothing else."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.cli.calculating.cells import MISSING, numbers_of


def read(*cells: str, **options):
    return numbers_of(list(cells), list(range(2, 2 + len(cells))), "n", **options)


@given(st.floats(-1e12, 1e12).filter(lambda number: abs(number) > 1e-6 or number == 0))
def test_a_number_is_read_as_it_is_written(number):
    assert read(repr(number)).values[0] == number
    assert read(f"{number:,.3f}").values[0] == pytest.approx(number, abs=6e-4)


@given(st.sampled_from(MISSING), st.booleans())
def test_what_publishers_write_for_a_missing_number_is_missing(text, upper):
    found = read(text.upper() if upper else text)
    assert np.isnan(found.values[0])
    assert found.faults == []


@pytest.mark.parametrize("text", ["<5", "< 10", "≤3"])
def test_a_suppressed_small_number_is_missing(text):
    assert (math.isnan(read(text).values[0]), read(text).faults) == (True, [])


def test_further_words_for_missing_may_be_named():
    assert read("withheld").faults
    assert read("Withheld", missing=("withheld",)).faults == []


@pytest.mark.parametrize(
    "text",
    ["1,00", "12,34,567", "1.2.3", "1e999", "inf", "0x10", "£5", "1_000", "12%", "--5", "1 2", "abc", "=1+1"],
)
def test_anything_else_is_a_fault_at_its_row(text):
    (fault,) = read("1", text).faults
    assert (fault.row, fault.column, fault.found) == (3, "n", repr(text))
    assert str(fault) == f"row 3, column n: found {text!r}; expected a number, or an empty cell"


def test_a_count_is_not_below_zero():
    (fault,) = read("0", "-1", count=True).faults
    assert (fault.row, fault.expected) == (3, "a number from 0, or an empty cell")


def test_percent_stands_on_every_number_or_on_none():
    found = read("50%", "", "51.5 %", percent=True)
    assert (found.percent, found.faults, list(found.values[[0, 2]])) == (True, [], [50, 51.5])
    mixed = read("50%", "51", percent=True)
    assert (mixed.percent, [fault.row for fault in mixed.faults]) == (False, [2])


def test_a_long_cell_is_shortened_in_the_message():
    (fault,) = read("a" * 10_000).faults
    assert len(str(fault)) < 200


@given(st.text(max_size=40))
def test_no_text_raises_or_becomes_infinite(text):
    found = read(text.strip(), count=True, percent=True)
    assert not np.isinf(found.values).any()
    assert len(found.faults) <= 1
