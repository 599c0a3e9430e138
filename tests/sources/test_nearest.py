"""A file that is nearly one of a publication says which, and what it lacks; a file that is like none says nothing."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace import sources
from careplace.sources import headers
from careplace.sources.books import open_book
from careplace.sources.nearest import COLUMNS, layouts, nearest
from careplace.sources.publication import Sheet

LAYOUTS = [(p, layout) for p in sources.PUBLICATIONS for layout in layouts(p)]


@pytest.fixture
def book(csv_file):
    """book(headings): a CSV with these headings and one row."""
    return lambda names: open_book(csv_file([list(names), ["1"] * len(names)]))


def needed(layout) -> list[str]:
    return [field.headings[0] for field in layout.fields if field.needed]


def test_most_publications_say_their_layouts():
    titles = {publication.key for publication, _layout in LAYOUTS}
    assert {
        "cqc-ratings",
        "cqc-active-locations",
        "fingertips-values",
        "nhs-trusts",
        "council-registry",
    } <= titles
    assert len(LAYOUTS) >= 20


def marks(layout) -> list[str]:
    """The headings that tell a layout, all but one: without them no file is known."""
    return [field.headings[0] for field in layout.fields if field.needed and field.name in layout.marks][1:]


LARGE = [
    (p, layout)
    for p, layout in LAYOUTS
    if marks(layout) and len(needed(layout)) - len(marks(layout)) >= max(COLUMNS, len(needed(layout)) / 2)
]


@pytest.mark.parametrize(("publication", "layout"), LARGE, ids=[layout.key for _p, layout in LARGE])
def test_a_file_whose_marks_are_renamed_is_named_with_what_it_lacks(book, publication, layout):
    lost = marks(layout)
    file = book([f"Heading {n}" if name in lost else name for n, name in enumerate(needed(layout))])
    if publication.recognise(file):  # known by an optional heading too: its reader says what is missing
        return
    first, *missing = nearest(file, sources.PUBLICATIONS)
    # Files by board and by trust have most of their headings in common.
    alike = {p.title for p, other in LAYOUTS if set(needed(other)) & set(needed(layout))}
    assert any(title in first.found for title in alike)
    if publication.title in first.found:
        assert {problem.column for problem in missing} == set(lost)
        assert publication.page in first.expected


def test_the_nearest_heading_is_offered(book):
    (layout,) = [layout for _p, layout in LAYOUTS if layout.key == "oflog"]
    names = ["MADs from the median" if name == "MADs_from_median" else name for name in needed(layout)]
    names = ["rank in order" if name == "rank_order" else name for name in names]
    problems = nearest(book(names), sources.PUBLICATIONS)
    assert "without 2 of the columns that it needs" in problems[0].found
    assert "the nearest is 'MADs from the median'" in "\n".join(map(str, problems))


@pytest.mark.parametrize(
    "names",
    [
        ["eggs", "milk"],
        ["Place"],
        ["Name", "Date", "Value", "Note", "Region", "Postcode", "Total"],
        [f"c{n}" for n in range(80)],
    ],
)
def test_a_file_like_none_says_nothing(book, names):
    assert nearest(book(names), sources.PUBLICATIONS) == []


@pytest.mark.parametrize(("publication", "layout"), [pair for pair in LAYOUTS if pair[1].unlike])
def test_a_sheet_that_a_layout_excludes_is_not_like_it(book, publication, layout):
    file = book([*needed(layout), layout.unlike[0]])
    assert nearest(file, (publication,)) == [] or len(layouts(publication)) > 1


@given(st.data())
def test_candidates_are_where_a_slow_search_finds_the_headings(data):
    _publication, layout = data.draw(st.sampled_from(LAYOUTS))
    wanted = {headers.folded(text): field.name for field in layout.fields for text in field.headings}
    names = data.draw(st.lists(st.sampled_from([*needed(layout), "Else", ""]), min_size=1, max_size=12))
    row = dict(enumerate(names))
    slow = {wanted[headers.folded(text)] for text in names if headers.folded(text) in wanted}
    sheet = Sheet("", pa.table({f"c{n}": [text] for n, text in row.items()}))
    (header,) = headers.candidates(sheet, layout)
    assert set(header.columns) == slow
