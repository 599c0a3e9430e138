"""What is wrong with a file that somebody wrote: every fault at once, each with its entry and field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError


@dataclass(frozen=True)
class Fault:
    """One fault. `entry` is the entry as a reader finds it ("rule rating-age"), `field` the field in it."""

    entry: str
    field: str
    message: str

    def __str__(self) -> str:
        return (
            f"{self.entry}, {self.field}: {self.message}" if self.field else f"{self.entry}: {self.message}"
        )


class Faulty(ValueError):
    """A document that cannot be used as it is written; `faults` lists everything that is wrong."""

    def __init__(self, document: str, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("\n".join([f"{document} cannot be used:", *(f"  {fault}" for fault in self.faults)]))


def of_validation(error: ValidationError, content: Mapping[str, Any]) -> list[Fault]:
    """pydantic's errors about `content`, in words of the document.

    An error that only follows from one inside it is left out: a list is "too short" where its one entry is wrong.
    """
    paths = [entry["loc"] for entry in error.errors()]
    causes = [entry for entry in error.errors() if not any(_inside(path, entry["loc"]) for path in paths)]
    return [_fault(entry["loc"], entry["msg"], content) for entry in causes]


def _inside(path: tuple, whole: tuple) -> bool:
    return len(path) > len(whole) > 0 and path[: len(whole)] == whole


def _fault(path: tuple[int | str, ...], message: str, content: Mapping[str, Any]) -> Fault:
    if len(path) > 1 and isinstance(path[1], int):
        return Fault(_entry(str(path[0]), path[1], content), _field(path[2:]), message)
    return Fault("the document", _field(path), message)


def _entry(list_name: str, position: int, content: Mapping[str, Any]) -> str:
    entry = content[list_name][position]
    key = entry.get("key") if isinstance(entry, Mapping) else None
    return f"{list_name} {key or position + 1}"


def _field(path: Iterable[int | str]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
