"""Reads what a council may set by a file of its own: templates of visits, ladders of escalation.

All faults of a file are reported at once: file, field, what is wrong and what was found.
"""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class DataFileError(ValueError):
    """A file that cannot be used; `problems` has a line for each fault."""

    def __init__(self, problems: list[str]):
        self.problems = problems
        super().__init__("\n".join(problems))


class Entry(BaseModel):
    """A part of a file: unknown fields are refused, and nothing changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Entry)


def read(model: type[Model], path: Path) -> Model:
    """The content of a TOML file.

    Raises:
        DataFileError: with every fault of the file, or that it cannot be opened.
    """
    try:
        return parse(model, path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError([f"{path.name}: cannot be read: {error}"]) from error


def parse(model: type[Model], text: str, name: str) -> Model:
    """The content of a TOML text; `name` stands for the file in messages. Raises DataFileError as `read`."""
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DataFileError([f"{name}: not TOML: {error}"]) from error
    except ValidationError as error:
        raise DataFileError([_line(name, fault) for fault in _causes(error.errors())]) from error


def repeated(what: str, names: list[str]) -> list[str]:
    """A line for each name that is there more than once."""
    return [
        f"{what}: {name} is there more than once" for name in sorted({n for n in names if names.count(n) > 1})
    ]


def _causes(faults: list) -> list:
    """Faults without those that only follow from one inside them: a list is "too short" where its one entry is wrong."""
    places = [fault["loc"] for fault in faults]
    return [fault for fault in faults if not any(_inside(place, fault["loc"]) for place in places)]


def _inside(place: tuple, whole: tuple) -> bool:
    return len(place) > len(whole) > 0 and place[: len(whole)] == whole


def _line(name: str, fault) -> str:
    field = ".".join(str(part) for part in fault["loc"]) or "the whole"
    found = "" if isinstance(fault["input"], dict) else f"; found {fault['input']!r}"
    return f"{name}: {field}: {fault['msg']}{found}"
