"""The form of a page, filled as a person would fill it: a marker into every text, the first choice, a date in the past."""

from collections.abc import Callable

from lxml import html

DATE = {"0": "5", "1": "10", "2": "2026"}
TEXTS = ("text", "email", "search", "url", "tel", "")


def filled(page: str, word: Callable[[], str]) -> dict[str, str] | None:
    """What the page's form sends, `word()` in every text; None for a page without a form that has fields of its own."""
    forms = [form for form in html.fromstring(page).forms if "form_owner" in form.fields]
    if not forms:
        return None
    elements = [element for element in forms[0].inputs if element.name]
    return {element.name: _value(element, word) for element in elements if _value(element, word) is not None}


def _value(element, word: Callable[[], str]) -> str | None:
    kind = element.get("type", "")
    if element.tag == "select":
        return next((option for option in element.value_options if option), None)
    if kind == "hidden":
        return element.get("value")
    if element.tag == "textarea" or kind in TEXTS:
        return DATE.get(element.name.rpartition("_")[2]) or word()
    return element.get("value") if kind in ("radio", "checkbox") and element.name != "remove" else None
