"""Which council a name means: as at the data, or as at the day that a location left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.sources.cqc import councils

NOW, BEFORE, CHANGE = date(2026, 9, 1), date(2013, 5, 15), date(2021, 4, 1)


class Northamptonshire:
    """One council until 1 April 2021, another two after."""

    def codes(self, names, on):
        [name] = names
        known = {"Northamptonshire": "E10000021"} if on < CHANGE else {"West Northamptonshire": "E06000062"}
        if name not in known:
            raise LookupError(name)
        return {name: known[name]}


@pytest.mark.parametrize(
    ("name", "ended", "code"),
    [
        ("Northamptonshire", BEFORE, "E10000021"),
        ("Northamptonshire", None, None),
        ("Northamptonshire", date(2024, 1, 1), None),
        ("West Northamptonshire", None, "E06000062"),
        ("West Northamptonshire", date(2024, 1, 1), "E06000062"),
        ("West Northamptonshire", BEFORE, "E06000062"),
        ("Nowhere", BEFORE, None),
    ],
)
def test_the_code_of_a_name(name, ended, code):
    assert councils.code(Northamptonshire(), name, NOW, ended) == code


def test_a_note_names_the_commonest_first():
    counts = [("A", 1), ("B", 2_000), ("C", 1), ("D", 1), ("E", 1), ("F", 1)]
    note = councils.unknown_note(counts, NOW)
    assert note.startswith("2,005 locations are counted in no council")
    assert note.endswith("'B' (2,000), 'A' (1), 'C' (1), 'D' (1), 'E' (1) and 1 more names")


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 99), min_size=1))
def test_a_note_counts_every_location(counts):
    total = sum(counts.values())
    assert councils.unknown_note(counts.items(), NOW).startswith(f"{total:,} locations")
