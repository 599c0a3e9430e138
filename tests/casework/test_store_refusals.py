"""What the store refuses reaches people as what a form shows; every other fault stays what it is."""

import pytest
from django.core.exceptions import ValidationError

from careplace.casework.store_refusals import store_refusals
from careplace.publications.errors import PublicationError


def test_a_refusal_is_shown_with_the_words_of_the_store():
    with pytest.raises(ValidationError) as shown, store_refusals():
        raise PublicationError("It was withdrawn.")
    assert shown.value.messages == ["It was withdrawn."]
    assert isinstance(shown.value.__cause__, PublicationError)


@pytest.mark.parametrize("fault", [OSError("the disk is full"), ValueError("no such thing")])
def test_another_fault_is_no_refusal(fault):
    with pytest.raises(type(fault)) as raised, store_refusals():
        raise fault
    assert raised.value is fault


def test_what_is_not_refused_goes_on():
    with store_refusals():
        released = True
    assert released
