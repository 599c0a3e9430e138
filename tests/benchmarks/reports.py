"""(iv) The HTML report of every council of England that the newest national snapshot covers, in one process.

The floor writes the same bytes to as many files, and syncs each to the disk as a report is synced.
"""

import tempfile
from pathlib import Path

from stopwatch import CAREPLACE, fresh, published, row, run

OURS = """
import sys
from datetime import date
from pathlib import Path
from careplace.cli.place import profile_of, store_of
from careplace.cli.report import made_from
from careplace.editions.opening import open_edition
from careplace.measures.providers.report import report_data
from careplace.publish import write
with open_edition(Path(sys.argv[1])) as edition:
    national = max(one["snapshot"] for one in edition.manifest["snapshots"] if one["national"])
    day = date.fromisoformat(national)
    store = store_of(edition)
    sql = "select council from read_parquet(?) where snapshot = ? order by council"
    covered = edition.engine.rows(sql, [str(edition.folder / "tables/snapshot_place.parquet"), day])
    for place in covered:
        profile = profile_of(store, place["council"], day, ("england", "region"))
        write(report_data(store, profile, made_from(edition)), Path(sys.argv[2]), ["html"])
"""

BARE = """
import os, sys
from pathlib import Path
for page in Path(sys.argv[1]).glob("*.html"):
    text = page.read_text(encoding="utf-8")
    with open(Path(sys.argv[2], page.name), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, reports, bare = Path(folder, "home"), Path(folder, "reports"), Path(folder, "bare")
        bare.mkdir()
        run(CAREPLACE, "build", "--raw", published(), "--home", home)
        took = fresh(OURS, home, reports)
        floor = fresh(BARE, reports, bare)
        pages = list(reports.glob("*.html"))
        size = sum(page.stat().st_size for page in pages) / 2**20
        said = f"{took.seconds / len(pages):.2f} s a report"
        row(
            f"{len(pages)} councils' reports as HTML, {size:,.0f} MiB",
            took,
            f"writing the same bytes: {floor}",
            said,
        )


if __name__ == "__main__":
    main()
