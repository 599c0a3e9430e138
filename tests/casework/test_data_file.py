"""Files that a council brings: what is refused, and in which words."""

import pytest

from careplace.casework.data_file import DataFileError, Entry, Words, parse, repeated


class Colour(Entry):
    name: Words
    shades: tuple[int, ...] = ()


def faults(text):
    with pytest.raises(DataFileError) as error:
        parse(Colour, text, "c.toml")
    return error.value.problems


def test_what_is_read_cannot_be_changed():
    colour = parse(Colour, 'name = " red "\nshades = [1, 2]', "c.toml")
    assert (colour.name, colour.shades) == ("red", (1, 2))
    with pytest.raises(ValueError, match="frozen"):
        colour.name = "blue"


def test_a_fault_names_file_field_and_what_was_found():
    assert faults('name = ""\nshades = [1, "dark"]') == [
        "c.toml: name: String should have at least 1 character; found ''",
        "c.toml: shades.1: Input should be a valid integer, unable to parse string as an integer; found 'dark'",
    ]


def test_a_missing_field_is_named_without_the_whole_table_repeated():
    assert faults("") == ["c.toml: name: Field required"]


def test_names_that_are_there_more_than_once_are_each_named_once():
    assert repeated("levels", ["a", "b", "a", "a", "c", "b"]) == [
        "levels: a is there more than once",
        "levels: b is there more than once",
    ]
