"""Two files of one publication and date may not speak of the same councils."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.editions.readings import Coverage
from careplace.sources.publication import RawFile, Reading

DAY = date(2026, 5, 1)


def reading(name: str, councils, snapshot=DAY, publication="ratings", table="rating") -> Reading:
    """A reading whose table has these councils, or none to tell where `councils` is a number of rows."""
    counted = isinstance(councils, int)
    columns = {"n": range(councils)} if counted else {"council": pa.array(councils, pa.string())}
    file = RawFile(Path(name), name, name)
    return Reading(publication, file, snapshot, "", {table: pa.table(columns)})


def problems(*readings: Reading) -> list[str]:
    coverage = Coverage()
    for one in readings:
        coverage.add(one)
    return [str(problem) for problem in coverage.problems()]


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (reading("b", ["E2", "E3"]), True),
        (reading("b", ["E3"]), False),
        (reading("b", [None, "E3"]), False),
        (reading("b", [None]), True),  # it may speak of any council
        (reading("b", 3), True),
        (reading("b", []), False),
        (reading("b", ["E1"], snapshot=date(2026, 6, 1)), False),
        (reading("b", ["E1"], publication="directory"), False),
        (reading("b", ["E1"], table="another"), False),
    ],
)
def test_what_overlaps(other, overlaps):
    found = problems(reading("a", ["E1", "E2"]), other)
    assert bool(found) == overlaps
    assert all("file a: found ratings of 2026-05-01 in this file and in b" in told for told in found)


def test_cumulative_files_without_date_or_council_are_one_at_a_time():
    (told,) = problems(reading("to-2024.csv", 5, None), reading("to-2025.csv", 6, None))
    assert (
        "found ratings in this file and in to-2025.csv; expected one file for each council and date" in told
    )


@given(councils=st.lists(st.sets(st.sampled_from("ABCDEF"), min_size=1), max_size=5))
def test_each_pair_that_shares_a_council_is_told_once(councils):
    found = problems(*(reading(f"file {n}", sorted(names)) for n, names in enumerate(councils)))
    sharing = [(a, b) for n, a in enumerate(councils) for b in councils[n + 1 :] if a & b]
    assert len(found) == len(sharing)
