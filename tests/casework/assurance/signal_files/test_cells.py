"""The cells of a row of signals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.signal_files.files import reader

from careplace.casework.assurance.kinds import all_signal_kinds, signal_kinds
from careplace.casework.assurance.signal_files.cells import day_of, kind_names, kind_of, values_of

ROW = {"kind": "Complaint", "happened_on": "2026-03-27", "source": "a relative", "text": "Cold meals"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-27", date(2026, 3, 27)),
        ("2026-03-27 00:00:00", date(2026, 3, 27)),
        ("27/03/2026", date(2026, 3, 27)),
        ("7/3/2026", date(2026, 3, 7)),
        ("2026-02-30", None),
        ("03/27/2026", None),
        ("27/03/26", None),
        ("2026-03-27 09:30:00", None),
        ("", None),
    ],
)
def test_a_day_is_written_in_one_of_two_ways(text, day):
    assert day_of(text) == day


@given(st.dates())
def test_a_day_that_is_written_is_the_day_that_is_read(day):
    assert day_of(f"{day:%d/%m/}{day.year:04}") == day == day_of(day.isoformat())


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_a_day_or_a_kind(text):
    assert day_of(text) is None or any(character.isdigit() for character in text)
    assert kind_of(text) in {*all_signal_kinds(), text}


def test_a_kind_has_its_key_its_words_and_its_other_names():
    for key, words in all_signal_kinds().items():
        assert {kind_of(key), kind_of(words.upper()), kind_of(key.replace("_", "  "))} == {key}
    for key, names in kind_names().items():
        assert key in signal_kinds()
        assert {kind_of(name) for name in names} == {key}


def test_no_name_is_that_of_two_kinds():
    names = [name.casefold() for listed in kind_names().values() for name in listed]
    own = {text.casefold() for pair in all_signal_kinds().items() for text in pair}
    assert len(names) == len(set(names))
    assert not {name for name in names if name in own and kind_of(name) != name.replace(" ", "_")}


@pytest.mark.parametrize(
    ("cells", "column", "expected"),
    [
        ({"text": "Mrs Smith fell"}, "text", "It names a person (“Mrs Smith”)"),
        ({"source": "NHS 943 476 5919"}, "source", "possible NHS number"),
        ({"reference": "943 476 5919"}, "reference", "possible NHS number"),
        ({"reference": "x" * 101}, "reference", "at most 100"),
        ({"text": "Born on 3 May"}, "text", "date of birth"),
        ({"text": ""}, "text", "cannot be blank"),
        ({"kind": "castle"}, "kind", "Choose one of the kinds on the list. (A complaint"),
        ({"happened_on": "soon"}, "happened_on", "a day such as 2026-03-27 or 27/03/2026"),
        ({"happened_on": "2099-01-01"}, "happened_on", "today's date or an earlier one"),
        ({"sensitivity": "secret"}, "sensitivity", "ordinary or restricted, or nothing"),
    ],
)
def test_a_cell_that_is_wrong_has_its_column_and_what_is_expected(cells, column, expected):
    [(wrong_column, message)] = values_of(ROW | cells, reader())[1]
    assert wrong_column == column
    assert expected in message


def test_a_row_that_is_right_has_its_values():
    values, wrong = values_of(ROW | {"sensitivity": "Restricted"}, reader())
    assert wrong == []
    assert values == {
        "kind": "complaint",
        "happened_on": date(2026, 3, 27),
        "source": "a relative",
        "text": "Cold meals",
        "sensitivity": "restricted",
    }
    assert values_of(ROW, reader())[0]["sensitivity"] == "ordinary"


def test_a_restricted_signal_is_for_roles_that_read_them():
    [(column, message)] = values_of(ROW | {"sensitivity": "restricted"}, reader("commissioner"))[1]
    assert column == "sensitivity"
    assert "Team manager, Quality officer" in message
