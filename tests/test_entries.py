"""Entries of TOML files: what each type takes and refuses, and where a message says that a fault is."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, with_config

from careplace.entries import (
    ENTRY,
    Day,
    DictionaryError,
    Number,
    OneOf,
    Truth,
    Whole,
    numbered,
    parse,
    parse_all,
)


@with_config(ENTRY)
@dataclass(frozen=True)
class Part:
    """A table within an entry."""

    from_date: Annotated[Day, Field(validation_alias="from")]
    value: Number | None = None


@with_config(ENTRY)
@dataclass(frozen=True)
class Entry:
    """An entry with a field of each type."""

    words: str
    whole: Whole = 0
    number: Number = 0.5
    truth: Truth = False
    level: Annotated[str, OneOf(("high", "low"))] = "low"
    only: Annotated[str, OneOf(("one",))] = "one"
    lists: tuple[Annotated[str, OneOf(("a", "b"))], ...] = ()
    parts: tuple[Part, ...] = ()
    part: Part | None = None
    links: dict[str, list[str]] = field(default_factory=dict)


def problems(text: str) -> list[tuple[str, str, str, str]]:
    with pytest.raises(DictionaryError) as refused:
        parse(Entry, tomllib.loads(text), "a.toml", "entry 1")
    return [(wrong.entry, wrong.field, wrong.found, wrong.expected) for wrong in refused.value.problems]


def test_an_entry_is_read_with_the_types_as_written():
    text = "words = 'w'\nwhole = 2\nnumber = 100000\ntruth = true\nlevel = 'high'\nlists = ['b', 'a']\n"
    entry = parse(
        Entry, tomllib.loads(text + "parts = [{from = 2020-01-02, value = 1.5}]"), "a.toml", "entry"
    )
    assert entry == Entry(
        "w", 2, 100000, True, "high", lists=("b", "a"), parts=(Part(date(2020, 1, 2), 1.5),)
    )
    assert str(entry.number) == "100000"


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("words = 1", "words", "words in quotes"),
        ("whole = 1.0", "whole", "a whole number"),
        ("whole = '1'", "whole", "a whole number"),
        ("whole = true", "whole", "a whole number"),
        ("number = true", "number", "a number"),
        ("number = '1'", "number", "a number"),
        ("truth = 1", "truth", "true or false"),
        ("truth = 'yes'", "truth", "true or false"),
        ("level = 'middle'", "level", "one of high, low"),
        ("level = ['low']", "level", "one of high, low"),
        ("only = 'two'", "only", "one of one"),
        ("lists = 'a'", "lists", "a list of one of a, b"),
        ("lists = ['a', 'c']", "lists[2]", "one of a, b"),
        ("parts = {}", "parts", "a list of a table of fields"),
        ("links = []", "links", "a table of fields"),
        ("links = {x = 'y'}", "links.x", "a list of words in quotes"),
        ("links = {x = ['y', 2]}", "links.x[2]", "words in quotes"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_words(line, field, expected):
    fault = problems(line if field == "words" else f"words = 'w'\n{line}")[0]
    assert (fault[0], fault[1], fault[3]) == ("entry 1", field, expected)


@pytest.mark.parametrize(
    ("line", "entry", "field", "found", "expected"),
    [
        ("", "entry 1", "words", "nothing", "words in quotes"),
        ("words = 'w'\npart = 3", "entry 1, part", "", "3", "a table of fields"),
        (
            "words = 'w'\npart = {}",
            "entry 1, part",
            "from",
            "nothing",
            "a date, e.g. 2025-04-01 without quotes",
        ),
        (
            "words = 'w'\npart = {from = '2025-04-01'}",
            "entry 1, part",
            "from",
            "'2025-04-01'",
            "a date, e.g. 2025-04-01 without quotes",
        ),
        (
            "words = 'w'\nparts = [{from = 2025-04-01, to = 1}]",
            "entry 1, parts[1]",
            "to",
            "a field that nobody reads",
            "one of from, value",
        ),
    ],
)
def test_a_fault_is_placed_in_the_innermost_table(line, entry, field, found, expected):
    assert problems(line) == [(entry, field, found, expected)]


def test_a_field_has_the_name_that_the_file_gives_it():
    faults = problems("words = 'w'\npart = {from = 2025-04-01, from_date = 2025-04-01}")
    assert [fault[1:3] for fault in faults] == [("from_date", "a field that nobody reads")]


def test_a_word_may_be_missing_and_its_list_may_be_a_dictionary():
    kind = Annotated[str, OneOf({"high": 1, "low": 2})] | None
    assert TypeAdapter(kind).validate_python("low") == "low"
    assert TypeAdapter(kind).validate_python(None) is None
    assert TypeAdapter(kind).json_schema()["anyOf"][0]["enum"] == ["high", "low"]


def test_a_moment_is_no_date():
    with pytest.raises(DictionaryError, match="field 'from': found datetime"):
        parse(Part, {"from": datetime(2025, 4, 1)}, "a.toml", "part")  # noqa: DTZ001 as TOML has it


def test_every_fault_of_every_entry_is_reported_at_once():
    entries = [{"whole": "x"}, {"words": "w"}, {"words": 1, "colour": "red"}, 3]
    with pytest.raises(DictionaryError) as refused:
        parse_all(Entry, numbered("entry", entries), "a.toml")
    assert [(wrong.entry, wrong.field) for wrong in refused.value.problems] == [
        ("entry 1", "words"),
        ("entry 1", "whole"),
        ("entry 3", "words"),
        ("entry 3", "colour"),
        ("entry 4", ""),
    ]


KINDS = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.none())
VALUES = st.recursive(KINDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner))


@given(st.dictionaries(st.sampled_from(["words", *Entry.__dataclass_fields__, "other"]), VALUES))
def test_whatever_an_entry_holds_it_is_read_or_refused_in_words(entry):
    wrongs = _wrongs(entry)
    assert all(wrong.expected and wrong.found for wrong in wrongs)
    assert ("other" in entry) == ("other" in {wrong.field for wrong in wrongs})
    assert wrongs or isinstance(entry["words"], str)


def _wrongs(entry: dict) -> tuple:
    try:
        parse(Entry, entry, "a.toml", "entry 1")
    except DictionaryError as error:
        return error.problems
    return ()
