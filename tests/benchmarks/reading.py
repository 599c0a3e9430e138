"""(i) Reading active locations: an ODS of 55,000 x 122 cells to a typed table, beside a bare read of it.

The floor is python-calamine, which parses the same XML with the same Rust library and hands the cells over
untyped. pandas with odfpy reads a smaller file, since at 55,000 rows it takes minutes.
"""

import tempfile
from pathlib import Path

from stopwatch import Run, best, fresh, peer_python, row

ROWS, FEW = 55_000, 1_000

MAKE = """
import sys
from pathlib import Path
from careplace.demo import write_active_locations_ods
write_active_locations_ods(Path(sys.argv[1]), rows=int(sys.argv[2]))
"""

# The councils that the file names, as an edition holds them.
PLACES = """
import sys
from pathlib import Path
import numpy, pyarrow.parquet
from careplace.demo import place_files
from careplace.demo.places import nation
from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile
folder, tables = Path(sys.argv[1]), {}
for path in place_files.write(nation(150, numpy.random.default_rng(1)), folder):
    book = open_book(RawFile(path, path.name, ""))
    tables |= recognise(book).read(book, None).tables
for name, table in Gazetteer.from_tables(tables).tables().items():
    pyarrow.parquet.write_table(table, folder / f"{name}.parquet")
"""

OURS = """
import hashlib, sys
from pathlib import Path
import pyarrow.parquet
from careplace.places.gazetteer import Gazetteer
from careplace.sources import recognise
from careplace.sources.books import open_book
from careplace.sources.publication import RawFile
path, places = Path(sys.argv[1]), Path(sys.argv[3])
gazetteer = Gazetteer.from_edition({p.stem: pyarrow.parquet.read_table(p) for p in places.glob("*.parquet")})
book = open_book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()))
table = recognise(book).read(book, gazetteer).tables["cqc_location"]
assert table.num_rows == int(sys.argv[2]) and table["council"].null_count == 0, table
"""

BARE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
assert max(map(len, sheets.values())) > int(sys.argv[2]), {name: len(rows) for name, rows in sheets.items()}
"""

PANDAS = """
import sys
import pandas
sheets = pandas.read_excel(sys.argv[1], sheet_name=None, header=None, dtype=str, engine="odf")
assert max(map(len, sheets.values())) > int(sys.argv[2]), {name: len(rows) for name, rows in sheets.items()}
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        many, few, places = Path(folder, "many.ods"), Path(folder, "few.ods"), Path(folder, "places")
        places.mkdir()
        fresh(PLACES, places)
        fresh(MAKE, many, ROWS)
        fresh(MAKE, few, FEW)
        ours, bare = best(OURS, many, ROWS, places), best(BARE, many, ROWS)
        said = f"{ratios(ours, bare)} (target: 2 x the time, 1,024 MiB)"
        row(f"reading {ROWS:,} x 122 ODS, typed", ours, f"python-calamine, bare: {bare}", said)
        ours = best(OURS, few, FEW, places)
        pandas = fresh(PANDAS, few, FEW, python=peer_python(Path(folder, "peers")))
        said = f"pandas with odfpy, untyped: {pandas}"
        row(f"reading {FEW:,} x 122 ODS, typed", ours, said, ratios(ours, pandas))


def ratios(ours: Run, other: Run) -> str:
    return f"{ours.seconds / other.seconds:.2f} x the time, {ours.mib / other.mib:.2f} x the memory"


if __name__ == "__main__":
    main()
