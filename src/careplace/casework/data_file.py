"""Reads what a council may set by a file of its own: templates of visits, ladders of escalation.

All faults of a file are reported at once (`faults.Faulty`).
"""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from careplace.casework.faults import Fault, Faulty, of_validation

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=600)]


class Entry(BaseModel):
    """A part of a file: unknown fields are refused, and nothing changes after it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], path: Path) -> Model:
    """The content of a TOML file.

    Raises:
        Faulty: with every fault of the file, or that it cannot be opened.
    """
    try:
        return parse(model, path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise Faulty(path.name, [Fault("the document", "", f"cannot be read: {error}")]) from error


def parse(model: type[Model], text: str, name: str) -> Model:
    """The content of a TOML text; `name` stands for the file in messages. Raises Faulty as `read`."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Faulty(name, [Fault("the document", "", f"it is no TOML: {error}")]) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise Faulty(name, of_validation(error, content)) from error


def repeated(what: str, names: list[str]) -> list[str]:
    """A line for each name that is there more than once."""
    return [
        f"{what}: {name} is there more than once" for name in sorted({n for n in names if names.count(n) > 1})
    ]
