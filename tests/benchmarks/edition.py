"""(ii) A national edition from the published files, beside DuckDB's bare copy of their CSV to Parquet.

The floor types what it can guess, checks nothing, resolves no council and counts nothing: it is what getting
the same text off the disk and into columns must cost.
"""

import tempfile
from pathlib import Path

from stopwatch import CAREPLACE, best, published, row, run

from careplace.editions import manifest

BARE = """
import sys
from pathlib import Path
import duckdb
for number, path in enumerate(sorted(Path(sys.argv[1]).rglob("*.csv*"))):
    read = f"read_csv('{path}', ignore_errors = true)"
    duckdb.sql(f"copy (from {read}) to '{sys.argv[2]}/{number}.parquet'")
"""


def main() -> None:
    raw = published()
    with tempfile.TemporaryDirectory() as folder:
        home, bare = Path(folder, "home"), Path(folder, "bare")
        bare.mkdir()
        built = run(CAREPLACE, "build", "--raw", raw, "--home", home)
        floor = best(BARE, raw, bare)
        again = run(CAREPLACE, "build", "--raw", raw, "--home", home)
        files, size = counted(raw)
        ratio = f"{built.seconds / floor.seconds:.1f} x the time (target: 45 s, 3 GiB)"
        row(
            f"national edition of {files} files, {size:,.0f} MiB",
            built,
            f"DuckDB's bare copy: {floor}",
            ratio,
        )
        row(f"its figures: {figures(home):,}", f"{figures(home) / built.seconds:,.0f} a second", "", "")
        row("the same build again", again, "", "nothing to do: the same inputs and code")


def counted(raw: Path) -> tuple[int, float]:
    """How many files there are, and their size in MiB."""
    sizes = [path.stat().st_size for path in raw.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 2**20


def figures(home: Path) -> int:
    return manifest.rows_in(manifest.read(home / "current"), "figures")


if __name__ == "__main__":
    main()
