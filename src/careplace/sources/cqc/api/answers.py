"""Tells CQC's payloads from other answers of its API that are saved by mistake: lists, errors, wrapped payloads."""

from careplace.sources.payloads import first_object
from careplace.sources.publication import Book

ASK = "Save the payloads themselves, as a list or one a line: `careplace harvest` does so"
IDS = ("locationId", "providerId")
LISTS = ("locations", "providers", "changes")


def is_payload(answer: dict) -> bool:
    """Whether an object is the payload of a location or a provider."""
    return "registrationStatus" in answer and any(id in answer for id in IDS)


def not_a_payload(book: Book) -> str | None:
    """What an answer of CQC's API is that is not read, and what to do; None for any other file."""
    answer = first_object(book.file.path) if book.kind == "json" else {}
    if is_payload(answer):
        return None
    message = _wrapped(answer) or _list(answer) or _error(answer)
    return f"{message}. {ASK}" if message else None


def _wrapped(answer: dict) -> str | None:
    """Payloads under a name of an outer object: {"data": {…}} or {"locations": [{…}]}."""
    for name, part in answer.items():
        inner = part[0] if isinstance(part, list) and part else part
        if isinstance(inner, dict) and is_payload(inner):
            return f"payloads of CQC's API, of a shape that is not read: they stand under {name!r} of another object"
    return None


def _list(answer: dict) -> str | None:
    """A page of a list: ids, names and postcodes only."""
    for name in LISTS:
        if isinstance(answer.get(name), list) and ({"total", "page", "totalPages"} & answer.keys()):
            return f"a page of CQC's API's list of {name}, which has no ratings and is not read"
    return None


def _error(answer: dict) -> str | None:
    if "statusCode" in answer and "message" in answer:
        return f"an error that an API answered with ({answer['statusCode']}), and no data"
    return None
