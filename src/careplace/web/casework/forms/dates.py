"""A date in three boxes, day, month and year, as GOV.UK's design system asks."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class DateInput(forms.MultiWidget):
    """Three text boxes. What was typed stays in them, also where it is no date."""

    def __init__(self) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()])

    def decompress(self, value: Any) -> list[str]:
        """The boxes of a date; three empty ones for none."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]

    def parts(self, value: Any) -> list[str]:
        """What the boxes show: a date, or what was typed."""
        return [part or "" for part in value] if isinstance(value, list) else self.decompress(value)


class DateField(forms.MultiValueField):
    """A date as three numbers.

    Raises:
        ValidationError: for boxes that are no date, or only some of which are filled.
    """

    widget = DateInput

    def __init__(self, **more: Any) -> None:
        parts = [forms.CharField(max_length=4, required=False) for _ in range(3)]
        super().__init__(parts, require_all_fields=False, **more)

    def compress(self, data_list: list[str]) -> date | None:
        """The date of the three boxes; None where all are empty."""
        texts = [text.strip() for text in data_list or []]
        if not any(texts):
            return None
        try:
            day, month, year = (int(text) for text in texts)
            return date(year, month, day) if 1900 <= year <= 2100 else date(0, 1, 1)
        except ValueError:
            raise ValidationError("Enter a real date, such as 27 3 2026.") from None
