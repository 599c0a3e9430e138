"""A case as a TOML file: for the command, and for trying a scheme."""

from pathlib import Path

from careplace.casework import data_file
from careplace.casework.assurance.priority.signals import Case


def case_from(path: Path) -> Case:
    """The service and signals that a file describes.

    Raises:
        Faulty: with every fault, each with its entry and field.
    """
    return data_file.read(Case, path)
