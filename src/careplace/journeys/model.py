"""The internal model: the four tables that every publication of record-level data becomes, and that measures read.

A model is a folder: `TABLE/bucket=N/*.parquet`, where the bucket is `person_id % buckets`, and `model.json`. A person's rows
are all in one bucket, so that what is counted for each person can be counted bucket by bucket and added up.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from careplace.engine import literal, quoted

SETTINGS = ("home", "home_care", "intermediate_care", "care_home", "a_and_e", "hospital", "died")
"""Where a person can be. Of two on one day the later in this list counts. Nobody records that a person is at home without
care: no stay has the setting "home", and none has "died"; both are places that people go to."""
DESTINATIONS = (*SETTINGS, "unknown")
ADMISSIONS = ("emergency", "elective", "other")
SEXES = ("female", "male", "unknown")
CONTACTS = ("request", "assessment", "review")
PATHWAYS = {
    0: "home without new care",
    1: "home with care or reablement",
    2: "a bed of rehabilitation or reablement",
    3: "a care home",
}
"""The discharge pathways of the hospital discharge guidance (DHSC)."""
BUCKETS = 64
FORMAT = 1
MANIFEST = "model.json"
ARROW = {
    "BIGINT": pa.int64(),
    "INT": pa.int32(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "VARCHAR": pa.string(),
    "BOOLEAN": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in SQL, what it means, whether it may be null, and the words that it takes."""

    name: str
    type: str
    meaning: str
    nullable: bool = True
    words: tuple[str, ...] = ()


PERSON_ID = Column("person_id", "BIGINT", "the person: a keyed hash of the publisher's pseudonym", False)
COUNCIL = Column(
    "council", "VARCHAR", "code of the council (ONS) that the person lives in or is supported by"
)
PROVIDER = Column("provider", "VARCHAR", "code of the NHS trust (ODS) or of the location (CQC)")

TABLES: dict[str, tuple[Column, ...]] = {
    "person": (
        PERSON_ID,
        Column("born", "DATE", "the first of the month of birth"),
        Column("sex", "VARCHAR", "sex as recorded", words=SEXES),
        COUNCIL,
    ),
    "stay": (
        PERSON_ID,
        Column("setting", "VARCHAR", "where the person stayed or was supported", False, SETTINGS),
        Column("started", "DATE", "first day", False),
        Column("ended", "DATE", "last day; null while it goes on"),
        Column("started_at", "TIMESTAMP", "local time of arrival, where it is recorded"),
        Column("ended_at", "TIMESTAMP", "local time of departure, where it is recorded"),
        COUNCIL,
        PROVIDER,
        Column("admission", "VARCHAR", "how the person came into hospital", words=ADMISSIONS),
        Column("discharged_to", "VARCHAR", "where the person went", words=DESTINATIONS),
        Column("ready", "DATE", "the day from which the person needed no hospital bed"),
        Column("delay_reason", "VARCHAR", "why a person who was ready stayed"),
        Column("pathway", "INT", "discharge pathway, 0 to 3"),
        Column("reablement", "BOOLEAN", "short support to regain independence (ST-Max)", False),
        Column("long_term", "BOOLEAN", "long-term support", False),
        Column("outcome", "VARCHAR", "what the council recorded at the end, in the words of its publication"),
    ),
    "contact": (
        PERSON_ID,
        Column("kind", "VARCHAR", "what happened", False, CONTACTS),
        Column("on_date", "DATE", "the day on which it was finished", False),
        COUNCIL,
        PROVIDER,
    ),
    "death": (PERSON_ID, Column("died", "DATE", "day of death", False)),
}
"""{table: its columns}, without `bucket`, an INT that is in the names of folders and not in the files."""


@dataclass(frozen=True)
class Manifest:
    """What `model.json` says of a model: how many buckets, rows of each table, first and last day that the data covers,
    and whether the people are fictional."""

    buckets: int
    rows: dict[str, int]
    first_day: date
    last_day: date
    fictional: bool
    format: int = FORMAT


class ModelError(ValueError):
    """A folder that is no model, with what to do."""


def schema(table: str) -> pa.Schema:
    """The Arrow schema of the files of a table."""
    columns = TABLES[table]
    return pa.schema([pa.field(column.name, ARROW[column.type], column.nullable) for column in columns])


def bucket_folder(folder: Path, table: str, bucket: int) -> Path:
    """Where the files of one bucket of a table are."""
    return folder / table / f"bucket={bucket}"


def relation(folder: Path, table: str) -> str:
    """What a query selects from to read a table of the model at `folder`, with its column `bucket`."""
    files = quoted(f"{literal(folder)}/{table}/*/*.parquet")
    return f"read_parquet({files}, hive_partitioning = true, hive_types = {{'bucket': int}})"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write `model.json`, the last file of a model."""
    text = json.dumps(asdict(manifest), default=date.isoformat, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """What `model.json` says.

    Raises:
        ModelError: the folder is no model, or of a format that this version does not read.
    """
    try:
        entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in ("first_day", "last_day"):
            entries[name] = date.fromisoformat(entries[name])
        manifest = Manifest(**entries)
    except (OSError, ValueError, KeyError, TypeError):
        message = "is not a model; write one with `careplace journeys load` or `generate --layout model`"
        raise ModelError(f"{folder} {message}") from None
    if manifest.format != FORMAT:
        raise ModelError(f"{folder} has format {manifest.format}; this version reads {FORMAT}. Load it again")
    return manifest
