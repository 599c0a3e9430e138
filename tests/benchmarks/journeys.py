"""The measures of journeys over a fictional model: a million events, or as many as its first argument says.

The floors are a bare scan of the stays and, for the moves between settings, the scan and a sort by person and day, on
one engine. Ratios are of processor time without that of a process which only opens the engine. Beside them one question
in pandas.
"""

import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from stopwatch import Run, fresh, row

from careplace.journeys.definitions import measures
from careplace.journeys.model import TABLES
from careplace.journeys.synthetic.generate import generate_model

EVENTS = 1_000_000
SEQUENCES = {"transitions"}
RUN = """
import sys
from pathlib import Path
from careplace.journeys.definitions import measures
from careplace.journeys.run import run
chosen = [measures()[id] for id in sys.argv[3:]]
run(Path(sys.argv[1]), Path(sys.argv[2]), chosen)
"""
START = """
import careplace.journeys.run
from careplace.engine.opening import open_engine
with open_engine() as engine:
    pass
"""
READ = """
import sys
from pathlib import Path
import pyarrow as pa
import careplace.journeys.run
from careplace.engine.opening import open_engine
with open_engine() as engine:
    engine.relation("stay", sorted(Path(sys.argv[1], "stay").glob("*/*.parquet")))
    engine.answer(sys.argv[2], pa.schema([("n", pa.int64())]))
"""
COLUMNS = ("setting", "admission", "discharged_to", "council", "provider")
# A count of a column is answered by the statistics of a Parquet file: these read its values.
VALUES = [
    *(f"cast(sum(case when {name} > 'm' then 1 else 0 end) as bigint)" for name in COLUMNS),
    "max(person_id % 7)",
    "max(date_diff('day', cast(started as date), cast(coalesce(ended, started) as date)))",
]
SCAN = f"select cast({' + '.join(VALUES)} as bigint) as n from stay"
SORT = (
    f"select cast(max(place) + {' + '.join(VALUES)} as bigint) as n from (select person_id, started, ended, "
    f"{', '.join(COLUMNS)}, row_number() over (partition by person_id order by started, ended) as place from stay) as s"
)
PANDAS = """
import sys
from pathlib import Path
import pandas as pd
import pyarrow.parquet as pq
def read(table):
    files = sorted(Path(sys.argv[1], table).glob("*/*.parquet"))
    return pd.concat([pq.read_table(file, partitioning=None).to_pandas() for file in files])
stays = read("stay").merge(read("death")[["person_id", "died"]], how="left", on="person_id")
ended, died = pd.to_datetime(stays["ended"]), pd.to_datetime(stays["died"])
goes = (stays["setting"] == "hospital") & ended.notna() & ~stays["discharged_to"].isin(["died", "hospital"])
left = stays[goes & (died.isna() | (died > ended))].assign(ended=ended)
left = left.assign(weekend=left["ended"].dt.day_of_week >= 5, month=left["ended"].dt.to_period("M"))
left.groupby(["council", "month"]).agg({"weekend": ["size", "sum"], "person_id": "nunique"})
"""


def main(events: int = EVENTS) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        model = Path(scratch, "model")
        generate_model(model, events)
        start, scan, ordered = fresh(START), fresh(READ, model, SCAN), fresh(READ, model, SORT)
        row("the engine opened", spent(start), "", "")
        row(f"scan of {recorded(model):,} events' stays", spent(scan), "scan and sort", spent(ordered))
        for id in measures():
            took = fresh(RUN, model, Path(scratch, id), id)
            floor, name, target = (ordered, "scan and sort", 7) if id in SEQUENCES else (scan, "scan", 8)
            row(id, spent(took), name, f"{ratio(took, floor, start):.1f} x (target: {target} x)")
        all_of_them(model, Path(scratch, "all"), events)
        row("weekend discharges by council and month alone, in pandas", spent(fresh(PANDAS, model)), "", "")


def all_of_them(model: Path, to: Path, events: int) -> None:
    took = fresh(RUN, model, to, *measures())
    row(
        "all measures", spent(took), "", f"{took.cpu / events * 1e6:.1f} CPU s a million events (target: 1.3)"
    )


def ratio(took: Run, floor: Run, start: Run) -> float:
    """How many times the processor time of `floor`, of both what is more than a start."""
    return (took.cpu - start.cpu) / (floor.cpu - start.cpu)


def spent(took: Run) -> str:
    """The processor time beside what every row has: on a busy machine it is the steadier figure."""
    return f"{took.cpu:.1f} CPU s, {took}"


def recorded(model: Path) -> int:
    """How many rows of stays, contacts and deaths the model has."""
    tables = [table for table in TABLES if table != "person"]
    return sum(
        pq.read_metadata(path).num_rows for table in tables for path in (model / table).glob("*/*.parquet")
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
