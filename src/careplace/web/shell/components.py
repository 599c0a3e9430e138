"""GOV.UK Frontend's components, and the one that each field of a form becomes."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Params = dict[str, Any]


@cache
def _environment() -> Environment:
    """The macros' own: they read parameters that are not there, which our templates are not allowed to."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)


@cache
def _macro(name: str) -> Callable[[Params], str]:
    template = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    macro: Callable[[Params], str] = getattr(template.module, "govuk" + name.title().replace("-", ""))
    return macro


def component(name: str, params: Params) -> Markup:
    """A component of GOV.UK Frontend, such as "button", with its documented parameters. Texts are escaped."""
    return Markup(_macro(name)(params))  # noqa: S704


def field(bound: Any, widgets: Mapping[type, Callable[[Any], Markup]] | None = None) -> Markup:
    """A field of a form with its label, hint, error and value; `widgets` are those of a site besides WIDGETS."""
    widget = bound.field.widget
    for kind, write in {**(widgets or {}), **WIDGETS}.items():
        if isinstance(widget, kind):
            return write(bound)
    raise TypeError(f"no component shows a {type(widget).__name__}")


def error_summary(form: forms.BaseForm) -> Markup:
    """What is wrong with a form, each with a link to its field; nothing for a form without errors."""
    errors = [_error(form, name, message) for name, texts in form.errors.items() for message in texts]
    params = {"titleText": "There is a problem", "errorList": errors}
    return component("error-summary", params) if errors else Markup("")


def _error(form: forms.BaseForm, name: str, message: str) -> Params:
    if name == NON_FIELD_ERRORS:
        return {"text": message}
    return {"text": message, "href": f"#{_first_id(form[name])}"}


def _first_id(bound: Any) -> str:
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, forms.MultiWidget) else str(bound.auto_id)


def common_params(bound: Any) -> Params:
    errors = " ".join(bound.errors)
    optional = "" if bound.field.required or getattr(bound.field, "said_optional", False) else " (optional)"
    return {
        "id": bound.auto_id,
        "name": bound.html_name,
        "label": {"text": f"{bound.label}{optional}"},
        "hint": {"text": bound.help_text} if bound.help_text else None,
        "errorMessage": {"text": errors} if errors else None,
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _input(bound: Any) -> Markup:
    widget = bound.field.widget
    kind = "text" if isinstance(widget, forms.NumberInput) else widget.input_type
    mode = "numeric" if isinstance(widget, forms.NumberInput) else None
    given = "" if isinstance(widget, forms.PasswordInput) else _text(bound.value())
    more = {"type": kind, "value": given, "inputmode": mode, "autocomplete": widget.attrs.get("autocomplete")}
    name = "password-input" if isinstance(widget, forms.PasswordInput) else "input"
    return component(name, common_params(bound) | more)


def _textarea(bound: Any) -> Markup:
    return component("textarea", common_params(bound) | {"value": _text(bound.value()), "rows": "5"})


def _hidden(bound: Any) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(bound.html_name, _text(bound.value()))


def _file(bound: Any) -> Markup:
    return component("file-upload", common_params(bound))


def _items(bound: Any) -> list[Params]:
    chosen = bound.value()
    many = {str(value) for value in chosen} if isinstance(chosen, list | tuple) else {_text(chosen)}
    return [
        {
            "value": str(value),
            "text": str(text),
            "checked": str(value) in many,
            "selected": str(value) in many,
        }
        for value, text in bound.field.choices
    ]


def _select(bound: Any) -> Markup:
    return component("select", common_params(bound) | {"items": _items(bound)})


def _choices(name: str) -> Callable[[Any], Markup]:
    def write(bound: Any) -> Markup:
        common = common_params(bound)
        legend = {"legend": {"text": common["label"]["text"], "classes": "govuk-fieldset__legend--s"}}
        more = {"idPrefix": bound.auto_id, "fieldset": legend, "items": _items(bound)}
        return component(name, common | more)

    return write


def _checkbox(bound: Any) -> Markup:
    common = common_params(bound)
    item = {"value": "on", "text": bound.label, "checked": bool(bound.value()), "id": bound.auto_id}
    return component("checkboxes", common | {"idPrefix": bound.auto_id, "items": [item]})


WIDGETS: Mapping[type, Callable[[Any], Markup]] = {
    forms.HiddenInput: _hidden,
    forms.ClearableFileInput: _file,
    forms.CheckboxInput: _checkbox,
    forms.CheckboxSelectMultiple: _choices("checkboxes"),
    forms.RadioSelect: _choices("radios"),
    forms.Select: _select,
    forms.Textarea: _textarea,
    forms.widgets.Input: _input,
}
"""The first kind that a widget is of decides."""
