"""What the cells of CQC's files mean: days that can be, and councils that are."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.area import UnknownPlace
from careplace.places.gazetteer import Gazetteer
from careplace.sources import cells
from careplace.sources.contract import Problem
from careplace.sources.parts import DATES, Part
from careplace.sources.snapshot import Snapshot

# CQC took over the register on 1 April 2009; nothing in its files is older.
EARLIEST = date(2009, 4, 1)


def newest(parts: list[Part]) -> date | None:
    """The newest date that stands in any column of dates."""
    found = [pc.max(part.typed[name]).as_py() for part in parts for name in _dates(part)]
    return max((day for day in found if day), default=None)


def out_of_time(part: Part, at: Snapshot) -> list[Problem]:
    """Dates after the snapshot, which contradict it, or before there was a CQC."""
    late = f"no date after {at.on}, the date of the data by the {at.basis}: one of the two is wrong"
    early = f"no date before {EARLIEST}, when CQC began"
    found = []
    for name in _dates(part):
        days = part.typed[name]
        found += part.misfits(name, pc.fill_null(pc.greater(days, at.on), False), late)
        found += part.misfits(name, pc.fill_null(pc.less(days, EARLIEST), False), early)
    return found


def _dates(part: Part) -> list[str]:
    return [each.name for each in part.layout.fields if each.type in DATES]


def resolve(part: Part, gazetteer: Gazetteer | None, on: date) -> list[Problem]:
    """Add `council`, the code of each name at a date; null for a blank name and without a gazetteer."""
    if "council_name" not in part.typed:
        return []
    names = cells.blanked(part.column("council_name"))
    coded = pc.dictionary_encode(names)
    codes, found = [], []
    for name in coded.dictionary.to_pylist():
        try:
            codes.append(gazetteer.codes([name], on)[name] if gazetteer else None)
        except UnknownPlace as unknown:
            codes.append(None)
            wrong = pc.fill_null(pc.equal(names, name), False)
            found += part.misfits("council_name", wrong, f"a council of England at {on} ({unknown})")[:1]
    part.typed["council"] = pa.array(codes, pa.string()).take(coded.indices)
    return found
