"""The publisher's deprivation of counties against our weighting of their districts, in the real files of 2019.

docs/methods.md prints the differences: the table there is compared with what is measured here.
"""

import csv
import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.real.conftest import opened

from careplace.engine import Engine
from careplace.measures.outcomes import observing
from careplace.sources import recognise
from careplace.sources.places.tables import DOMAINS

pytestmark = pytest.mark.real
METHODS = Path(__file__).resolve().parents[2] / "docs" / "methods.md"
COUNTIES, OTHERS = 21, 125
CUMBRIA, KENT, GATESHEAD, HARTLEPOOL = "E10000006", "E10000016", "E08000037", "E06000001"


@pytest.fixture(scope="module")
def files(real_data) -> list[Path]:
    paths = sorted(real_data.with_name("data-2026-11").glob("iod-upper-tier/*.xlsx"))
    if not paths:
        pytest.skip("no upper-tier files of the Indices of Deprivation")
    return paths


@pytest.fixture(scope="module")
def observations(files, read, gazetteer, tmp_path_factory):
    """observations(official) -> {(place, domain, edition): row}, with or without the publisher's own councils."""
    names = ("imd2019_england_ltla23.csv", "imd2025_england_ltla24.csv", "population20_ltla21.csv")
    readings = [read(name) for name in names]
    official = [recognise(book).read(book, None) for book in map(opened, files)]

    def of(with_official: bool) -> dict:
        folder = tmp_path_factory.mktemp("tables")
        held = {}
        for reading in readings + official * with_official:
            for name, table in reading.tables.items():
                held.setdefault(name, []).append(table)
        for name, pieces in (held | {n: [t] for n, t in gazetteer.tables().items()}).items():
            pq.write_table(pa.concat_tables(pieces), folder / f"{name}.parquet")
        with Engine() as engine:
            observing.see(engine, folder)
            engine.script(observing.PACKAGE, "observation.sql")
            engine.script(observing.PACKAGE, "observations/deprivation.sql")
            rows = engine.rows("select * from observation")
        assert len({(r["place"], r["series"], r["period"]) for r in rows}) == len(rows)
        return {(row["place"], row["series"], row["period"]): row for row in rows}

    return of


@pytest.fixture(scope="module")
def ours(observations):
    return observations(False)


@pytest.fixture(scope="module")
def preferred(observations):
    return observations(True)


def test_both_files_are_read_whole(files):
    """151 councils in 2019; 152 in 2013, with Bournemouth and Poole apart."""
    found = {}
    for book in map(opened, files):
        reading = recognise(book).read(book, None)
        assert not reading.notes
        rows = reading.tables["deprivation"].to_pylist()
        found |= {row["edition"]: {r["code"] for r in rows} for row in rows[:1]}
        assert {row["domain"] for row in rows} == set(DOMAINS)
    assert {edition: len(codes) for edition, codes in found.items()} == {2015: 152, 2019: 151}
    assert {"E06000028", "E06000029", "E10000009"} <= found[2015]


def test_every_council_of_both_files_has_a_figure(files, preferred):
    for book in map(opened, files):
        for row in recognise(book).read(book, None).tables["deprivation"].to_pylist():
            found = preferred[row["code"], row["domain"], str(row["edition"])]
            assert (found["value"], found["status"], found["reason"]) == (row["score"], "final", "")


def test_counties_have_the_publisher_s_score_and_2025_stays_ours(preferred, ours):
    assert preferred[KENT, "overall", "2019"]["reason"] == ""
    assert preferred[KENT, "overall", "2019"]["value"] != ours[KENT, "overall", "2019"]["value"]
    assert preferred[KENT, "overall", "2025"] == ours[KENT, "overall", "2025"]
    assert "calculated by Careplace" in preferred[KENT, "overall", "2025"]["reason"]
    assert preferred[CUMBRIA, "overall", "2019"]["value"] > 0, "a county that has ended since"
    assert (CUMBRIA, "overall", "2019") not in ours
    assert preferred[GATESHEAD, "overall", "2015"]["value"] > 0
    # The districts' file of 2019 weighs neighbourhoods by all residents; employment is of those of working age.
    assert preferred[HARTLEPOOL, "employment", "2019"]["value"] == 0.185
    assert ours[HARTLEPOOL, "employment", "2019"]["value"] == pytest.approx(0.1827, abs=0.0001)


def test_the_differences_are_those_of_the_docs(preferred, ours):
    def differences(domain: str, county: bool) -> list[float]:
        both = [
            (row["value"], ours[key])
            for key, row in preferred.items()
            if key[1:] == (domain, "2019") and key in ours and row["source"] != ours[key]["source"]
        ]
        return [
            abs(theirs - own["value"]) for theirs, own in both if ("calculated" in own["reason"]) == county
        ]

    measured = {domain: (differences(domain, True), differences(domain, False)) for domain in DOMAINS}
    assert {(len(counties), len(others)) for counties, others in measured.values()} == {(COUNTIES, OTHERS)}
    pattern = r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$"
    section = (
        METHODS.read_text(encoding="utf-8").partition("### Deprivation of councils")[2].partition("\n#")[0]
    )
    printed = {name: numbers for name, *numbers in re.findall(pattern, section, re.MULTILINE)}
    assert printed == {
        domain: [f"{sum(counties) / len(counties):.4f}", f"{max(counties):.4f}", f"{max(others):.4f}"]
        for domain, (counties, others) in measured.items()
    }


def test_the_weights_of_2019_are_the_file_s_own_lines(ours, real_data):
    """Kent once more, by hand: twelve districts and their residents."""
    (scores,) = real_data.rglob("imd2019_england_ltla23.csv")
    (people,) = real_data.rglob("population20_ltla21.csv")
    with scores.open(encoding="utf-8-sig") as file:
        score = {row["ltla23_code"]: float(row["Score"]) for row in csv.DictReader(file)}
    with people.open(encoding="utf-8-sig") as file:
        residents = {row["ltla21_code"]: float(row["total_population"]) for row in csv.DictReader(file)}
    districts = [f"E0700{n:04}" for n in range(105, 117)]
    total = sum(score[code] * residents[code] for code in districts)
    expected = total / sum(residents[code] for code in districts)
    assert ours[KENT, "overall", "2019"]["value"] == pytest.approx(expected)
