"""Tables from one process to another: as Arrow files, which the other maps into its memory."""

from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pyarrow as pa

from careplace.sources.publication import Reading


def written(reading: Reading, folder: Path) -> Reading:
    """`reading` with the path of a new Arrow file in the place of each table."""
    into = Path(mkdtemp(dir=folder))
    tables = {
        name: _write(table, into / f"table.{n}") for n, (name, table) in enumerate(reading.tables.items())
    }
    text = {name: _write(table, into / f"text.{n}") for n, (name, table) in enumerate(reading.text.items())}
    return replace(reading, tables=tables, text=text)


def mapped(reading: Reading) -> Reading:
    """What `written` wrote, as tables again. The files are deleted: what is mapped stays until it is let go."""
    tables = {name: _read(path) for name, path in reading.tables.items()}
    text = {name: _read(path) for name, path in reading.text.items()}
    return replace(reading, tables=tables, text=text)


def _write(table: pa.Table, path: Path) -> Path:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    return path


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        table = pa.ipc.open_file(source).read_all()
    path.unlink()
    return table
