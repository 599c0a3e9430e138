"""Years of monthly national registers for benchmarks, straight to Parquet in the shape of the source tables.

The columns mirror `cqc_location` and `cqc_rating` of careplace.sources.cqc.tables (which this package may not import); a
test compares the two.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from careplace.demo import place_files, rated, snapshot
from careplace.demo.files import active_sheets
from careplace.demo.ods import write_ods
from careplace.demo.places import Nation, nation
from careplace.demo.register import simulated_register
from careplace.demo.snapshot import Roll, roll

PLACED = ("council", "council_name", "region", "postcode", "city")
PROVIDED = ("provider_id", "provider_name", "brand_id", "brand_name")
ORIGIN = ("source", "sheet", "source_row")
LOCATION = (
    *(
        "snapshot",
        "location_id",
        "location_name",
        "ods_code",
        "registered_on",
        "dormant",
        "care_home",
        "beds",
    ),
    *(
        "location_type",
        "category",
        *PLACED,
        "latitude",
        "longitude",
        *PROVIDED,
        "ownership",
        "services",
        "user_bands",
    ),
    *("overall_rating", "rating_published_on", "rating_inherited", "primary_id", *ORIGIN),
)
RATING = (
    *(
        "snapshot",
        "location_id",
        "location_name",
        "ods_code",
        "care_home",
        "location_type",
        "category",
        *PLACED,
        "latitude",
        "longitude",
    ),
    *(*PROVIDED, "service_group", "domain", "rating", "published_on", "report_type", "inherited", *ORIGIN),
)
LAST = date(2026, 9, 1)
FEW = 2000


def registers(
    to: Path,
    months: int = 120,
    locations: int = 55_000,
    councils: int = 150,
    *,
    seed: int = 1,
    domains: tuple[str, ...] = ("Overall",),
    progress: Callable[[str], None] | None = None,
) -> dict[str, Path]:
    """Write `cqc_location.parquet` and `cqc_rating.parquet` into `to`, and places into `to/places`.

    One row group a month, the newest of September 2026; months x locations rows of locations. `domains` says
    which domains are rated: Overall alone (the default) or any of the six. Returns the two files by table
    name.
    """
    rng = np.random.default_rng(seed)
    (to / "places").mkdir(parents=True, exist_ok=True)
    days = list(_months(months))
    invented = nation(councils, rng)
    place_files.write(invented, to / "places")
    rolled = _narrowed(roll(invented, simulated_register(invented, locations, days[0], LAST, rng), rng))
    paths = {name: to / f"{name}.parquet" for name in ("cqc_location", "cqc_rating")}
    with ExitStack() as stack:
        writers = {}
        for on in days:
            (progress or (lambda _words: None))(f"register of {on:%B %Y}")
            for name, table in _month(rolled, on, domains).items():
                if name not in writers:
                    writers[name] = stack.enter_context(_writer(paths[name], table.schema))
                writers[name].write_table(table, row_group_size=len(table))
    return paths


def _narrowed(rolled: Roll) -> Roll:
    """The roll with only the columns that are written, few words as codes: twice as fast."""
    written_columns = [name for name in rolled.rows.column_names if name in LOCATION + RATING]
    rows = rolled.rows.select(written_columns)
    for place, name in enumerate(written_columns):
        if pa.types.is_string(rows.schema.field(name).type) and pc.count_distinct(rows[name]).as_py() < FEW:
            rows = rows.set_column(place, name, rows[name].dictionary_encode())
    return replace(rolled, rows=rows)


def _months(count: int) -> Iterator[date]:
    for back in range(count - 1, -1, -1):
        month = LAST.year * 12 + LAST.month - 1 - back
        yield date(month // 12, month % 12 + 1, 1)


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    # Without Arrow's own schema in the file, words written as codes are read back as plain text.
    return pq.ParquetWriter(path, schema, compression="zstd", store_schema=False)


def _month(rolled: Roll, on: date, domains: tuple[str, ...]) -> dict[str, pa.Table]:
    located = _sourced(snapshot.locations(rolled, on), on, "HSCA_Active_Locations")
    ratings = _sourced(rated.ratings(rolled, on, domains), on, "Locations")
    return {
        "cqc_location": _standard(located, "overall_rating").select(LOCATION),
        "cqc_rating": _standard(ratings, "rating").select(RATING),
    }


def _sourced(table: pa.Table, on: date, sheet: str) -> pa.Table:
    """The table with an invented origin: a made-up checksum of its month, and rows under a header."""
    count = len(table)
    return (
        table.append_column("source", pa.repeat(f"{on:%Y%m%d}".ljust(64, "0"), count))
        .append_column("sheet", pa.repeat(sheet, count))
        .append_column("source_row", pa.array(np.arange(2, count + 2)))
    )


def _standard(table: pa.Table, column: str) -> pa.Table:
    """Published words as careplace.ratings.scale writes them: only "Not Rated" is spelled otherwise there."""
    words = pc.replace_substring(table[column], "Not Rated", "Not rated")
    return table.set_column(table.column_names.index(column), column, words)


def write_active_locations_ods(path: Path, rows: int = 55_000, *, seed: int = 1, councils: int = 150) -> Path:
    """Write exactly `rows` locations as a national HSCA_Active_Locations: 122 columns, as CQC's."""
    rng = np.random.default_rng(seed)
    invented: Nation = nation(councils, rng)
    rolled = roll(invented, simulated_register(invented, rows, LAST, LAST, rng), rng)
    return write_ods(path, active_sheets(snapshot.locations(rolled, LAST).slice(0, rows), LAST))
