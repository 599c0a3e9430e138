"""A review's title with its place."""

import pytest

from careplace.casework.reviews.titles import with_place


@pytest.mark.parametrize(("title", "expected"), [
    ("Going home", "Going home: Coventry"),
    ("Quality of care in coventry", "Quality of care in coventry"),
])  # fmt: skip
def test_the_place_is_named_once(title, expected):
    assert with_place(title, "Coventry") == expected
