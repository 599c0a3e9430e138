"""The code book: a tree in order, found by words, and never a circle."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.reviews import records

from careplace.casework.reviews.coding import book
from careplace.casework.reviews.coding.models import Code
from careplace.casework.scope.actor import NotAllowed


@pytest.fixture
def desk(both):
    lead = records.lead()
    return lead, records.review(lead)


def _add(desk, name, parent=None, **values):
    lead, review = desk
    return book.add_code(lead, review.pk, {"name": name, "parent_id": parent and parent.pk, **values})


def _paths(desk):
    return [(branch.depth, branch.path) for branch in book.tree(book.codes_of(desk[1]))]


def test_codes_are_listed_depth_first_by_name(desk):
    waiting, care = _add(desk, "Waiting"), _add(desk, "care")
    _add(desk, "Wards", waiting)
    _add(desk, "Ambulances", waiting)
    _add(desk, "Kindness", care)
    assert _paths(desk) == [
        (0, "care"),
        (1, "care › Kindness"),
        (0, "Waiting"),
        (1, "Waiting › Ambulances"),
        (1, "Waiting › Wards"),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("wait", ["Waiting", "Wards"]),
        ("blister", ["Wards"]),
        ("WAITING dose", ["Wards"]),
        ("x", []),
        ("", ["Waiting", "Wards"]),
    ],
)
def test_codes_are_found_by_name_path_and_memo(desk, query, names):
    _add(desk, "Wards", _add(desk, "Waiting"), memo="Doses in blister packs")
    found = book.matching(book.tree(book.codes_of(desk[1])), query)
    assert [branch.code.name for branch in found] == names


def test_a_name_is_the_same_but_for_case_accents_and_punctuation(desk):
    cafe = _add(desk, "Café, ward 2")
    branches = book.tree([cafe])
    assert [b.code for b in book.same_name(branches, "cafe ward-2")] == [cafe]
    assert book.same_name(branches, "cafe ward 2", cafe.pk) == []
    assert book.same_name(branches, "cafe") == []


def test_a_code_counts_codings_that_are_evidence_and_their_sources(desk):
    lead, review = desk
    code = _add(desk, "Waiting")
    for number in (1, 2):
        text = records.text(lead, records.source(lead, review, f"Interview {number}"))
        records.coding(lead, text, code)
        coding = records.coding(lead, text, code, start=3, end=9)
    type(coding).objects.filter(pk=coding.pk).update(state="unsure")
    counted = book.codes_of(review).get()
    assert (counted.count, counted.sources) == (3, 2)


def test_a_code_is_not_below_itself_nor_below_what_is_below_it(desk):
    lead, _ = desk
    top = _add(desk, "A")
    below = _add(desk, "B", top)
    for parent in (top, below):
        with pytest.raises(ValidationError, match="none below it"):
            book.edit_code(lead, top, 1, {"name": "A", "parent_id": parent.pk})


def test_a_book_has_six_levels(desk):
    code = None
    for number in range(book.DEEPEST):
        code = _add(desk, f"Level {number}", code)
    with pytest.raises(ValidationError, match="at most 6 levels"):
        _add(desk, "Too deep", code)


def test_a_code_of_another_review_is_no_parent(desk):
    lead, _ = desk
    other = records.code(lead, records.review(lead, title="Crisis"))
    with pytest.raises(ValidationError):
        _add(desk, "Below", other)


def test_the_same_name_at_the_same_place_is_refused(desk):
    _add(desk, "A")
    with pytest.raises(ValidationError, match="a code of this name"):
        _add(desk, "A")


def test_a_colleague_adds_and_does_not_retire(desk):
    lead, review = desk
    colleague = records.colleague(lead, review)
    code = book.add_code(colleague, review.pk, {"name": "A", "parent_id": None})
    with pytest.raises(NotAllowed):
        book.change_use(colleague, code, "retire", 1, {"reason": "Merged"})
    assert book.change_use(lead, code, "retire", 1, {"reason": "Merged"}).state == "retired"
    assert Code.objects.get(pk=code.pk).reason == "Merged"
