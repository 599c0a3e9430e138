"""A case as a TOML file: for the command, and for trying a scheme."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from careplace.casework.assurance.priority.faults import Fault, Faulty, of_validation
from careplace.casework.assurance.priority.signals import Case


def case_from(path: Path) -> Case:
    """The service and signals that a file describes.

    Raises:
        Faulty: with every fault, each with its entry and field.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Faulty(path.name, [Fault("the document", "", f"it is no TOML: {error}")]) from None
    try:
        return Case(**content)
    except ValidationError as error:
        raise Faulty(path.name, of_validation(error, content)) from None
