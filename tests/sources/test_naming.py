"""Codes and names that contradict each other or the list of places are noted, and what fits is not."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.nation import tables

from careplace.places.gazetteer import Gazetteer
from careplace.sources import naming
from careplace.sources.publication import RawFile, Reading


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.from_tables(tables())


def notes(gazetteer=None, **columns) -> tuple[str, ...]:
    rows = len(next(iter(columns.values())))
    table = pa.table({**columns, "source_row": list(range(2, rows + 2))})
    file = RawFile(Path("f.csv"), "f.csv", "")
    return naming.noted(Reading("p", file, None, "", {"t": table}, ("before",)), gazetteer).notes


def test_codes_with_their_own_names_need_no_note(gazetteer):
    assert notes(gazetteer, council=["E08000001", "E08000001"], council_name=["Alpha", "Alpha"]) == (
        "before",
    )
    assert notes(gazetteer, council=["E08000001"], council_name=["alpha"]) == ("before",)
    assert notes(gazetteer, council=[None], council_name=["Zzzz"]) == ("before",)


def test_a_name_that_stands_beside_another_name_of_its_code():
    _, note = notes(district=["E1", "E1", "E1", "E2"], district_name=["Ash", "Ash", "-1e999", "Oak"])
    assert "district_name" in note
    assert "E1 is called '-1e999' in row 4, and 'Ash' in 2 rows" in note


def test_a_region_of_the_nhs_with_two_codes():
    _, note = notes(region=["E4", "E4", "E4"], region_nhs_code=["Y62", "Y62", "Y99"])
    assert "E4 is called 'Y99' in row 4, and 'Y62' in 2 rows" in note


def test_a_code_that_is_in_no_list_of_places(gazetteer):
    _, note = notes(gazetteer, area_code=["E08000001", "E08999999"], area_name=["Alpha", "Nowhere"])
    assert note == "area_code: codes that are in no list of places: E08999999 (called 'Nowhere' in row 3)"


def test_a_name_of_another_place_than_the_code(gazetteer):
    _, note = notes(gazetteer, area_code=["E08000001"], area_name=["Zzzz"])
    assert "Alpha" in note
    assert "is called 'Zzzz' in row 2" in note


def test_names_that_are_numbers():
    _, note = notes(provider_name=["Ash Care", "-5", None], city=["1", "2", "3"])
    assert note == "provider_name: names without a letter: '-5'"


def test_codes_of_kinds_that_no_list_has_are_left_alone(gazetteer):
    assert notes(gazetteer, area_code=["E40000001", "RX1"], area_name=["A", "B"]) == ("before",)


@pytest.mark.parametrize(("region", "noted"), [("North", False), ("SOUTH", False), ("E99999999", True)])
def test_a_region_that_is_none(gazetteer, region, noted):
    found = notes(gazetteer, region=[region, None])
    assert (len(found) == 2) is noted
    assert not noted or f"'{region}' (1 rows)" in found[1]


def test_many_are_summed_and_long_names_cut():
    codes = [f"E{n}" for n in range(20) for _ in range(3)]
    names = [name for n in range(20) for name in ("Ash", "Ash", "x" * 5000)]
    _, note = notes(district=codes, district_name=names)
    assert note.endswith("; and 15 more")
    assert len(note) < 4000


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["Ash", "Oak", None])), min_size=1, max_size=12)
)
def test_a_code_with_one_name_is_never_noted(rows):
    codes, names = zip(*rows, strict=True)
    counts = {code: [n for c, n in rows if c == code and n] for code in codes}
    # A name that stands more often than another of its code: the other is noted.
    unequal = any(len({held.count(n) for n in held}) > 1 for held in counts.values())
    assert (len(notes(district=pa.array(codes), district_name=pa.array(names, pa.string()))) == 2) is unequal
