"""What must hold over a whole edition, and against the one before, beyond the contract of each file.

CQC's register of 2026 changed by at most 0.25% in rows from month to month (106 to 179 locations went, 106 to
199 came). A file that differs by far more is most likely cut short, filtered or another publication.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from careplace.editions.home import EditionError
from careplace.editions.leftaside import LeftAside
from careplace.engine import Engine, sql_text

NATIONAL = 0.95
QUARTER = 92


@dataclass(frozen=True)
class Check:
    """One thing that was checked.

    `outcome` is "passed", "noted", "beyond" (the bounds) or "failed"; `says` tells it in words.
    """

    check: str
    about: str
    outcome: str
    says: str


@dataclass(frozen=True)
class Bounds:
    """How far the register may change and still be taken for the register.

    `share` and `locations` bound the change between two snapshots up to a quarter apart, both at once; they
    widen with the quarters between them, since real change adds up. `due_days`: a publication whose newest date
    lies further behind the newest date of the edition is late, unless it says its own `due_days`.
    """

    share: float = 0.02
    locations: int = 1000
    registers: tuple[str, ...] = ("cqc_location", "cqc_rating", "cqc_directory")
    due_days: int = 400


class CheckFailed(EditionError):
    """An edition that was not sealed, since a check failed.

    The message names the files that were left aside too: one of them is the likely cause.
    """

    def __init__(self, checks: list[Check], left_aside: Iterable[LeftAside] = ()):
        self.checks = checks
        lines = ["nothing was built; the last edition goes on serving."]
        lines += [f"{check.about}: {check.says}" for check in checks]
        lines += [
            f"left aside: {file.name}: {line}" for file in left_aside if file.unreadable for line in file.why
        ]
        if any(check.outcome == "beyond" for check in checks):
            lines.append("Are the files whole? If the change is real: careplace build --accept-change REASON")
        super().__init__("\n".join(lines))


def reach(engine: Engine, tables: Path, bounds: Bounds) -> list[dict]:
    """Each snapshot of each register: table, snapshot, rows, locations, councils, standing, national."""
    snapshots = []
    for name in bounds.registers:
        if (path := tables / f"{name}.parquet").exists():
            engine.view_parquet("checked", path)
            snapshots += [{"table": name, **row} for row in engine.rows(sql_text(__package__, "reach.sql"))]
    return [_with_reach(row) for row in snapshots]


def _with_reach(row: dict) -> dict:
    national = row["standing"] > 0 and row["councils"] >= NATIONAL * row["standing"]
    return {**row, "snapshot": row["snapshot"].isoformat(), "national": national}


def councils_known(engine: Engine, tables: Path, names: Iterable[str]) -> list[Check]:
    """That every council code in the tables of these names is one of the gazetteer's."""
    checks, sql = [], sql_text(__package__, "councils.sql")
    for path in (tables / f"{name}.parquet" for name in sorted(names)):
        engine.view_parquet("checked", path)
        columns = engine.sql("select * from checked limit 0").schema.names
        if "council" in columns:
            unknown = [row["council"] for row in engine.rows(sql)]
            says = f"no council has the code {', '.join(unknown)}" if unknown else "every council is known"
            checks.append(Check("councils", path.stem, "failed" if unknown else "passed", says))
    return checks


def within(snapshots: list[dict], bounds: Bounds) -> list[Check]:
    """That each national snapshot of a register is within bounds of the edition's nearest earlier one."""
    pairs = [(_nearest(_earlier(row, snapshots)), row) for row in _national(snapshots)]
    return [_bounded(nearest, row, bounds) for nearest, row in pairs if nearest]


def against_last(snapshots: list[dict], last: list[dict], bounds: Bounds) -> list[Check]:
    """That each national snapshot is within bounds of the last edition's, where that holds the nearest one.

    A date that both editions hold is compared with itself, since a file may have been published again.
    """
    present = {_of(row) for row in snapshots}
    missing = [row for row in _national(last) if _of(row) not in present]
    says = "in the last edition, not in this one"
    checks = [Check("gone", " ".join(_of(row)), "noted", says) for row in missing]
    for row in _national(snapshots):
        before = [r for r in _national(last) if _of(r) == _of(row)] + _earlier(row, last)
        inside = _earlier(row, snapshots)
        nearest = _nearest([*before, *inside])
        if nearest in before and nearest not in inside:
            checks.append(_bounded(nearest, row, bounds))
    return checks


def lateness(inputs: list[dict], due: dict[str, int], bounds: Bounds) -> list[Check]:
    """Which publications are late: their newest date lies far behind the edition's newest."""
    newest: dict[str, date] = {}
    for entry in inputs:
        if entry["snapshot"]:
            snapshot = date.fromisoformat(entry["snapshot"])
            newest[entry["publication"]] = max(snapshot, newest.get(entry["publication"], snapshot))
    checks = []
    for key, snapshot in sorted(newest.items()):
        days = (max(newest.values()) - snapshot).days
        says = f"newest file is of {snapshot}, {days} days before the newest of the edition"
        checks.append(Check("late", key, "noted" if days > due.get(key, bounds.due_days) else "passed", says))
    return checks


def enforce(
    checks: list[Check], accepted: str | None, before: list[dict], left_aside: Iterable[LeftAside] = ()
) -> None:
    """Stop an edition where a check failed, or where a change beyond the bounds is new and not accepted.

    `before` are the checks in the last edition's manifest: what was accepted then needs no second reason.

    Raises:
        CheckFailed: with every check that does not let the edition through.
    """
    earlier = [(c["about"], c["says"]) for c in before]
    beyond = [c for c in checks if c.outcome == "beyond" and not accepted]
    new = [c for c in beyond if (c.about, c.says) not in earlier]
    if stopped := [c for c in checks if c.outcome == "failed"] + new:
        raise CheckFailed(stopped, left_aside)


def as_rows(checks: list[Check]) -> list[dict]:
    return [asdict(check) for check in checks]


def _of(row: dict) -> tuple[str, str]:
    return row["table"], row["snapshot"]


def _earlier(row: dict, snapshots: list[dict]) -> list[dict]:
    return [r for r in _national(snapshots) if r["table"] == row["table"] and r["snapshot"] < row["snapshot"]]


def _nearest(snapshots: list[dict]) -> dict | None:
    return max(snapshots, key=lambda r: r["snapshot"], default=None)


def _national(snapshots: list[dict]) -> list[dict]:
    return [row for row in snapshots if row["national"]]


def _bounded(earlier: dict, later: dict, bounds: Bounds) -> Check:
    change = later["locations"] - earlier["locations"]
    interval = date.fromisoformat(later["snapshot"]) - date.fromisoformat(earlier["snapshot"])
    quarters = max(1.0, interval.days / QUARTER)
    share, locations = bounds.share * quarters, bounds.locations * quarters
    ok = abs(change) <= min(share * earlier["locations"], locations)
    says = (
        f"{later['locations']:,} locations against {earlier['locations']:,} on {earlier['snapshot']} "
        f"({change:+,}); at most {share:.1%} and {locations:,.0f} are expected"
    )
    return Check("bounds", f"{later['table']} {later['snapshot']}", "passed" if ok else "beyond", says)
