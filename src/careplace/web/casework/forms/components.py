"""The components of casework's fields: those of every site, and a date in three boxes."""

from typing import Any

from markupsafe import Markup

from careplace.web.casework.forms.dates import DateInput
from careplace.web.shell import components


def field(bound: Any) -> Markup:
    """A field of a form with its label, hint, error and value."""
    return components.field(bound, {DateInput: _date})


def _date(bound: Any) -> Markup:
    common = components.common_params(bound)
    values = bound.field.widget.parts(bound.value())
    classes = "govuk-input--error" if common["errorMessage"] else ""
    items = [
        {
            "id": f"{bound.auto_id}_{number}",
            "name": f"{bound.html_name}_{number}",
            "label": label,
            "value": value,
            "classes": f"govuk-input--width-{width} {classes}".strip(),
        }
        for number, (label, width, value) in enumerate(
            zip(("Day", "Month", "Year"), (2, 2, 4), values, strict=True)
        )
    ]
    legend = {"legend": {"text": common["label"]["text"], "classes": "govuk-fieldset__legend--s"}}
    return components.component("date-input", common | {"items": items, "fieldset": legend})
