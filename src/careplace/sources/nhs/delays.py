"""Delayed transfers of care: which council each row is of.

The files name councils by codes of two generations, official ones since July 2015 and the Department of Health's
before ("504", "00KB"), which no public list explains; names are in every row. So a council is found by its name and
month, and an official code must agree with the name. Bournemouth, Dorset and Poole stand under their old codes in
April 2019, a month after new councils took their place.
"""

import re
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from careplace.places.area import UnknownPlace
from careplace.places.gazetteer import Gazetteer
from careplace.sources.contract import Problem
from careplace.sources.onesheet import OneSheet
from careplace.sources.parts import Part
from careplace.sources.places.registry import NATIONS

OFFICIAL = re.compile(r"^[A-Z]\d{8}$")
BETWEEN = "\t"


class DelayedDays(OneSheet):
    """Delayed days by council and month, split by reason or by responsible organisation."""

    def place(self, part: Part, gazetteer: Gazetteer | None) -> list[Problem]:
        """Add `kind`, `council` and `stood`, and take the nation's "-" out of `published_code`."""
        names, codes = part.column("place_name"), part.column("published_code")
        codes = pc.if_else(pc.equal(codes, "-"), None, codes)
        since = pc.cast(beginnings(part.typed["month"], gazetteer), pa.string())
        asked = pc.dictionary_encode(
            pc.binary_join_element_wise(names, pc.fill_null(codes, ""), since, BETWEEN)
        )
        answers, problems = [], []
        for name, code, day in (text.split(BETWEEN) for text in asked.dictionary.to_pylist()):
            answer, wrong = council_of(name, code, date.fromisoformat(day), gazetteer)
            answers.append(answer)
            problems += misfit(part, name, code, wrong) if wrong else []
        for column, kind in (("kind", pa.string()), ("council", pa.string()), ("stood", pa.bool_())):
            part.typed[column] = pa.array([a[column] for a in answers], kind).take(asked.indices)
        part.typed["published_code"] = codes
        return problems


def beginnings(months: pa.Array, gazetteer: Gazetteer | None) -> pa.Array:
    """For each month the newest day up to it on which any area began or ended, or the first month of all.

    A name means the same in every month after that day, so that names are looked up once and not for each row.
    """
    areas = gazetteer.areas.values() if gazetteer else ()
    days = {day for area in areas for day in (area.from_date, area.to_date) if day}
    days.add(pc.min(months).as_py() or date.min)
    begins = np.array(sorted(days), dtype="datetime64[D]")
    at = np.searchsorted(begins, months.to_numpy(zero_copy_only=False).astype("datetime64[D]"), side="right")
    return pa.array(begins[np.maximum(at - 1, 0)], pa.date32())


def council_of(name: str, code: str, on: date, gazetteer: Gazetteer | None) -> tuple[dict, tuple | None]:
    """(what the row is of, None or (column, what was expected there)) for a name and code on a day."""
    if name in NATIONS:
        return {"kind": "nation", "council": None, "stood": True}, None
    council = {"kind": "council", "council": None, "stood": True}
    if gazetteer is None:
        return council, None
    try:
        council["council"] = gazetteer.council(name, on).code
    except UnknownPlace as unknown:
        return council, ("place_name", f"a council of England at {on} ({unknown})")
    bearers = gazetteer.candidates(name, ("council",))
    if not OFFICIAL.match(code):
        council["stood"] = any(area.stands(on) for area in bearers)
        return council, None
    council["stood"] = code == council["council"]
    known = sorted(area.code for area in bearers)
    agrees = code in known
    return council, None if agrees else ("published_code", f"the code of {name}, {' or '.join(known)}")


def misfit(part: Part, name: str, code: str, said: tuple[str, str]) -> list[Problem]:
    """One problem for all rows of a name and code."""
    wrong = pc.equal(part.column("place_name"), name)
    if code:
        wrong = pc.and_(wrong, pc.equal(part.column("published_code"), code))
    return part.misfits(said[0], pc.fill_null(wrong, False), said[1])[:1]
