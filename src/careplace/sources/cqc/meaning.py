"""What the cells of CQC's files mean: days that can be, and councils that are."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.area import UnknownPlace
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells
from careplace.sources.contract import Problem
from careplace.sources.cqc import councils
from careplace.sources.parts import DATES, Part
from careplace.sources.snapshot import Snapshot

# CQC took over the register on 1 April 2009; nothing in its files is older.
EARLIEST = date(2009, 4, 1)


def newest(parts: list[Part]) -> date | None:
    """The newest date that stands in any column of dates."""
    latest_dates = [pc.max(part.typed[name]).as_py() for part in parts for name in _dates(part)]
    return max((day for day in latest_dates if day), default=None)


def out_of_time(part: Part, at: Snapshot) -> list[Problem]:
    """Dates after the snapshot, which contradict it, or before there was a CQC."""
    late = f"no date after {at.on}, the date of the data by the {at.basis}: one of the two is wrong"
    early = f"no date before {EARLIEST}, when CQC began"
    problems = []
    for name in _dates(part):
        days = part.typed[name]
        problems += part.misfits(name, pc.fill_null(pc.greater(days, at.on), False), late)
        problems += part.misfits(name, pc.fill_null(pc.less(days, EARLIEST), False), early)
    return problems


def _dates(part: Part) -> list[str]:
    return [field.name for field in part.layout.fields if field.type in DATES]


def resolve(part: Part, gazetteer: Gazetteer | None, on: date) -> list[Problem]:
    """Add `council`, the code of each name at a date; null for a blank name and without a gazetteer."""
    if "council_name" not in part.typed:
        return []
    names = cells.blanked(part.column("council_name"))
    coded = pc.dictionary_encode(names)
    codes, problems = [], []
    for name in coded.dictionary.to_pylist():
        try:
            codes.append(gazetteer.codes([name], on)[name] if gazetteer else None)
        except UnknownPlace as unknown:
            codes.append(None)
            wrong = pc.fill_null(pc.equal(names, name), False)
            problems += part.misfits("council_name", wrong, f"a council of England at {on} ({unknown})")[:1]
    part.typed["council"] = pa.array(codes, pa.string()).take(coded.indices)
    return problems


def resolve_known(part: Part, gazetteer: Gazetteer | None, on: date) -> list[str]:
    """Add `council`, null where no council has the name; notes on such names.

    Where the part has `ended_on`, a location is in the council of its name on that day (councils.py).
    """
    if "council_name" not in part.typed:
        return []
    distinct = _council_names(part)
    codes = [
        councils.code(gazetteer, name, on, ended) if gazetteer else None for name, ended in distinct.pairs
    ]
    part.typed["council"] = pa.array([*codes, None], pa.string()).take(distinct.positions)
    if not gazetteer:
        return []
    unknown = pc.and_(pc.is_valid(distinct.names), pc.is_null(part.typed["council"]))
    counts = pc.value_counts(distinct.names.filter(unknown)).to_pylist()
    note = councils.unknown_note([(row["values"], row["counts"]) for row in counts], on)
    return [f"{part.layout.title}: {note}"] if counts else []


@dataclass(frozen=True)
class _CouncilNames:
    """The distinct (name, day that it ended) of a part, and which of them each row has; `names` may be null."""

    names: pa.Array
    pairs: list[tuple[str, date | None]]
    positions: pa.Array


def _council_names(part: Part) -> _CouncilNames:
    names = cells.blanked(part.column("council_name"))
    ended = part.typed.get("ended_on", pa.nulls(len(names), pa.date32()))
    keys = pa.table({"name": names, "ended": ended, "row": pa.array(np.arange(len(names)))})
    groups = keys.filter(pc.is_valid(names)).group_by(["name", "ended"]).aggregate([("row", "list")])
    pairs = list(zip(groups["name"].to_pylist(), groups["ended"].to_pylist(), strict=True))
    positions = np.full(len(names), len(pairs))
    rows = groups["row_list"].combine_chunks()
    positions[rows.flatten().to_numpy()] = rows.value_parent_indices().to_numpy()
    return _CouncilNames(names, pairs, pa.array(positions))
