"""What the columns of a file hold: CSV on the Web's metadata, from contracts, from tables.toml, and of figures.

Source: W3C, "Metadata Vocabulary for Tabular Data", 2015.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from careplace.publish.opendata import FIGURE_WORDS, LICENCE
from careplace.sources import PUBLICATIONS
from careplace.web.public.downloads.files import DataFile, data_files
from careplace.web.public.editions import EditionCursor

DATATYPES = (
    (pa.types.is_boolean, "boolean"),
    (pa.types.is_integer, "integer"),
    (pa.types.is_floating, "number"),
    (pa.types.is_date, "date"),
)
OPEN_GOVERNMENT = "Open Government Licence"
ESCAPED = "Text that a spreadsheet could take for a formula has an apostrophe before it."
FIGURES = {
    "outcomes": "Figures of Populations and System, one number a row, with limits, method and files.",
    "providers": "Figures of Providers at a register's date, one number a row, with limits, method and files.",
}


@dataclass(frozen=True)
class Described:
    """A table in words. `audience` is who may read it; `publications` are the keys of those that it is read from, none
    where it is made from several."""

    meaning: str
    columns: dict[str, str]
    key: tuple[str, ...] = ()
    audience: str = "staff"
    publications: frozenset[str] = frozenset()


@cache
def described() -> dict[str, Described]:
    """{table: what it is}."""
    derived = tomllib.loads((files(__package__) / "tables.toml").read_text(encoding="utf-8"))
    tables = {
        name: Described(table["meaning"], table["columns"], tuple(table["key"]), table["audience"])
        for name, table in derived.items()
    }
    for publication in PUBLICATIONS:
        for table in publication.tables:
            of = tables[table.name].publications if table.name in tables else frozenset()
            words = {column.name: column.meaning for column in table.columns}
            tables[table.name] = Described(
                table.meaning, words, table.key, table.audience, of | {publication.key}
            )
    return tables


def of_file(file: DataFile) -> Described:
    """What a file holds."""
    if file.room == "figures" and file.table in FIGURES:
        return Described(
            FIGURES[file.table], FIGURE_WORDS, ("measure", "place", "period", "breakdown"), "public"
        )
    return described().get(file.table) or Described("A table of the edition.", {})


def public_files(edition: EditionCursor) -> dict[str, DataFile]:
    """{name: file} of the files that anyone may download: a table for staff, or without a contract, has none."""
    files = data_files(edition)
    return {name: file for name, file in files.items() if of_file(file).audience == "public"}


def sources_of(edition: EditionCursor, file: DataFile) -> list[dict]:
    """The published files that a file was read from; all of the edition's where it is made from many."""
    keys = of_file(file).publications
    return [source for source in edition.made_from if not keys or source["publication"] in keys]


def licences(sources: list[dict]) -> list[str]:
    """The licences of files, each once."""
    return sorted({source["licence"] for source in sources})


def metadata(edition: EditionCursor, file: DataFile) -> dict:
    """The metadata of a file's CSV, as its `csv-metadata.json`."""
    table, sources = of_file(file), sources_of(edition, file)
    whole: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": f"{file.name.rsplit('/', 1)[1]}.csv",
        "dc:title": file.name,
        "dc:description": f"{table.meaning} {ESCAPED}",
        "dc:license": {"@id": LICENCE},
        "dc:rights": licences(sources),
        "dc:publisher": sorted({file["publisher"] for file in sources}),
        "dc:creator": "Careplace",
        "dc:source": [file["sha256"] for file in sources],
        "dc:isVersionOf": edition.id,
        "dialect": {"header": True, "encoding": "utf-8", "delimiter": ",", "quoteChar": '"'},
        "tableSchema": {"columns": [_column(field, table) for field in pq.read_schema(file.path)]},
    }
    if table.key:
        whole["tableSchema"]["primaryKey"] = list(table.key)
    return whole


def _column(field: pa.Field, table: Described) -> dict:
    kind = next((kind for fits, kind in DATATYPES if fits(field.type)), "string")
    words = table.columns.get(field.name)
    return {
        "name": field.name,
        "titles": field.name,
        "datatype": kind,
        **({"dc:description": words} if words else {}),
    }
