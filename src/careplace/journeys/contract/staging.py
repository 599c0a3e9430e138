"""Reads one file of records into typed Parquet, a folder for each bucket of people, with a bit for each fault."""

from dataclasses import dataclass
from pathlib import Path

from careplace.engine import Engine, quoted
from careplace.journeys.contract.field_sql import TITLES, Check, checks, person_text, text, value
from careplace.journeys.contract.publication import Publication
from careplace.journeys.contract.source_files import SourceFile
from careplace.journeys.errors import RecordsError, discreet

MOST_ROWS = 100
"""Row numbers that are listed of one fault in one file."""
MOST_CHECKS = 62
"""Bits of a BIGINT that is not negative."""


@dataclass(frozen=True)
class Staged:
    """Staged records: the publication, its files by number, the folder of all of them, and lines that are none."""

    publication: Publication
    files: dict[int, str]
    folder: Path
    rejected: dict[int, "Rejected"]

    def bucket(self, bucket: int) -> str:
        """What a query selects from to read the records of one bucket that are not left out."""
        mask = sum(
            1 << n for n, check in enumerate(record_checks(self.publication)) if check.done == "left out"
        )
        paths = quoted(f"{self.folder}/*/bucket={bucket}/*.parquet")
        return f"(select * from read_parquet({paths}, hive_partitioning = false) where faults & {mask} = 0)"

    def has_bucket(self, bucket: int) -> bool:
        """Whether any record is in the bucket."""
        return any(self.folder.glob(f"*/bucket={bucket}/*.parquet"))


def record_checks(publication: Publication) -> tuple[Check, ...]:
    """What is checked of each record by itself: check n is bit n of `faults`."""
    person = ", ".join(filter(None, (*publication.person.fields, publication.person.last)))
    listed = [Check("person", person, TITLES["person"], "left out", "person_text is null")]
    for number, field in enumerate(publication.fields):
        listed += checks(field, f"text_{number}")
    listed += [
        Check(rule.key, rule.columns, rule.title, rule.done, rule.where)
        for rule in publication.rules
        if rule.where
    ]
    if len(listed) > MOST_CHECKS:
        raise RecordsError(f"{publication.key} has {len(listed)} checks; {MOST_CHECKS} fit")
    return tuple(listed)


@dataclass(frozen=True)
class Rejected:
    """Lines of a file that are no record: how many, and the first."""

    count: int
    lines: tuple[int, ...]


def stage(engine: Engine, source: SourceFile, number: int, buckets: int, folder: Path) -> Rejected:
    """Write the records of file `number` below `folder`; the lines that are none. `person_key` must be there
    (`key.create_hash`)."""
    to = folder / f"{number:06}"
    to.mkdir(parents=True)
    with discreet(f"reading {source.name}"):
        engine.connection.execute(
            f"copy ({_query(source, number, buckets)}) to {quoted(str(to))} "
            "(format parquet, partition_by (bucket), compression zstd, write_partition_columns false)"
        )
        return _rejected(engine) if source.delimiter else Rejected(0, ())


def forget_rejected(engine: Engine) -> None:
    """Drop what the database keeps of lines that it could not read: their text."""
    engine.connection.execute("drop table if exists reject_errors; drop table if exists reject_scans")


def _rejected(engine: Engine) -> Rejected:
    query = f"select count(distinct line) as n, list_sort(list_distinct(min(line, {MOST_ROWS}))) as lines from reject_errors"
    [row] = engine.rows(query)
    forget_rejected(engine)
    return Rejected(row["n"], tuple(row["lines"] or ()))


def _query(source: SourceFile, number: int, buckets: int) -> str:
    fields = list(enumerate(source.publication.fields))
    texts = ", ".join(f"{text(field, source)} as text_{n}" for n, field in fields)
    values = ", ".join(
        f"{value(field, f'text_{n}')} as {field.column}, text_{n} is not null as {field.column}_given"
        for n, field in fields
    )
    faults = " | ".join(
        f"(case when {check.condition} then {1 << bit} else 0 end)::bigint"
        for bit, check in enumerate(record_checks(source.publication))
    )
    columns = ", ".join(field.column for _n, field in fields)
    return f"""
        with texts as (
            select source_row, {person_text(source.publication, source)} as person_text, {texts} from {source.relation()}
        ),
        valued as (select *, {values} from texts)
        select
            {number} as file, source_row, person_key(person_text) as person_id,
            coalesce(person_key(person_text) % {buckets}, 0) as bucket, {faults} as faults, {columns}
        from valued
    """
