"""What an address may ask: every reader against odd texts, and one way to write each selection."""

import datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from careplace.measures.providers.definitions import sectors
from careplace.web.public.explore.filters import (
    BEDS,
    CHANGES,
    OLDEST,
    QUESTIONS,
    RATINGS,
    SIZES,
    SORTS,
    LocationFilter,
    location_filter,
)  # fmt: skip
from careplace.web.public.parameters import LONGEST, MOST_PAGES, WrongAsked

NAMES = tuple(LocationFilter.__dataclass_fields__)


def query(pairs) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in pairs:
        made.appendlist(name, value)
    return made


words = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=LONGEST).map(
    lambda text: " ".join(text.split())
)
sound = st.builds(
    LocationFilter,
    place=words,
    date=st.none() | st.dates(datetime.date(1000, 1, 1)),
    sector=st.sampled_from(["", *sectors()]),
    service=words,
    question=st.sampled_from(list(QUESTIONS)),
    rating=st.sets(st.sampled_from(list(RATINGS)), max_size=4).map(
        lambda some: tuple(k for k in RATINGS if k in some)
    ),
    latest=st.sets(st.sampled_from(list(RATINGS)), max_size=4).map(
        lambda some: tuple(k for k in RATINGS if k in some)
    ),
    older=st.integers(0, OLDEST),
    beds=st.sampled_from(["", *BEDS]),
    q=words,
    changed=st.sampled_from(["", *CHANGES]),
    sort=st.sampled_from(list(SORTS)),
    size=st.sampled_from(SIZES),
    page=st.integers(1, MOST_PAGES),
)


@given(sound)
def test_what_is_written_is_read_as_it_was(meant):
    assert location_filter(query(meant.written())) == meant


@given(sound)
def test_what_changes_nothing_is_not_written(meant):
    usual = LocationFilter()
    assert {name for name, _value in meant.written()} == {
        n for n in NAMES if getattr(meant, n) != getattr(usual, n)
    }


@given(st.lists(st.tuples(st.sampled_from([*NAMES, "x"]), st.text(max_size=140)), max_size=8))
def test_any_text_is_read_or_refused_by_name(pairs):
    meant, problems = read(pairs)
    assert set(problems) <= set(NAMES)
    assert all(0 < len(said) < 150 for said in problems.values())
    if meant:
        assert location_filter(query(meant.written())) == meant
    else:
        assert problems


def read(pairs) -> tuple:
    try:
        return location_filter(query(pairs)), {}
    except WrongAsked as wrong:
        return None, wrong.problems


def test_empty_fields_of_a_form_ask_for_everything():
    assert location_filter(query((name, " ") for name in NAMES)) == LocationFilter()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("place", "a" * 101), ("q", "b" * 101), ("date", "2021-02-30"), ("date", "20210201"), ("date", "2021-W05-1"),
        ("date", "yesterday"), ("sector", "' or 1=1 --"), ("question", "Safe"), ("rating", "Good"), ("older", "-1"),
        ("older", "21"), ("older", "1.5"), ("older", "٣"), ("older", "³"), ("beds", "1"), ("changed", "same"),
        ("latest", "Good"), ("sort", "named; drop table area"), ("size", "26"), ("size", "1000000"), ("page", "0"),
        ("page", "10001"), ("page", "9" * 400), ("page", "1e3"), ("page", "0x1"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused(name, value):
    with pytest.raises(WrongAsked) as wrong:
        location_filter(query([(name, value)]))
    assert list(wrong.value.problems) == [name]


def test_everything_wrong_is_told_at_once():
    with pytest.raises(WrongAsked) as wrong:
        location_filter(query([("page", "x"), ("size", "y"), ("sort", "z")]))
    assert list(wrong.value.problems) == ["sort", "size", "page"]


def test_two_values_for_one_field_are_refused_and_the_same_twice_is_one():
    with pytest.raises(WrongAsked):
        location_filter(query([("sort", "name"), ("sort", "best")]))
    assert location_filter(query([("sort", "best"), ("sort", "best")])).sort == "best"


def test_every_rating_is_any_rating():
    assert location_filter(query(("rating", key) for key in RATINGS)).rating == ()
