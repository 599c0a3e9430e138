"""What the store of publications refuses, as what a form shows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError

from careplace.publications.errors import PublicationError


@contextmanager
def store_refusals() -> Iterator[None]:
    """Around a release or a withdrawal.

    Raises:
        ValidationError: with the words of the store, where it refuses.
    """
    try:
        yield
    except PublicationError as error:
        raise ValidationError(str(error)) from error
