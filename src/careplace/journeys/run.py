"""Measures over a model, written as a folder of results: whole, or not at all."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

import careplace
from careplace.engine.opening import DEFAULT_URL, open_engine
from careplace.engine.protocol import EngineError
from careplace.journeys.counting.count import BOARDS, Counted, count
from careplace.journeys.definitions import Measure
from careplace.journeys.model import Manifest, read_manifest
from careplace.journeys.results import Results, boards_of, statements, write_manifest, write_measure
from careplace.journeys.whole_folder import whole_folder

Progress = Callable[[str, int, int], None]


class BoardsError(ValueError):
    """A file of boards that is none, with what is expected."""


def run(
    model: Path,
    to: Path,
    measures: Sequence[Measure],
    boards: pa.Table | None = None,
    url: str = DEFAULT_URL,
    memory: str | None = None,
    progress: Progress = lambda _what, _done, _of: None,
) -> Results:
    """Count `measures` over the model and write the results to the new folder `to`.

    Args:
        boards: council and board of each council, None for none. url, memory: as `open_engine`.
        progress: takes the measure, how many groups of its buckets are done, and of how many.

    Raises:
        ModelError, FolderError, EngineError, EngineRefused. Their messages quote no value of the data.
    """
    manifest = read_manifest(model)
    board_table = BOARDS.empty_table() if boards is None else boards
    files: dict[str, str] = {}
    with whole_folder(to) as folder, open_engine(url, memory) as engine:
        for measure in measures:
            counted = _counted(engine, measure, model, manifest, board_table, progress)
            files |= write_measure(folder, measure, counted)
        results = _results(measures, files, manifest, board_table, engine.name)
        write_manifest(folder, results)
    return results


def read_boards(path: Path) -> pa.Table:
    """The columns `council` and `board` of a CSV file: codes, each council once.

    Raises:
        BoardsError: other columns, a council twice, or an empty cell.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        columns = reader.fieldnames or []
        rows = list(reader)
    if not {"council", "board"} <= set(columns):
        raise BoardsError(
            f"{path}: expected the columns council and board, found {', '.join(columns) or 'nothing'}"
        )
    councils = [row["council"] for row in rows]
    if len(set(councils)) < len(councils) or not all(row["council"] and row["board"] for row in rows):
        raise BoardsError(f"{path}: expected each council once, with its board")
    return pa.table({"council": councils, "board": [row["board"] for row in rows]}, schema=BOARDS)


def _counted(engine, measure, model, manifest, boards, progress: Progress) -> Counted:
    try:
        return count(
            engine, measure, model, manifest, boards, lambda done, of: progress(measure.id, done, of)
        )
    except EngineError as error:
        raise EngineError(f"{measure.id}: {error}") from error


def _results(
    measures: Sequence[Measure], files, manifest: Manifest, boards: pa.Table, engine: str
) -> Results:
    return Results(
        measures=tuple(measure.id for measure in measures),
        files=files,
        first_day=manifest.first_day.isoformat(),
        last_day=manifest.last_day.isoformat(),
        boards=boards_of(boards),
        engine=engine,
        statements=statements(measures),
        version=careplace.__version__,
        fictional=manifest.fictional,
    )
