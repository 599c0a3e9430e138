"""The pages of reviews and of consultations by the names of their addresses, and those that a test of one part looks at."""

from collections.abc import Iterable, Iterator

from django.urls import URLResolver, get_resolver, resolve
from tests.casework.people import PLACE
from tests.casework.samples import PART

PACKAGES = ("careplace.web.casework.reviews.", "careplace.web.casework.consultation.")
NO_PAGE = {
    "review-coverage-csv": "a file",
    "review-context-file": "a file",
    "review-project-export": "a file",
    "board-paper": "a file",
    "consultation-results-csv": "a file",
}
"""{name of an address that gives no page: why}"""


def page_names(entries: Iterable | None = None) -> Iterator[str]:
    """The name of every address whose view is of reviews or of consultations."""
    for entry in entries if entries is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from page_names(entry.url_patterns)
        elif _view(entry.callback).startswith(PACKAGES):
            yield entry.name


def names_of(beginning: str, endings: Iterable[str]) -> set[str]:
    """The names of the pages of a record, from how their addresses begin and end below the place."""
    paths = (f"/places/{PLACE}/{beginning}/{PART}/{ending.partition('?')[0]}" for ending in endings)
    return {resolve(path).url_name for path in paths}


def _view(view) -> str:
    """The module of a view, below what wraps it."""
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return f"{view.__module__}."
