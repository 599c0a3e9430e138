"""Artificial HES through the contract: its records, and its faults as a plain reading of the file counts them.

Peers publish four rules for HES APC (cuRed of the University of Sheffield): EPIKEY is there, is unique, and has 12 digits,
or 19 from 2021-22 on. The first two find nothing here; the others find keys that lost their leading zeros, which we do not
check: a key is only compared with others.
"""

import csv
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from tests.real.conftest import folder_beside

from careplace.journeys.loading import check

pytestmark = pytest.mark.real
BESIDE = Path(__file__).parents[3] / "shared/records"
NAME = "artificial_hes_apc_0102_truncated.csv"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    source = folder_beside(Path(os.environ.get("CAREPLACE_RECORDS", BESIDE)), "CAREPLACE_RECORDS") / NAME
    target = tmp_path_factory.mktemp("hes")
    (target / NAME).symlink_to(source)
    return target


@pytest.fixture(scope="module")
def records(folder):
    with (folder / NAME).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text and text >= "1900" else None


def test_the_faults_are_those_that_a_plain_reading_counts(folder, records):
    quality = check(folder, 4)
    expected = Counter()
    for record in records:
        admitted, discharged = day(record["ADMIDATE"]), day(record["DISDATE"])
        expected["missing"] += admitted is None
        expected["ends_first"] += bool(admitted and discharged and discharged < admitted)
        expected["no_day_of_discharge"] += discharged is None and record["DISMETH"] in set("1234567")
        expected["regular"] += record["CLASSPAT"] in {"3", "4"}
    counted = Counter({fault.rule: fault.faults for fault in quality.faults if fault.rule in expected})
    assert quality.records == {NAME: 2075}
    assert counted == +expected
    assert +expected == {"missing": 1, "no_day_of_discharge": 75, "regular": 80}


def test_the_rules_of_peers_find_short_keys_and_no_key_twice(folder, records):
    keys = [record["EPIKEY"] for record in records]
    assert len(set(keys)) == len(keys)
    assert sum(len(key) not in {12, 19} for key in keys) == 204
    assert "same_key" not in {fault.rule for fault in check(folder, 4).faults}


def test_every_pseudonym_that_is_left_becomes_a_person(folder, records):
    left = [
        record["PSEUDO_HESID"]
        for record in records
        if day(record["ADMIDATE"])
        and record["CLASSPAT"] not in {"3", "4"}
        and not (day(record["DISDATE"]) is None and record["DISMETH"] in set("1234567"))
    ]
    assert check(folder, 4).rows["person"] == len(set(left))
