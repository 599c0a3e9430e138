"""Delayed transfers of care of the invented nation: delayed days by council and month, in NHS England's two files."""

import csv
from datetime import date
from pathlib import Path

import numpy as np

from careplace.demo.hospitals import wandering
from careplace.demo.names import load_toml
from careplace.demo.place_files import population
from careplace.demo.places import Nation

# The reason "Other" has been collected since April 2017; the collection ended before the pandemic.
MONTHS = np.arange("2016-04", "2020-01", dtype="datetime64[M]")
OTHER_SINCE = np.datetime64("2017-04", "M")
RATE = 11.0  # delayed days a day of each 100,000 adults
REASONS = np.array([0.115, 0.03, 0.195, 0.12, 0.13, 0.19, 0.03, 0.125, 0.007, 0.043, 0.015])
RESPONSIBLE = np.array([0.62, 0.29, 0.09])
NAMES = ("DToC_Days_Reason_for_Delay", "DToC_Days_Responsible_Organisation")


def write(nation: Nation, to: Path, rng: np.random.Generator) -> list[Path]:
    """Write both files into the folder `to`: the nation first, then councils, month by month from the latest."""
    councils = nation.councils(date(2019, 12, 1))
    areas = [("-", "England"), *((area.code, area.name) for area in councils)]
    days = _days(nation, councils, rng)
    files = []
    for name, mix in zip(NAMES, (REASONS, RESPONSIBLE), strict=True):
        parts = _split(days, mix, rng)
        path = to / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerow(load_toml("delays.toml")[name])
            writer.writerows(_rows(areas, parts, by_reason=mix is REASONS))
        files.append(path)
    return files


def _days(nation: Nation, councils: list, rng: np.random.Generator) -> np.ndarray:
    """(councils, months) delayed days: a council's own level, a national fall, and winters."""
    adults = np.array([population(nation, area)[18:].sum() for area in councils])[:, None]
    length = (MONTHS + 1).astype("datetime64[D]").astype(int) - MONTHS.astype("datetime64[D]").astype(int)
    year = np.arange(len(MONTHS)) / 12
    trend = np.where(year < 0.9, 1.25, 1.25 - 0.12 * (year - 0.9)) * (
        1 + 0.05 * np.cos(2 * np.pi * (year - 0.8))
    )
    own = np.exp(rng.normal(0, 0.45, adults.shape))
    expected = (
        RATE
        * adults
        / 100_000
        * length
        * trend
        * own
        * wandering(rng, (len(councils), len(MONTHS)), 0.75, 0.16)
    )
    return rng.poisson(expected)


def _split(days: np.ndarray, mix: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(1 + councils, months, parts): each council's days over the parts of a mix of its own; the nation's first."""
    own = rng.dirichlet(mix * 40, size=len(days))[:, None, :]
    if len(mix) == len(REASONS):
        own = np.where((MONTHS < OTHER_SINCE)[None, :, None] & (np.arange(len(mix)) == len(mix) - 1), 0, own)
    parts = rng.multinomial(days, own / own.sum(axis=2, keepdims=True))
    return np.concatenate([parts.sum(axis=0, keepdims=True), parts])


def _rows(areas: list[tuple[str, str]], parts: np.ndarray, *, by_reason: bool):
    for month in range(len(MONTHS) - 1, -1, -1):
        month_name = f"{MONTHS[month].astype(object):%B %Y}"
        for (code, name), cells in zip(areas, parts[:, month].tolist(), strict=True):
            if not by_reason:
                yield [name, *cells, month_name]
                continue
            total = sum(cells)
            yield [
                code,
                name,
                *cells[:-1],
                cells[-1] if MONTHS[month] >= OTHER_SINCE else "NA",
                total,
                month_name,
            ]
