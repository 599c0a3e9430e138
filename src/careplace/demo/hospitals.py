"""The invented nation's hospitals: trusts, where their patients live, and what they report by day and by month.

A board's numbers are those of its region's trusts together. Codes of trusts begin with Q, which none of England's does.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from careplace.demo.names import stems
from careplace.demo.place_files import board, population, region_code
from careplace.demo.places import Area, Nation

DAYS = np.arange("2024-04-01", "2026-09-01", dtype="datetime64[D]")
MONTHS = np.arange("2023-04", "2026-09", dtype="datetime64[M]")
# Of each 100,000 adults: patients on a day who are ready to leave, people who do leave, and a month's attendances and
# emergency admissions. Of the order of England's in 2024.
READY, LEAVING, ATTENDING, ADMITTED = 50.0, 21.0, 4_200.0, 1_150.0
REACH = 0.12  # degrees: how far patients go
SILENT, EXEMPT = slice(300, 312), slice(0, 2)


@dataclass(frozen=True)
class Trusts:
    """The trusts, the patch that each stands in, (trusts, patches) shares of their patients, and the adults they serve."""

    codes: np.ndarray
    names: list[str]
    seats: list[Area]
    shares: np.ndarray
    adults: np.ndarray


def trusts(nation: Nation) -> Trusts:
    """One trust in each region's largest patch, and a second in regions of more than five."""
    regions: dict[str, list[Area]] = {}
    for patch in sorted(nation.patches, key=lambda patch: -patch.population):
        regions.setdefault(patch.region, []).append(patch)
    seats = [patch for patches in regions.values() for patch in patches[: 1 + (len(patches) > 5)]]
    seats.sort(key=lambda patch: patch.registry)
    names = [f"{stem} Fictional NHS Foundation Trust" for stem in stems()[-len(seats) :]]
    here = np.array([(patch.longitude, patch.latitude) for patch in nation.patches])
    there = np.array([(patch.longitude, patch.latitude) for patch in seats])
    adults = np.array([population(nation, patch)[18:].sum() for patch in nation.patches])
    away = np.hypot(*(there[:, None] - here[None]).transpose(2, 0, 1) * [[[0.58]], [[1.0]]])
    pull = np.exp(-away / REACH)
    going = adults * pull / pull.sum(axis=0)
    codes = np.array([f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(len(seats))])
    return Trusts(codes, names, seats, going / going.sum(axis=1, keepdims=True), going.sum(axis=1))


def write(nation: Nation, to: Path, rng: np.random.Generator) -> list[Path]:
    """Write the lookups of trusts and NHS England's files by trust and board into the folder `to`; the files."""
    nhs_trusts = trusts(nation)
    files = {**_lookups(nation, nhs_trusts), **_daily(nhs_trusts, rng), **_monthly(nhs_trusts, rng)}
    for name, table in files.items():
        csv.write_csv(table, to / f"{name}.csv")
    return [to / f"{name}.csv" for name in files]


def _lookups(nation: Nation, nhs_trusts: Trusts) -> dict[str, pa.Table]:
    regions = [region_code(seat).replace("X12", "X40") for seat in nhs_trusts.seats]
    about = {
        "nhs_trust22_code": nhs_trusts.codes,
        "nhs_trust22_name": nhs_trusts.names,
        "nhs_region21_nhs_code": [f"Y9{code[-1]}" for code in regions],
        "nhs_region21_ons_code": regions,
        "nhs_region21_name": [seat.region for seat in nhs_trusts.seats],
        "status": ["open"] * len(nhs_trusts.seats),
    }
    boards = np.array([board(patch)[0] for patch in nation.patches])
    by_board = {code: nhs_trusts.shares[:, boards == code].sum(axis=1) for code in dict.fromkeys(boards)}
    by_patch = {patch.code: nhs_trusts.shares[:, number] for number, patch in enumerate(nation.patches)}
    return {
        "lookup_nhs_trusts22_nhs_region21": pa.table(about),
        "lookup_nhs_trusts22_ltla21": _shares(
            nhs_trusts, "ltla21_code", "proportion_trust_came_from_ltla", by_patch
        ),
        "lookup_nhs_trusts22_icb22": _shares(
            nhs_trusts, "icb22_code", "proportion_trust_came_from_icb", by_board
        ),
    }


def _shares(nhs_trusts: Trusts, code: str, share: str, shares_by_area: dict[str, np.ndarray]) -> pa.Table:
    """A row for each trust and area that some of its patients come from."""
    shares = np.stack(list(shares_by_area.values()), axis=1)
    trust, area = np.nonzero(shares > 0.0005)
    columns = {"nhs_trust22_code": nhs_trusts.codes[trust], code: np.array(list(shares_by_area))[area]}
    return pa.table({**columns, share: shares[trust, area]})


def _boards(nhs_trusts: Trusts) -> tuple[np.ndarray, np.ndarray]:
    """Codes of boards, and (boards, trusts) which trust is in which board."""
    home = np.array([board(seat)[0] for seat in nhs_trusts.seats])
    codes = np.unique(home)
    return codes, codes[:, None] == home[None]


def wandering(rng: np.random.Generator, shape: tuple[int, int], carried: float, spread: float) -> np.ndarray:
    """Factors about 1 that keep `carried` of their logarithm from one column to the next."""
    steps = rng.normal(0, spread * np.sqrt(1 - carried**2), shape)
    steps[:, 0] /= np.sqrt(1 - carried**2)
    for column in range(1, shape[1]):
        steps[:, column] += carried * steps[:, column - 1]
    return np.exp(steps)


