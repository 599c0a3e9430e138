"""Files that a council brings: what is refused, and in which words."""

import pytest

from careplace.casework.data_file import Entry, Words, parse, repeated
from careplace.casework.faults import Faulty


class Colour(Entry):
    name: Words
    shades: tuple[int, ...] = ()


def faults(text):
    with pytest.raises(Faulty) as error:
        parse(Colour, text, "c.toml")
    return [str(fault) for fault in error.value.faults]


def test_what_is_read_cannot_be_changed():
    colour = parse(Colour, 'name = " red "\nshades = [1, 2]', "c.toml")
    assert (colour.name, colour.shades) == ("red", (1, 2))
    with pytest.raises(ValueError, match="frozen"):
        colour.name = "blue"


def test_each_fault_names_its_field():
    assert faults('name = ""\nshades = [1, "dark"]') == [
        "the document, name: String should have at least 1 character",
        "shades 2: Input should be a valid integer, unable to parse string as an integer",
    ]


def test_a_missing_field_is_named_and_the_file_too():
    with pytest.raises(Faulty, match=r"c\.toml cannot be used:\n  the document, name: Field required"):
        parse(Colour, "", "c.toml")


def test_names_that_are_there_more_than_once_are_each_named_once():
    assert repeated("levels", ["a", "b", "a", "a", "c", "b"]) == [
        "levels: a is there more than once",
        "levels: b is there more than once",
    ]
