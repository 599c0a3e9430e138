"""References in texts: found, resolved, and shown as the words they are."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.reviews.report.headings import below
from careplace.casework.reviews.report.references import broken_in, figures_in, plain, quotes_in, resolved
from careplace.publications.markup import from_markdown

FIGURE = "outcome-x/E08000026/2024-25/ethnicity:Asian or Asian British"


def test_each_reference_is_found_once_in_order():
    one, two = str(uuid4()), str(uuid4())
    text = f"[[quote:{two}]] and [[quote: {one.upper()} ]], [[quote:{two}]]; [[figure:{FIGURE}]]"
    assert quotes_in(text) == [two, one]
    assert figures_in(text) == [FIGURE]
    assert not broken_in(text)


@pytest.mark.parametrize("text", ["[[quote:12]]", "[[figure:]]", "[[qoute:x]]", "[[ not closed"])
def test_what_begins_like_a_reference_and_is_none_is_named(text):
    assert broken_in(f"Before {text}") != []


def test_a_reference_becomes_its_words():
    id = str(uuid4())
    text = f"It is [[figure:{FIGURE}]]: [[quote:{id}]]"
    assert resolved(text, {id: "“So.”"}, {FIGURE: "67.1%"}) == "It is 67.1%: “So.”"
    with pytest.raises(KeyError):
        resolved(text, {}, {})


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80))
def test_words_of_a_source_are_shown_as_they_are(words):
    """Whatever somebody said is no markup, no heading and no list: a reader of the page sees those words."""
    html = from_markdown(f"x{plain(words)}x")
    assert html.startswith("<p>x")
    assert html.count("<") == 2


@pytest.mark.parametrize(("html", "expected"), [
    ("<h2>A</h2><h3>B</h3><h2>C</h2>", "<h3>A</h3><h4>B</h4><h3>C</h3>"),
    ("<h3>A</h3><h4>B</h4>", "<h3>A</h3><h4>B</h4>"),
    ("<h4>A</h4><h2>B</h2><h4>C</h4>", "<h3>A</h3><h3>B</h3><h4>C</h4>"),
    ("<p>No heading</p>", "<p>No heading</p>"),
])  # fmt: skip
def test_headings_leave_no_level_out(html, expected):
    assert below(html) == expected