def _daily(nhs_trusts: Trusts, rng: np.random.Generator) -> dict[str, pa.Table]:
    """Patients ready to leave, and patients who leave, of each day."""
    shape, size = (len(nhs_trusts.codes), len(DAYS)), nhs_trusts.adults[:, None] / 100_000
    weekday = (DAYS.astype(int) + 3) % 7
    winter = 1 + 0.08 * np.cos(2 * np.pi * (DAYS.astype(int) % 365.25 - 15) / 365.25)
    own = np.exp(rng.normal(0, 0.18, (shape[0], 1)))
    ready = rng.poisson(READY * size * own * winter * wandering(rng, shape, 0.97, 0.12))
    usual = np.array([1.05, 1.1, 1.1, 1.12, 1.25, 0.78, 0.6])[weekday]
    left = rng.poisson(LEAVING * size * usual / own**0.3 * wandering(rng, shape, 0.5, 0.05))
    early = rng.binomial(left, np.clip(rng.normal(0.71, 0.05, (shape[0], 1)), 0.5, 0.9))
    reported = np.ones(shape, bool)
    reported[-1, SILENT] = False
    reside = {"do_not_meet_criteria_to_reside": ready}
    discharged = {
        "discharged_by_1700": early,
        "discharged_between_1701_2359": left - early,
        "discharged_total": left,
    }
    return {
        **_files(nhs_trusts, "criteria_to_reside", ("date", pa.array(DAYS)), reside, reported),
        **_files(nhs_trusts, "discharged_patients", ("date", pa.array(DAYS)), discharged, reported),
    }


def _monthly(nhs_trusts: Trusts, rng: np.random.Generator) -> dict[str, pa.Table]:
    """Attendances at emergency departments, admissions from there, and those of either that waited over four hours."""
    shape, size = (len(nhs_trusts.codes), len(MONTHS)), nhs_trusts.adults[:, None] / 100_000
    winter = np.cos(2 * np.pi * (MONTHS.astype(int) % 12 - 0.5) / 12)
    attended = rng.poisson(ATTENDING * size * (1 - 0.03 * winter) * wandering(rng, shape, 0.6, 0.04))
    admitted = rng.poisson(ADMITTED * size * wandering(rng, shape, 0.6, 0.04))
    slow = np.clip(
        rng.normal(0.27, 0.05, (shape[0], 1)) + 0.03 * winter + np.log(wandering(rng, shape, 0.8, 0.025)),
        0.05,
        0.6,
    )
    attended_late, admitted_late = rng.binomial(attended, slow), rng.binomial(admitted, slow * 0.9)
    numbers = {
        "total_attendances": attended,
        "attendances_over_4hours": attended_late,
        "total_emergency_admissions": admitted,
        "emergency_admissions_over_4hours": admitted_late,
    }
    reported = np.ones(shape, bool)
    reported[0, EXEMPT] = False
    months = pa.array([f"{month.astype(object):%B %Y}" for month in MONTHS])
    return _files(nhs_trusts, "accidents_emergency", ("date", months), numbers, reported)


def _files(
    nhs_trusts: Trusts,
    name: str,
    when: tuple[str, pa.Array],
    numbers: dict[str, np.ndarray],
    reported: np.ndarray,
) -> dict[str, pa.Table]:
    """The files by trust and by board, a row for each organisation and time; what a trust has not `reported` is blank."""
    codes, within = _boards(nhs_trusts)
    with_gaps = {"attendances_over_4hours"} & set(numbers) or set(numbers)
    files = {}
    for kind, heading, organisations in (
        ("trust", "nhs_trust22_code", nhs_trusts.codes),
        ("icb", "icb22_code", codes),
    ):
        measures = {}
        for column, values in numbers.items():
            trust_values = np.where(reported, values, 0) if column in with_gaps else values
            organisation_values = trust_values if kind == "trust" else within.astype(int) @ trust_values
            measures[column] = (
                organisation_values,
                reported
                if kind == "trust" and column in with_gaps
                else np.ones(organisation_values.shape, bool),
            )
        files[f"england_{kind}_{name}"] = _rows(heading, organisations, when, measures | _waits(measures))
    return files


def _waits(measures: dict[str, tuple[np.ndarray, np.ndarray]]) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """The shares that waited over four hours, as published: to two decimals."""
    pairs = (
        ("pct_attendance_over_4hours", "attendances_over_4hours", "total_attendances"),
        (
            "pct_emergency_admissions_over_4hours",
            "emergency_admissions_over_4hours",
            "total_emergency_admissions",
        ),
    )
    return {
        share: (np.round(measures[part][0] / np.maximum(measures[whole][0], 1), 2), measures[part][1])
        for share, part, whole in pairs
        if whole in measures
    }


def _rows(heading: str, codes: np.ndarray, when: tuple[str, pa.Array], measures: dict) -> pa.Table:
    column, times = when
    number = pa.array(np.tile(np.arange(len(times)), len(codes)))
    columns = {heading: pa.array(np.repeat(codes, len(times))), column: times.take(number)}
    return pa.table(
        columns
        | {
            name: pa.array(values.ravel(), mask=~reported.ravel())
            for name, (values, reported) in measures.items()
        }
    )
