"""Labelled statements about CQC's assessments of real councils, and every council by sentences made from its assessment."""

import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from careplace.claims import Grade, check_text
from careplace.cli.place import reader_of
from careplace.editions.opening import open_edition
from careplace.ratings.scale import LEVELS

pytestmark = pytest.mark.real
STATEMENTS = tomllib.loads(Path(__file__).with_name("assessments.toml").read_text(encoding="utf-8"))[
    "statement"
]


@pytest.fixture(scope="module")
def reader(real_home):
    with open_edition(real_home) as edition:
        yield reader_of(edition)


def test_half_of_the_statements_are_sound():
    sound = [one for one in STATEMENTS if not one["expect"]]
    assert len(STATEMENTS) == 24
    assert len(sound) >= 12


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda one: one["text"][:60])
def test_what_is_expected_is_found_and_nothing_else(reader, statement):
    expected = list(statement["expect"])
    for finding in check_text(statement["text"], reader):
        if finding.grade is Grade.HOLDS:
            continue
        match = next(
            (e for e in expected if finding.grade in e["grades"] and e["quote"] in finding.quote), None
        )
        assert match, (finding.grade, finding.quote, finding.says)
        expected.remove(match)
    assert expected == []


def test_of_every_assessed_council_only_its_own_rating_holds(real_home, reader):
    rows = pq.read_table(real_home / "current" / "tables" / "council_assessment.parquet").to_pylist()
    names = {row["council"]: reader.gazetteer.areas[row["council"]].name for row in rows}
    for row in rows:
        for level in LEVELS:
            (finding,) = check_text(f"CQC rated {names[row['council']]} {level}.", reader)
            published = row["overall"] in LEVELS
            grade = (
                Grade.HOLDS if level == row["overall"] else Grade.WRONG if published else Grade.UNCHECKABLE
            )
            assert (finding.grade, finding.quote) == (grade, level), (row, finding)
