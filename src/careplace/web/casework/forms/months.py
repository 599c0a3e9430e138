"""A month, written as people write it: 3 2026, March 2026 or 2026-03."""

import re
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError

_FORMS = ("%m %Y", "%m/%Y", "%Y-%m", "%B %Y", "%b %Y")
_YEAR = re.compile(r"\b(19|20)\d\d\b", re.ASCII)


class MonthField(forms.CharField):
    """A month as its first day.

    Raises:
        ValidationError: for a text that is no month.
    """

    def __init__(self, **more):
        super().__init__(max_length=20, help_text="For example, 3 2026 or March 2026.", **more)

    def clean(self, value: str | None) -> date | None:
        """The first day of the month; None for an empty text."""
        text = " ".join(super().clean(value).split())
        if not text:
            return None
        for form in _FORMS if _YEAR.search(text) else ():
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007 - a month has no time zone
            except ValueError:
                continue
        raise ValidationError("Enter a month and a year, such as 3 2026.")

    def prepare_value(self, value: date | str | None) -> str:
        """The month as a form shows it."""
        return f"{value:%B %Y}" if isinstance(value, date) else value or ""
