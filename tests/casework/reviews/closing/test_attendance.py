"""Who attended a summit: an organisation and a role in each line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.casework.reviews.closing.attendance import Attendee, attendees

WORDS = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)


def test_lines_become_organisations_and_roles():
    assert attendees("The council: Director\n\n  NHS board :  Chief executive: interim ") == [
        Attendee("The council", "Director"),
        Attendee("NHS board", "Chief executive: interim"),
    ]


@pytest.mark.parametrize("line", ["The council", ": Director", "The council:", " : "])
def test_a_line_without_one_of_them_is_refused_with_its_number(line):
    with pytest.raises(ValueError, match=r"Line 2: .*Write the organisation, a colon and the role"):
        attendees(f"The council: Director\n{line}")


@given(st.lists(st.tuples(WORDS, WORDS)))
def test_what_is_written_is_read(pairs):
    text = "\n".join(f"{organisation}: {role}" for organisation, role in pairs)
    assert [(row.organisation, row.role) for row in attendees(text)] == pairs
