"""A file that ends within a line is read, and noted: its last number may be cut short."""

from pathlib import Path

import pytest
from tests.sources.cqc.conftest import DIRECTORY, sheet_of

from careplace.sources import recognise
from careplace.sources.opened import InThisProcess
from careplace.sources.publication import RawFile

TEXT = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in sheet_of(DIRECTORY, ({},)))


def notes(tmp_path: Path, text: str) -> list[str]:
    path = tmp_path / "01_September_2026_directory.csv"
    path.write_bytes(text.encode())
    reader = InThisProcess(recognise)
    opened = reader.open(RawFile(path, path.name, "ab"), tmp_path)
    return [note for note in reader.read(opened, None).notes if "line break" in note]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_file_that_ends_with_a_line_break_needs_no_note(tmp_path, end):
    assert notes(tmp_path, TEXT.replace("\r\n", end)) == []


def test_a_file_that_ends_within_a_line_is_noted_with_its_last_row_and_cell(tmp_path):
    (note,) = notes(tmp_path, TEXT.rstrip())
    rows = TEXT.count("\n")
    assert note.startswith(f"the file ends without a line break: its last row, {rows}, may be cut short;")
    assert note.endswith(
        f"its last cell is '{[cell for cell in sheet_of(DIRECTORY, ({},))[-1] if cell][-1]}'"
    )
