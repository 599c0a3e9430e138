"""(iv) The data report of every council that the newest national register covers: page, workbook and open data, on
two processes; PDF one by one; and what a report costs as the dictionary of measures grows.

The floor writes the same bytes to as many files, and syncs each to the disk as a report is synced.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from stopwatch import CAREPLACE, fresh, published, row, run

PDF = ("Nottingham", "Plymouth", "Salford", "Birmingham")
"""Councils of many sizes; Birmingham has the most locations of them."""

COVERED = """
import sys
from pathlib import Path
from careplace.editions.opening import open_edition
with open_edition(Path(sys.argv[1])) as edition:
    sql = "select max(snapshot) as day from snapshot where national"
    day = edition.engine.rows(sql)[0]["day"]
    rows = edition.engine.rows("select council from snapshot_place where snapshot = $1 order by council", [day])
    Path(sys.argv[2]).write_text("\\n".join(row["council"] for row in rows))
"""

BARE = """
import os, sys
from pathlib import Path
for number, path in enumerate(path for path in Path(sys.argv[1]).rglob("*") if path.is_file()):
    held = path.read_bytes()
    with open(Path(sys.argv[2], str(number)), "wb") as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())
"""

# The same place with a quarter, a half and all of the measures: each a process that has read the edition already.
GROWTH = """
import json, sys
from pathlib import Path
from time import process_time
from careplace.cli.report import told_of
from careplace.editions.opening import open_edition
from careplace.measures import dictionary
from careplace.publish import write
part, home, to = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
known = dictionary.measures()
outcomes = [id for id, measure in known.items() if measure.table]
kept = set(outcomes[::4 // part]) if part < 4 else set(outcomes)
some = {id: measure for id, measure in known.items() if id in kept or not measure.table}
dictionary.measures = lambda: some
with open_edition(home) as edition:
    told_of(edition, "Plymouth")
    began = process_time()
    for place in ("Plymouth", "Salford", "Tameside"):
        write(told_of(edition, place), to, ["html"])
    told = told_of(edition, "Plymouth").outcomes
    measured = sum(one.latest is not None for section in told.sections for one in section.measures)
    Path(sys.argv[4]).write_text(json.dumps([measured, (process_time() - began) / 3]))
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home, reports = Path(folder, "home"), Path(folder, "reports")
        run(CAREPLACE, "build", "--raw", published(), "--home", home)
        every(home, reports, Path(folder))
        pdf(home, Path(folder, "pdf"))
        growth(home, Path(folder))


def every(home: Path, reports: Path, folder: Path) -> None:
    """HTML, XLSX and CSV of all councils on two processes."""
    listed, bare = folder / "councils", folder / "bare"
    fresh(COVERED, home, listed)
    councils = listed.read_text(encoding="utf-8").split()
    bare.mkdir()
    # The clock of the shell: the processes that share the work are not counted by that of their parent.
    began = perf_counter()
    command = [CAREPLACE, "reports", *councils, "--home", home, "--to", reports, "--workers", "2"]
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)
    seconds, files = perf_counter() - began, [path for path in reports.rglob("*") if path.is_file()]
    floor = fresh(BARE, reports, bare)
    size = sum(path.stat().st_size for path in files) / 2**20
    row(
        f"{len(councils)} councils' data reports as HTML, XLSX and CSV, {size:,.0f} MiB, two processes",
        f"{seconds:.1f} s",
        f"writing the same bytes: {floor}",
        f"{seconds / len(councils):.2f} s a report (target: 300 s in all)",
    )


def pdf(home: Path, to: Path) -> None:
    """One PDF at a time, each in a process of its own, with the page's checks."""
    for place in PDF:
        paper = run(CAREPLACE, "report", place, "--home", home, "--to", to, "--format", "pdf")
        page = run(CAREPLACE, "report", place, "--home", home, "--to", to, "--format", "html")
        row(
            f"the PDF of {place}",
            paper,
            f"its page: {page}",
            f"{paper.seconds / page.seconds:.1f} x the page (target: 5 s)",
        )


def growth(home: Path, folder: Path) -> None:
    """Seconds of processor a report, by how many of the outcomes' measures it has."""
    found = []
    for part in (1, 2, 4):
        fresh(GROWTH, part, home, folder / "grown", folder / "told")
        found.append(json.loads((folder / "told").read_text(encoding="utf-8")))
    (few, least), (some, middle), (many, most) = found
    # What each further measure costs, in the second half against the first: 1 is linear.
    slope = ((most - middle) / (many - some)) / ((middle - least) / (some - few))
    row(
        f"a page with {few}, {some} and {many} measures",
        f"{least:.2f}, {middle:.2f} and {most:.2f} s of processor",
        "",
        f"a further measure costs {slope:.2f} x as much in the second half as in the first (1 is linear)",
    )


if __name__ == "__main__":
    main()
