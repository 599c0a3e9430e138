"""A home with inspections of home care, and the early warning that was fitted to it: for tests of either site."""

import csv
import shutil
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from tests.once import once
from tests.sources.cqc.test_histories import HOMECARE_HEAD

from careplace.casework.assurance.warning import card, fitting, store
from careplace.editions.build import build
from careplace.ratings.scale import LEVELS


def fitted_home(small: Path, tmp_path_factory) -> Path:
    """The home, built once a run from a folder of small files: not to be changed."""

    def make(folder: Path) -> None:
        raw = shutil.copytree(small, folder / "raw")
        with (raw / "homecare_inspections_2014_2025.csv").open("w", newline="") as file:
            csv.writer(file).writerows([HOMECARE_HEAD, *reports()])
        build(raw, folder / "home")
        model = fitting.fit(folder / "home", date(2026, 11, 29))
        store.write(folder / "home", card.files(model))

    return once(tmp_path_factory, "warning-home", make) / "home"


def reports():
    """Seven years of 300 services: one that was below Good is so again more often; that is all there is to know."""
    rng = np.random.default_rng(7)
    for number in range(300):
        level = 1
        for year in range(2014, 2021):
            share = 0.6 if level >= 2 else 0.2
            level = 2 if rng.random() < share else 1
            day = date(year, 1, 1) + timedelta(days=int(rng.integers(360)))
            yield [
                number,
                day,
                LEVELS[level],
                "For-profit",
                f"1-{10_000 + number}",
                18_536,
                "NA",
                0,
                LEVELS[level],
            ]
